package io.patchbay.trunk.run;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tasks one after the other, in the order posted, on a shared executor. Thread-safe.
final class Mailbox {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Executor executor;
  private final AtomicLong waiting;

  /// @param waiting counts what waits in all mailboxes
  Mailbox(Executor executor, AtomicLong waiting) {
    this.executor = executor;
    this.waiting = waiting;
  }

  void post(Runnable task) {
    waiting.incrementAndGet();
    tasks.add(task);
    if (size.getAndIncrement() == 0) {
      start();
    }
  }

  private void start() {
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException e) {
      LOG.debug("the trunk has stopped");
    }
  }

  private void drain() {
    do {
      Runnable task = tasks.poll();
      waiting.decrementAndGet();
      try {
        if (task != null) {
          task.run();
        }
      } catch (RuntimeException e) {
        // a bug in one event must not stop the call
        LOG.error("an event failed", e);
      }
    } while (size.decrementAndGet() > 0);
  }
}
