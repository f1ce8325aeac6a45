package io.patchbay.edge.run;

import java.time.Duration;

/// Is told how lines are healed. On the mailbox thread.
public interface RecoveryListener {
  /// A step is taken for a line whose hardware fails; `parked`: nothing helped.
  void tried(String line, String trouble, String step);

  /// A line is back.
  ///
  /// @param step taken last
  void recovered(String line, String trouble, String step, Duration took);
}
