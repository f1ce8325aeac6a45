package io.patchbay.trunk.run;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Measures how long an event would wait now: a task goes through timers and mailboxes' executor
/// ten times a second.
public final class LoadProbe {
  private static final long EVERY_MS = 100;

  private final Executor executor;
  private final LongSupplier nanoTime;
  private volatile long sentNanos;
  private volatile boolean travelling;
  private volatile long delayNanos;

  /// Probes until the timers stop.
  public LoadProbe(ScheduledExecutorService timers, Executor executor, LongSupplier nanoTime) {
    this.executor = executor;
    this.nanoTime = nanoTime;
    var _ = timers.scheduleAtFixedRate(this::send, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  private void send() {
    if (!travelling) {
      sentNanos = nanoTime.getAsLong();
      travelling = true;
      executor.execute(this::arrived);
    }
  }

  private void arrived() {
    long delay = nanoTime.getAsLong() - sentNanos;
    delayNanos = (delayNanos * 3 + delay) / 4;
    travelling = false;
  }

  /// Nanoseconds an event would wait.
  long delayNanos() {
    long travelled = travelling ? nanoTime.getAsLong() - sentNanos : 0;
    return Math.max(delayNanos, travelled);
  }
}
