package io.patchbay.standalone.bench;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Waiting against the monotonic clock.
final class Waiting {
  private static final long POLL_NANOS = 1_000_000;

  private Waiting() {}

  /// Parks until the deadline, never less.
  static void until(long deadline, LongSupplier nanoTime) {
    for (long left = deadline - nanoTime.getAsLong();
        left > 0;
        left = deadline - nanoTime.getAsLong()) {
      LockSupport.parkNanos(left);
    }
  }

  static void millis(long millis, LongSupplier nanoTime) {
    until(nanoTime.getAsLong() + millis * 1_000_000, nanoTime);
  }

  /// Looks every millisecond. False: the condition did not come true in time.
  static boolean forCondition(long millis, LongSupplier nanoTime, BooleanSupplier condition) {
    long deadline = nanoTime.getAsLong() + millis * 1_000_000;
    while (!condition.getAsBoolean()) {
      if (nanoTime.getAsLong() > deadline) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }
}
