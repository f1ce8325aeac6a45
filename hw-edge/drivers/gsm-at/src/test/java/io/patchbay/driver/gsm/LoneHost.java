package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.recovery.Trouble;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;
import java.util.function.Consumer;

/// A session on its own: no recovery, nothing is kept for later.
///
/// @param told of what is wrong
record LoneHost(Consumer<Trouble> told) implements SessionHost {
  @Override
  public void struck(Trouble trouble) {
    told.accept(trouble);
  }

  @Override
  public boolean radioOff() {
    return false;
  }

  @Override
  public void controlled(ModuleAction action) {}

  @Override
  public boolean waits(LineCommand command) {
    return false;
  }
}
