package io.patchbay.trunk.sip;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/// The datagrams that have been read and wait for a thread of the stack: how many, and how long the
/// next one has waited. They are taken in the order they came. Thread-safe.
public final class Backlog {
  private static final int SLOTS = 1 << 15;

  private final LongSupplier nanoTime;
  private final AtomicLongArray arrivals = new AtomicLongArray(SLOTS);
  private final AtomicLong arrived = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  Backlog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void arrived() {
    arrivals.set((int) (arrived.get() & (SLOTS - 1)), nanoTime.getAsLong());
    arrived.incrementAndGet();
  }

  void taken() {
    taken.incrementAndGet();
  }

  /// Datagrams waiting.
  public long depth() {
    return Math.max(0, arrived.get() - taken.get());
  }

  /// Nanoseconds the next one has waited; 0: none waits.
  public long ageNanos() {
    long next = taken.get();
    return next >= arrived.get()
        ? 0
        : Math.max(0, nanoTime.getAsLong() - arrivals.get((int) (next & (SLOTS - 1))));
  }
}
