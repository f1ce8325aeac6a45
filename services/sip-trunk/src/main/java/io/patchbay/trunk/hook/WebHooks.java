package io.patchbay.trunk.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// POSTs JSON to an address until that takes it (2xx), a few times at most. Thread-safe; never
/// blocks.
///
/// With a key each body is signed: `X-Patchbay-Signature: sha256=` and the HMAC-SHA256 of its
/// octets in hexadecimal digits (RFC 2104).
public final class WebHooks implements AutoCloseable {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 6;
  private static final int MOST_AT_ONCE = 256;

  private final HttpClient client;
  private final byte[] key;
  private final Duration pause;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  /// @param key signs; empty: nothing is signed
  /// @param pause after the first failure; doubled after each other
  public WebHooks(String key, Duration pause) {
    this.client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    this.key = key.getBytes(UTF_8);
    this.pause = pause;
  }

  /// Sends it on its way.
  ///
  /// @param failed told why, when it was not taken after all
  public void post(String url, String json, Consumer<String> failed) {
    HttpRequest request;
    try {
      request = request(url, json.getBytes(UTF_8));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      failed.accept(String.valueOf(e.getMessage()));
      return;
    }
    if (!room.tryAcquire()) {
      failed.accept(MOST_AT_ONCE + " others wait");
      return;
    }
    var _ =
        attempt(request, 1)
            .whenComplete((problem, failure) -> {
              room.release();
              if (failure != null) {
                failed.accept(failure.toString());
              } else if (!problem.isEmpty()) {
                failed.accept(problem);
              }
            });
  }

  private HttpRequest request(String url, byte[] body) throws GeneralSecurityException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    if (key.length > 0) {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      request.header(
          "X-Patchbay-Signature", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)));
    }
    return request.build();
  }

  /// Empty: it was taken; else the last problem.
  private CompletableFuture<String> attempt(HttpRequest request, int number) {
    return client
        .sendAsync(request, BodyHandlers.discarding())
        .handle((response, failure) -> {
          if (failure != null) {
            return String.valueOf(failure.getMessage());
          }
          return response.statusCode() / 100 == 2 ? "" : "HTTP status " + response.statusCode();
        })
        .thenCompose(problem -> {
          if (problem.isEmpty() || number == ATTEMPTS) {
            return CompletableFuture.completedFuture(problem);
          }
          long later = pause.multipliedBy(1L << (number - 1)).toMillis();
          return new CompletableFuture<Boolean>()
              .completeOnTimeout(true, later, TimeUnit.MILLISECONDS)
              .thenCompose(_ -> attempt(request, number + 1));
        });
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
