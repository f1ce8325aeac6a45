package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.LineCommand.ModuleAction;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import java.time.Duration;
import java.util.function.Consumer;

/// A SIM line whose document says `maintenance`: a call that is up goes on, new ones are refused,
/// and then its module is off until the document says otherwise, or somebody calls for help by it.
/// For the mailbox thread.
final class Maintenance {
  /// A module that could not be switched is tried again.
  static final Duration AGAIN = Duration.ofSeconds(10);

  private final Consumer<ModuleAction> control;
  private boolean off;
  private boolean switching;
  private boolean wantedOff;
  private boolean helping;

  /// @param control switches the module; [#switched] follows
  Maintenance(Consumer<ModuleAction> control) {
    this.control = requireNonNull(control, "control");
  }

  /// The status others see.
  static LineStatus seen(LineStatus status, boolean idle) {
    return switch (status.state()) {
      case DOWN -> status.in(LineState.DOWN, "in maintenance; " + status.reason());
      case STARTING, IN_SERVICE ->
          status.in(
              LineState.OUT_OF_SERVICE,
              idle ? "in maintenance" : "in maintenance once the call has ended");
      case OUT_OF_SERVICE ->
          status.in(LineState.OUT_OF_SERVICE, "in maintenance: " + status.reason());
    };
  }

  /// Switches the module when it is not as it should be; one that started anew is on.
  void look(boolean inMaintenance, LineStatus status, boolean idle) {
    boolean wanted = inMaintenance && !helping;
    wantedOff = wanted;
    if (status.state() == LineState.DOWN) {
      off = false; // whatever comes back is on
      return;
    }
    boolean on = status.state() == LineState.IN_SERVICE || status.state() == LineState.STARTING;
    if (!switching && wanted && idle && (on || !off)) {
      switching = true;
      control.accept(ModuleAction.MODULE_OFF);
    } else if (!switching && !wanted && off) {
      switching = true;
      control.accept(ModuleAction.MODULE_ON);
    }
  }

  /// Somebody calls for help (catalogue E4): the module comes on, and stays on until [#helped].
  ///
  /// @return true: it is not on yet
  boolean help() {
    helping = true;
    wantedOff = false;
    if (off && !switching) {
      switching = true;
      control.accept(ModuleAction.MODULE_ON);
    }
    return off || switching;
  }

  /// Nobody does any more.
  ///
  /// @return false: nobody did
  boolean helped() {
    boolean before = helping;
    helping = false;
    return before;
  }

  void switched(ModuleAction action, boolean done) {
    switching = false;
    if (done) {
      off = action == ModuleAction.MODULE_OFF;
    }
    if (done && off && !wantedOff) { // wanted no more while it was being switched
      switching = true;
      control.accept(ModuleAction.MODULE_ON);
    }
  }
}
