package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.HoldAction;
import io.patchbay.line.LineKind;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.HoldCalls;
import io.patchbay.proto.edge.v1.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Commands on the mobile calls of a line's call. For the mailbox thread.
final class HoldDesk {
  private final Map<String, LineRunner> lines;
  private final Consumer<CommandResult> finish;

  HoldDesk(Map<String, LineRunner> lines, Consumer<CommandResult> finish) {
    this.lines = requireNonNull(lines, "lines");
    this.finish = requireNonNull(finish, "finish");
  }

  void hold(String commandId, HoldCalls hold) {
    var line = lines.get(hold.getLine());
    var action = action(hold.getAction());
    if (line == null) {
      refuse(commandId, Refusal.REFUSAL_NOT_FOUND, "no line '" + hold.getLine() + "' here");
    } else if (action.isEmpty()) {
      refuse(commandId, Refusal.REFUSAL_INVALID, "action " + hold.getActionValue());
    } else if (line.kind() != LineKind.SIM) {
      refuse(
          commandId,
          Refusal.REFUSAL_INVALID,
          "line " + line.name() + " is no SIM line: its calls are not held in a network");
    } else if (line.callId().isEmpty()) {
      refuse(commandId, Refusal.REFUSAL_INVALID, "line " + line.name() + " has no call");
    } else {
      line.submit(
          new LineCommand.Hold(0, 0, action.get()),
          outcome -> finish.accept(Up.result(commandId, outcome)));
    }
  }

  private static Optional<HoldAction> action(HoldCalls.Action action) {
    return switch (action) {
      case ACTION_HOLD -> Optional.of(HoldAction.HOLD);
      case ACTION_RETRIEVE -> Optional.of(HoldAction.RETRIEVE);
      case ACTION_SWAP -> Optional.of(HoldAction.SWAP);
      case ACTION_JOIN -> Optional.of(HoldAction.JOIN);
      case ACTION_RELEASE_ACTIVE -> Optional.of(HoldAction.RELEASE_ACTIVE);
      case ACTION_RELEASE_HELD -> Optional.of(HoldAction.RELEASE_HELD);
      case ACTION_REFUSE_WAITING -> Optional.of(HoldAction.REFUSE_WAITING);
      case ACTION_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private void refuse(String commandId, Refusal kind, String reason) {
    finish.accept(Up.refused(commandId, kind, reason));
  }
}
