package io.patchbay.trunk.run;

import java.util.function.LongSupplier;

/// Counts the calls that come in second by second. Thread-safe.
final class SetUpRate {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final int most;
  private final LongSupplier nanoTime;
  private long secondBegan;
  private int taken;

  /// @param most calls a second; 0: no limit
  SetUpRate(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
    secondBegan = nanoTime.getAsLong();
  }

  synchronized void taken() {
    roll();
    taken++;
  }

  /// Has this second had its calls?
  synchronized boolean over() {
    if (most == 0) {
      return false;
    }
    roll();
    return taken >= most;
  }

  private void roll() {
    long now = nanoTime.getAsLong();
    if (now - secondBegan >= SECOND_NANOS) {
      secondBegan = now;
      taken = 0;
    }
  }
}
