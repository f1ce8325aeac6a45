package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which the edge's calls and lines live (`edge-calls`), and its timers.
///
/// [#post] from any thread; everything else on the mailbox thread. Nothing that runs here blocks.
public final class Mailbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final PriorityQueue<Timing> timers = new PriorityQueue<>();
  private final LongSupplier nanoTime;
  private final Thread thread;
  private long order;
  private volatile boolean closed;

  /// A started timer.
  public interface Cancellable {
    void cancel();
  }

  /// @param nanoTime monotonic time
  public Mailbox(LongSupplier nanoTime) {
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.thread = Thread.ofPlatform().name("edge-calls").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Runs the task after those that were posted before; dropped once closed.
  public void post(Runnable task) {
    tasks.add(task);
  }

  /// Runs the task on the mailbox thread when the time has come.
  public Cancellable after(Duration delay, Runnable task) {
    var timing = new Timing(nanoTime.getAsLong() + delay.toNanos(), order++, task);
    timers.add(timing);
    return timing;
  }

  /// Ends the thread after the task that runs; waits at most a second.
  @Override
  public void close() {
    closed = true;
    tasks.add(() -> {});
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    try {
      thread.join(1_000);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        var task = tasks.poll(nextNanos(), TimeUnit.NANOSECONDS);
        if (task != null) {
          carryOut(task);
        }
        fire();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private long nextNanos() {
    var next = timers.peek();
    return next == null ? IDLE_NANOS : Math.max(0, next.due - nanoTime.getAsLong());
  }

  private void fire() {
    for (var next = due(); next != null && !closed; next = due()) {
      if (!next.cancelled) {
        carryOut(next.task);
      }
    }
  }

  private @Nullable Timing due() {
    var next = timers.peek();
    if (next == null || (!next.cancelled && next.due - nanoTime.getAsLong() > 0)) {
      return null;
    }
    return timers.poll();
  }

  /// A bug in one call must not end the others.
  private static void carryOut(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      LOG.error("a task of the mailbox failed", bug);
    }
  }

  private static final class Timing implements Cancellable, Comparable<Timing> {
    private final long due;
    private final long order;
    private final Runnable task;
    private boolean cancelled;

    Timing(long due, long order, Runnable task) {
      this.due = due;
      this.order = order;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Timing other) {
      int byTime = Long.compare(due - other.due, 0);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }
}
