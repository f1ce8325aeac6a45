package io.patchbay.dialplan.portability;

import io.patchbay.contract.Bounded;
import io.patchbay.proto.config.v1.PortabilitySpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Which operator serves a number, by a service that is asked over HTTP. Thread-safe; never blocks.
///
/// Whatever goes wrong the operator is not known, and that is not kept. After [#TRIP] failures in a
/// row nobody is asked for [#PAUSE], so that a service that is away delays no calls.
public final class Portability {
  static final int TRIP = 3;
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final int CACHED = 100_000;
  private static final int MAX_ANSWER = 64;
  private static final int USUAL_TIMEOUT_MS = 100;
  private static final int USUAL_CACHE_MINUTES = 1440;
  private static final int OK = 200;

  private final HttpClient http;
  private final LongSupplier nanoTime;
  private final Map<String, Known> cache = new Bounded<>(CACHED);
  private int failures;
  private long pausedUntil;

  /// @param untilNanos of `nanoTime`
  private record Known(String url, String operator, long untilNanos) {}

  /// @param nanoTime monotonic, nanoseconds
  public Portability(HttpClient http, LongSupplier nanoTime) {
    this.http = http;
    this.nanoTime = nanoTime;
  }

  /// The operator of a number; empty: not known.
  ///
  /// @param e164 with `+`
  /// @return never fails; is done already when nobody has to be asked
  public CompletableFuture<String> operator(PortabilitySpec spec, String e164) {
    Optional<String> atHand = atHand(spec, e164);
    if (atHand.isPresent()) {
      return CompletableFuture.completedFuture(atHand.get());
    }
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(spec.getUrl().replace("{number}", e164.substring(1))))
              .timeout(
                  Duration.ofMillis(
                      spec.getTimeoutMs() == 0 ? USUAL_TIMEOUT_MS : spec.getTimeoutMs()))
              .build();
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture("");
    }
    return http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER))
        .handle((answer, failure) -> took(spec, e164, answer, failure));
  }

  private synchronized Optional<String> atHand(PortabilitySpec spec, String e164) {
    if (spec.getUrl().isEmpty()) {
      return Optional.of("");
    }
    long now = nanoTime.getAsLong();
    Known known = cache.get(e164);
    if (known != null && known.url().equals(spec.getUrl()) && now - known.untilNanos() < 0) {
      return Optional.of(known.operator());
    }
    return failures >= TRIP && now - pausedUntil < 0 ? Optional.of("") : Optional.empty();
  }

  private synchronized String took(
      PortabilitySpec spec,
      String e164,
      @Nullable HttpResponse<String> answer,
      @Nullable Throwable failure) {
    long now = nanoTime.getAsLong();
    if (answer == null || failure != null) {
      failures++;
      pausedUntil = now + PAUSE.toNanos();
      return "";
    }
    failures = 0;
    String operator = answer.statusCode() == OK ? answer.body().strip() : "";
    int minutes = spec.getCacheMinutes() == 0 ? USUAL_CACHE_MINUTES : spec.getCacheMinutes();
    cache.put(
        e164, new Known(spec.getUrl(), operator, now + Duration.ofMinutes(minutes).toNanos()));
    return operator;
  }
}
