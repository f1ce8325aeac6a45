package io.patchbay.launch.hook;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Tries each thing again until it is taken, a few times at most, and no more than so many things
/// at once. Thread-safe; who delivers never waits.
final class Deliveries implements AutoCloseable {
  private static final int ATTEMPTS = 6;
  private static final int MOST_AT_ONCE = 256;

  private final Duration pause;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final ExecutorService threads;

  /// One try, on a thread of its own.
  @FunctionalInterface
  interface Attempt {
    /// Why it was not taken; empty: it was.
    String problem() throws InterruptedException;
  }

  /// @param name of its threads
  /// @param pause after the first failure; doubled after each other
  Deliveries(String name, Duration pause) {
    this.pause = pause;
    this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
  }

  /// Sends it on its way.
  ///
  /// @param failed told why, when it was not taken after all
  void deliver(Attempt attempt, Consumer<String> failed) {
    if (!room.tryAcquire()) {
      failed.accept(MOST_AT_ONCE + " others wait");
      return;
    }
    try {
      threads.execute(() -> {
        try {
          tryAgain(attempt, failed);
        } finally {
          room.release();
        }
      });
    } catch (RejectedExecutionException _) {
      room.release();
      failed.accept("the service stops");
    }
  }

  private void tryAgain(Attempt attempt, Consumer<String> failed) {
    String problem = "";
    try {
      for (int number = 1; number <= ATTEMPTS; number++) {
        problem = attempt.problem();
        if (problem.isEmpty()) {
          return;
        }
        if (number < ATTEMPTS) {
          TimeUnit.NANOSECONDS.sleep(pause.multipliedBy(1L << (number - 1)).toNanos());
        }
      }
    } catch (InterruptedException _) {
      failed.accept("the service stops; " + problem);
      return;
    }
    failed.accept(problem);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
