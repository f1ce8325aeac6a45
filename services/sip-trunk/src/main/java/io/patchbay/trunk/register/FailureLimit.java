package io.patchbay.trunk.register;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Slows guessing down: after some failures a source, or a source with a user, has to wait.
final class FailureLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_KEYS = 20_000;

  private final Map<String, Failures> failures = new ConcurrentHashMap<>();

  private final int free;

  /// @param free failures in a minute that cost nothing
  FailureLimit(int free) {
    this.free = free;
  }

  private record Failures(int count, Instant until) {}

  boolean blocked(String key, Instant now) {
    Failures seen = failures.get(key);
    return seen != null && seen.count() >= free && now.isBefore(seen.until());
  }

  void failed(String key, Instant now) {
    if (failures.size() >= MAX_KEYS) {
      failures.values().removeIf(one -> !now.isBefore(one.until()));
      if (failures.size() >= MAX_KEYS) {
        return;
      }
    }
    failures.compute(
        key,
        (_, old) ->
            old == null || !now.isBefore(old.until())
                ? new Failures(1, now.plus(WINDOW))
                : new Failures(old.count() + 1, now.plus(WINDOW)));
  }

  void succeeded(String key) {
    failures.remove(key);
  }
}
