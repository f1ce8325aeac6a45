package io.patchbay.edge;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// UUIDs of version 7: time-ordered, RFC 9562 §5.7. Thread-safe when `random` is.
final class CallIds {
  private final InstantSource clock;
  private final RandomGenerator random;

  CallIds(InstantSource clock, RandomGenerator random) {
    this.clock = requireNonNull(clock, "clock");
    this.random = requireNonNull(random, "random");
  }

  /// ```
  /// | unix_ts_ms (48) | ver 7 (4) | rand_a (12) | var 10 (2) | rand_b (62) |
  /// ```
  String next() {
    long high = clock.millis() << 16 | 0x7000 | random.nextInt(0x1000);
    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
