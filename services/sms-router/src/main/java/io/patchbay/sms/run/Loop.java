package io.patchbay.sms.run;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.patchbay.contract.BackOff;
import io.patchbay.contract.Fault;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thing done over and over on a thread of its own: at once when woken, else after a pause,
/// later after a failure.
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

  private final Semaphore wake = new Semaphore(0);
  private final BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private final String name;
  private final Duration interval;
  private final Turn turn;
  private final Thread thread;
  private volatile boolean stopped;

  /// What is done; true: there is more, go on at once.
  @FunctionalInterface
  public interface Turn {
    boolean run() throws InterruptedException;
  }

  private Loop(String name, Duration interval, Turn turn) {
    this.name = name;
    this.interval = interval;
    this.turn = turn;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::work);
  }

  /// Starts at once.
  ///
  /// @param interval longest pause when nobody wakes it
  public static Loop start(String name, Duration interval, Turn turn) {
    Loop loop = new Loop(name, interval, turn);
    loop.thread.start();
    return loop;
  }

  /// There is something to do. Never blocks.
  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  private void work() {
    try {
      while (!stopped) {
        rest(turnOnce());
      }
    } catch (InterruptedException _) {
      LOG.debug("{} stopped", name);
    }
  }

  private Duration turnOnce() throws InterruptedException {
    try {
      boolean more = turn.run();
      backOff.reset();
      return more ? Duration.ZERO : interval;
    } catch (Fault e) {
      LOG.warn("{}: {}; trying again", name, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} failed by our own fault; trying again", name, e);
    }
    return backOff.next();
  }

  private void rest(Duration pause) throws InterruptedException {
    if (!stopped && pause.isPositive() && wake.tryAcquire(pause.toNanos(), NANOSECONDS)) {
      wake.drainPermits();
    }
  }

  /// Lets the turn at hand end, for a second at most.
  @Override
  public void close() {
    stopped = true;
    wake();
    try {
      if (!thread.join(STOP_LIMIT)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
