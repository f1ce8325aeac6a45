package io.patchbay.simulator.time;

import java.time.Duration;
import java.time.InstantSource;

/// Time as the world sees it. All alarms of a world run on one thread, in order of their due time.
public interface Timeline extends InstantSource {
  /// Runs `action` on the world's thread once `delay` has passed.
  Alarm after(Duration delay, Runnable action);

  /// Monotonic time in nanoseconds.
  long nanoTime();

  /// An action that has not happened yet.
  interface Alarm {
    /// Takes it back; nothing happens when it has run already.
    void cancel();
  }
}
