package io.patchbay.driver.gsm;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/// Things to do later, on the runner's thread.
final class Timers {
  /// One of them.
  static final class Timer {
    private final long due;
    private final Runnable task;
    private boolean cancelled;

    private Timer(long due, Runnable task) {
      this.due = due;
      this.task = task;
    }

    void cancel() {
      cancelled = true;
    }
  }

  private final LongSupplier nanoTime;
  private final long origin;
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(timer -> timer.due));

  Timers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    origin = nanoTime.getAsLong();
  }

  Timer after(Duration delay, Runnable task) {
    Timer timer = new Timer(elapsed() + delay.toNanos(), task);
    timers.add(timer);
    return timer;
  }

  void cancelAll() {
    timers.forEach(Timer::cancel);
    timers.clear();
  }

  /// Does what is due.
  void tick() {
    for (Timer next = timers.peek(); next != null && next.due <= elapsed(); next = timers.peek()) {
      timers.poll();
      if (!next.cancelled) {
        next.task.run();
      }
    }
  }

  long nanosToNext() {
    Timer next = timers.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.due - elapsed());
  }

  private long elapsed() {
    return nanoTime.getAsLong() - origin;
  }
}
