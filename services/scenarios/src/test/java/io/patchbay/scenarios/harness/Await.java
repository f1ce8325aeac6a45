package io.patchbay.scenarios.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Waits for a condition of the outside world with a deadline; never for time to pass.
public final class Await {
  private Await() {}

  /// Polls every 20 ms until the probe yields a value.
  ///
  /// @throws AssertionError naming what was waited for and the last failure
  public static <T> T value(String what, Duration deadline, Callable<Optional<T>> probe) {
    long end = System.nanoTime() + deadline.toNanos();
    Throwable last = null;
    do {
      try {
        Optional<T> value = probe.call();
        if (value.isPresent()) {
          return value.get();
        }
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      } catch (Exception e) {
        last = e;
      }
    } while (System.nanoTime() < end);
    throw new AssertionError("no " + what + " within " + deadline, last);
  }

  /// As [#value] for a condition.
  public static void until(String what, Duration deadline, Callable<Boolean> condition) {
    value(what, deadline, () -> condition.call() ? Optional.of(true) : Optional.empty());
  }
}
