package io.patchbay.trunk.run;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Call ids: UUID version 7 (RFC 9562 §5.7), time-ordered with 74 random bits. Thread-safe.
public final class CallIds implements Supplier<String> {
  private final InstantSource clock;
  private final RandomGenerator random;

  public CallIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String get() {
    long high = clock.millis() << 16 | 0x7000 | (random.nextLong() & 0x0fff);
    long low = 0x8000_0000_0000_0000L | (random.nextLong() & 0x3fff_ffff_ffff_ffffL);
    return new UUID(high, low).toString();
  }
}
