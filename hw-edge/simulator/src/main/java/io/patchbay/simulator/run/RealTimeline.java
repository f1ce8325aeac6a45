package io.patchbay.simulator.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.media.clock.ThreadTuning;
import io.patchbay.simulator.time.AlarmQueue;
import io.patchbay.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The world's thread `sim-world`: tasks from other threads, alarms, and the 20 ms tick by absolute
/// deadlines.
///
/// [#execute], [#ask] and [#close] are thread-safe; [#after] only on the thread itself or before
/// [#start].
public final class RealTimeline implements Timeline, Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RealTimeline.class);
  private static final long LONGEST_PARK_NANOS = 1_000_000_000L;
  private static final int MOST_LATE_PERIODS = 5;

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final AlarmQueue alarms = new AlarmQueue();
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  public RealTimeline(InstantSource clock, LongSupplier nanoTime) {
    this.clock = requireNonNull(clock, "clock");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.thread = Thread.ofPlatform().name("sim-world").daemon(true).unstarted(this::loop);
  }

  /// Starts the thread.
  public void start() {
    thread.start();
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public long nanoTime() {
    return nanoTime.getAsLong();
  }

  @Override
  public Alarm after(Duration delay, Runnable action) {
    return alarms.add(nanoTime() + Math.max(0, delay.toNanos()), action);
  }

  /// Runs `action` every `period`. Later than five periods: what was missed is left out.
  public void every(Duration period, Runnable action) {
    again(nanoTime() + period.toNanos(), period.toNanos(), action);
  }

  private void again(long due, long periodNanos, Runnable action) {
    alarms.add(
        due,
        () -> {
          long late = nanoTime() - due;
          long missed = late > MOST_LATE_PERIODS * periodNanos ? late / periodNanos : 0;
          again(due + (missed + 1) * periodNanos, periodNanos, action);
          action.run();
        });
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    LockSupport.unpark(thread);
  }

  /// Has `question` answered on the world's thread.
  public <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(() -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  private void loop() {
    ThreadTuning.forMedia(); // it stands for hardware, which is never late
    while (!closed) {
      Runnable task = tasks.poll();
      if (task != null) {
        run(task);
      }
      Runnable due = alarms.pollDue(nanoTime());
      if (due != null) {
        run(due);
      }
      if (task == null && due == null) {
        park();
      }
    }
  }

  private void park() {
    long wait = Math.min(alarms.nextDueNanos() - nanoTime(), LONGEST_PARK_NANOS);
    if (wait > 0 && tasks.isEmpty()) {
      LockSupport.parkNanos(this, wait);
    }
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("the simulated world goes on after a failure", e);
    }
  }

  /// Ends the thread; what has not run does not run.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
