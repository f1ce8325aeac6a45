package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.recovery.Trouble;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;

/// The line that a session is part of. The runner's own.
interface SessionHost {
  /// Something is wrong with the modem.
  void struck(Trouble trouble);

  /// People have switched the radio off.
  boolean radioOff();

  /// People have done something to the module.
  void controlled(ModuleAction action);

  /// Whether a command that was not carried out is kept for later.
  boolean waits(LineCommand command);
}
