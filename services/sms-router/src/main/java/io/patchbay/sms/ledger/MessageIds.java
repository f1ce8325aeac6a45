package io.patchbay.sms.ledger;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Makes message ids: UUIDs of version 7 (RFC 9562 §5.7), so later messages sort behind earlier
/// ones. Thread-safe.
public final class MessageIds {
  private final InstantSource clock;
  private final RandomGenerator random;
  private long last;

  public MessageIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// A new id, above all before it: 48 bits of milliseconds, 12 bits that count within one.
  public synchronized String next() {
    last = Math.max(last + 1, clock.millis() << 12);
    long high = (last >>> 12 << 16) | 0x7000 | (last & 0xFFF);
    long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
