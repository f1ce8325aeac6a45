package io.patchbay.console.users;

import io.patchbay.contract.Bounded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// Slows down whoever guesses passwords: after some failures in a row a key has to wait.
/// Thread-safe, bounded.
final class Throttle {
  private static final int KEYS = 10_000;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final int free;
  private final Map<String, Failures> byKey = Bounded.byUse(KEYS);

  /// @param free failures that cost nothing
  Throttle(InstantSource clock, int free) {
    this.clock = clock;
    this.free = free;
  }

  private record Failures(int count, Instant until) {}

  /// How long the key has to wait; zero: it may try.
  synchronized Duration wait(String key) {
    Failures failures = byKey.get(key);
    if (failures == null) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), failures.until());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Each failure beyond the free ones doubles the wait: 2 s, 4 s, … 5 min.
  synchronized void failed(String key) {
    Failures before = byKey.getOrDefault(key, new Failures(0, Instant.EPOCH));
    int count = before.count() + 1;
    Duration wait = Duration.ZERO;
    if (count >= free) {
      wait = Duration.ofSeconds(1L << Math.min(count - free + 1, 9));
      wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
    byKey.put(key, new Failures(count, clock.instant().plus(wait)));
  }

  synchronized void succeeded(String key) {
    byKey.remove(key);
  }
}
