package io.patchbay.edge.run;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;
import io.patchbay.proto.edge.v1.Accepted;
import io.patchbay.proto.edge.v1.CancelUssd;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.ControlLine;
import io.patchbay.proto.edge.v1.Forwarding;
import io.patchbay.proto.edge.v1.LearnNumber;
import io.patchbay.proto.edge.v1.ReadTrace;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.SendSms;
import io.patchbay.proto.edge.v1.SendUssd;
import io.patchbay.proto.edge.v1.SurveyCells;
import io.patchbay.proto.edge.v1.TestAudio;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The commands on lines outside calls. For the mailbox thread.
final class LineCommandDesk {
  private static final int MAX_USSD = 182;
  private static final int MAX_SESSION = 64;

  private final Map<String, LineRunner> lines;
  private final Messages messages;
  private final Consumer<CommandResult> finish;

  LineCommandDesk(
      Map<String, LineRunner> lines, Messages messages, Consumer<CommandResult> finish) {
    this.lines = requireNonNull(lines, "lines");
    this.messages = requireNonNull(messages, "messages");
    this.finish = requireNonNull(finish, "finish");
  }

  void sendSms(String commandId, SendSms send) {
    var line = line(commandId, send.getLine());
    if (line != null) {
      messages.send(line, commandId, send);
    }
  }

  void sendUssd(String commandId, SendUssd send) {
    if (send.getSession().isEmpty() || send.getSession().length() > MAX_SESSION) {
      finish.accept(
          Up.refused(
              commandId,
              Refusal.REFUSAL_INVALID,
              "USSD session of " + send.getSession().length() + " characters"));
      return;
    }
    if (send.getText().isEmpty() || send.getText().length() > MAX_USSD) {
      finish.accept(
          Up.refused(
              commandId,
              Refusal.REFUSAL_INVALID,
              "USSD text of " + send.getText().length() + " characters"));
      return;
    }
    submit(
        commandId, send.getLine(), new LineCommand.SendUssd(0, send.getSession(), send.getText()));
  }

  void cancelUssd(String commandId, CancelUssd cancel) {
    submit(commandId, cancel.getLine(), new LineCommand.CancelUssd(0, cancel.getSession()));
  }

  void control(String commandId, ControlLine control) {
    switch (control.getAction()) {
      case ACTION_RADIO_OFF -> control(commandId, control, ModuleAction.RADIO_OFF);
      case ACTION_RADIO_ON -> control(commandId, control, ModuleAction.RADIO_ON);
      case ACTION_RESET -> control(commandId, control, ModuleAction.RESET);
      case ACTION_MODULE_OFF -> control(commandId, control, ModuleAction.MODULE_OFF);
      case ACTION_MODULE_ON -> control(commandId, control, ModuleAction.MODULE_ON);
      case ACTION_UNSPECIFIED, UNRECOGNIZED ->
          finish.accept(
              Up.refused(commandId, Refusal.REFUSAL_INVALID, "action " + control.getActionValue()));
    }
  }

  /// Done when it is the card in the line, which then has the number.
  void learnNumber(String commandId, LearnNumber learn) {
    var line = line(commandId, learn.getLine());
    if (line != null) {
      boolean learned =
          learn.getNumber().matches("\\+?[0-9]{3,20}")
              && line.learnNumber(learn.getCard(), learn.getNumber());
      finish.accept(
          learned
              ? Up.accepted(commandId)
              : Up.refused(
                  commandId,
                  Refusal.REFUSAL_INVALID,
                  "line " + line.name() + " has no card '" + learn.getCard() + "'"));
    }
  }

  void forwarding(String commandId, Forwarding forwarding) {
    try {
      submit(commandId, forwarding.getLine(), Forwardings.command(forwarding));
    } catch (IllegalArgumentException e) {
      finish.accept(
          Up.refused(commandId, Refusal.REFUSAL_INVALID, "call forwarding: " + e.getMessage()));
    }
  }

  private void control(String commandId, ControlLine control, ModuleAction action) {
    submit(commandId, control.getLine(), new LineCommand.Control(0, action));
  }

  void surveyCells(String commandId, SurveyCells survey) {
    submit(commandId, survey.getLine(), new LineCommand.SurveyCells(0));
  }

  void testAudio(String commandId, TestAudio test) {
    var line = line(commandId, test.getLine());
    if (line != null) {
      line.submit(
          new LineCommand.TestAudio(0, test.getNumber()),
          outcome -> finish.accept(Up.audioTest(commandId, outcome)));
    }
  }

  void readTrace(String commandId, ReadTrace read) {
    var line = line(commandId, read.getLine());
    if (line != null) {
      var trace = Up.trace(line.trace().after(read.getAfter()), read.getWhole());
      finish.accept(Up.accepted(commandId, Accepted.newBuilder().setTrace(trace).build()));
    }
  }

  private void submit(String commandId, String name, LineCommand command) {
    var line = line(commandId, name);
    if (line != null) {
      line.submit(command, outcome -> finish.accept(Up.result(commandId, outcome)));
    }
  }

  private @Nullable LineRunner line(String commandId, String name) {
    var line = lines.get(name);
    if (line == null) {
      finish.accept(
          Up.refused(commandId, Refusal.REFUSAL_NOT_FOUND, "no line '" + name + "' here"));
    }
    return line;
  }
}
