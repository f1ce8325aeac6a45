package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.ussd.UssdDialogues;
import io.patchbay.driver.gsm.ussd.UssdEffect;
import io.patchbay.driver.gsm.ussd.UssdInput;
import io.patchbay.driver.gsm.ussd.UssdReply;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import java.time.Duration;

/// USSD dialogues by AT+CUSD – TS 27.007 §7.15. The runner's own.
final class UssdControl {
  private static final Duration SUBMIT = Duration.ofSeconds(30);

  private final Modem modem;
  private final Timers timers;
  private final Reporter reporter;
  private UssdDialogues dialogues = UssdDialogues.none();

  UssdControl(Modem modem, Timers timers, Reporter reporter) {
    this.modem = modem;
    this.timers = timers;
    this.reporter = reporter;
  }

  void send(LineCommand.SendUssd command) {
    take(new UssdInput.Send(command.id(), command.session(), command.text()));
  }

  void cancel(LineCommand.CancelUssd command) {
    take(new UssdInput.Cancel(command.id(), command.session()));
  }

  /// The modem is gone.
  void lost() {
    take(new UssdInput.Lost());
  }

  boolean unsolicited(String line) {
    if (!line.startsWith("+CUSD:")) {
      return false;
    }
    take(new UssdInput.Said(UssdReply.parse(line)));
    return true;
  }

  private void take(UssdInput input) {
    UssdDialogues.Step step = dialogues.on(input);
    dialogues = step.next();
    step.effects().forEach(this::effect);
  }

  private void effect(UssdEffect effect) {
    switch (effect) {
      case UssdEffect.Submit(UssdInput.Send send) -> submit(send);
      case UssdEffect.End _ -> modem.send(AtCommand.of("AT+CUSD=2"), result -> {});
      case UssdEffect.Report(var session, var text, var state) ->
          reporter.report(at -> new LineEvent.UssdReceived(at, session, text, state));
      case UssdEffect.Accept(long command) -> reporter.accepted(command);
      case UssdEffect.Refuse(long command, var kind, String reason) ->
          reporter.refused(command, kind, reason);
      case UssdEffect.Arm(long timer, Duration after) ->
          timers.after(after, () -> take(new UssdInput.Expired(timer)));
    }
  }

  private void submit(UssdInput.Send send) {
    modem.send(
        modem.yielding(AtCommand.of("AT+CUSD=1,\"" + send.text() + "\",15").within(SUBMIT)),
        result -> {
          reporter.answer(send.command(), result);
          if (!result.ok()) {
            take(new UssdInput.NotTaken(send.session()));
          }
        });
  }
}
