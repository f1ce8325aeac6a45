package io.patchbay.standalone;

import io.patchbay.contract.BackOff;
import java.time.Duration;

/// How long to wait before a process that ended is started again: not at all, unless it keeps
/// ending soon after its start. For one thread.
final class Restarts {
  /// A process that lived this long had started well.
  private static final Duration WELL = Duration.ofSeconds(10);

  private final BackOff backOff = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(10));
  private boolean again;

  /// @param lived how long the process that ended was there
  Duration pauseAfter(Duration lived) {
    boolean quick = lived.compareTo(WELL) < 0;
    Duration pause = quick && again ? backOff.next() : Duration.ZERO;
    again = quick;
    if (!quick) {
      backOff.reset();
    }
    return pause;
  }
}
