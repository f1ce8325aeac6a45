package io.patchbay.driver.gsm.recovery;

import static java.util.Objects.requireNonNull;

/// What happens to a recovery.
public sealed interface RecoveryInput {
  /// When, in nanoseconds.
  long at();

  /// Something is wrong, or still wrong after the step under way.
  record Struck(long at, Trouble trouble) implements RecoveryInput {
    public Struck {
      requireNonNull(trouble, "trouble");
    }
  }

  /// The step under way cannot help: the modem did not take it.
  record Failed(long at) implements RecoveryInput {}

  /// The modem is of use again.
  record Sound(long at) implements RecoveryInput {}

  /// Time went by.
  record Passed(long at) implements RecoveryInput {}

  /// People have taken over: radio off, maintenance.
  record Left(long at) implements RecoveryInput {}
}
