package io.patchbay.launch.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
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

  private final HttpClient client;
  private final byte[] key;
  private final Deliveries deliveries;

  /// @param key signs; empty: nothing is signed
  /// @param pause after the first failure; doubled after each other
  public WebHooks(String key, Duration pause) {
    this.client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    this.key = key.getBytes(UTF_8);
    this.deliveries = new Deliveries("hook-", pause);
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
    deliveries.deliver(() -> problem(request), failed);
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

  private String problem(HttpRequest request) throws InterruptedException {
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? "" : "HTTP status " + status;
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    deliveries.close();
    client.shutdownNow();
  }
}
