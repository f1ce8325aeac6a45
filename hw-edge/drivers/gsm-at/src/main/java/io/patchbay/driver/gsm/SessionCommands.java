package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineState;
import java.time.Duration;
import java.util.function.Consumer;

/// Takes each command of a line where it belongs, or refuses it. The runner's own.
final class SessionCommands {
  private final Modem modem;
  private final StatusBoard board;
  private final Reporter reporter;
  private final CallControl calls;
  private final SmsControl sms;
  private final UssdControl ussd;
  private final CellControl cells;
  private final ForwardControl forwarding;
  private final AudioTest audioTest;
  private final Consumer<ModuleAction> controlled;

  /// @param controlled told what was done to radio or module
  SessionCommands(
      Modem modem,
      StatusBoard board,
      Reporter reporter,
      CallControl calls,
      SmsControl sms,
      UssdControl ussd,
      CellControl cells,
      ForwardControl forwarding,
      AudioTest audioTest,
      Consumer<ModuleAction> controlled) {
    this.modem = modem;
    this.board = board;
    this.reporter = reporter;
    this.calls = calls;
    this.sms = sms;
    this.ussd = ussd;
    this.cells = cells;
    this.forwarding = forwarding;
    this.audioTest = audioTest;
    this.controlled = controlled;
  }

  void carryOut(LineCommand command) {
    switch (command) {
      case LineCommand.Dial dial -> dial(dial);
      case LineCommand.Answer answer -> calls.answer(answer);
      case LineCommand.Release release -> calls.release(release);
      case LineCommand.SendDtmf digits -> calls.sendDtmf(digits);
      case LineCommand.Hold hold -> calls.hold(hold);
      case LineCommand.SendSms message when serves(message.id()) -> sms.send(message);
      case LineCommand.SendUssd text when serves(text.id()) -> ussd.send(text);
      case LineCommand.SendSms _, LineCommand.SendUssd _ -> {} // refused already
      case LineCommand.DeleteSms delete -> sms.delete(delete);
      case LineCommand.CancelUssd cancel -> ussd.cancel(cancel);
      case LineCommand.SurveyCells survey -> cells.survey(survey);
      case LineCommand.QueryForwarding query -> {
        if (inService(query.id())) {
          forwarding.query(query);
        }
      }
      case LineCommand.SetForwarding change -> {
        if (inService(change.id())) {
          forwarding.set(change);
        }
      }
      case LineCommand.TestAudio test -> audioTest.command(test);
      case LineCommand.Control control -> control(control);
      case LineCommand.Ring _,
          LineCommand.StopRing _,
          LineCommand.OffHook _,
          LineCommand.OnHook _,
          LineCommand.Flash _ ->
          reporter.refused(
              command.id(),
              Refusal.INVALID,
              command.getClass().getSimpleName() + " is not for a SIM line");
    }
  }

  private void dial(LineCommand.Dial dial) {
    if (dial.call() <= 0 || !dial.number().matches("([*#]31#)?\\+?[0-9*#]{1,40}")) {
      reporter.refused(
          dial.id(), Refusal.INVALID, "cannot dial '" + dial.number() + "' as call " + dial.call());
    } else if (forHelp(dial) || inService(dial.id())) {
      calls.dial(dial);
    }
  }

  /// A modem that answers may be asked for them without a network and without a SIM.
  private boolean forHelp(LineCommand.Dial dial) {
    LineState state = board.status().state();
    return dial.emergency() && (state == LineState.STARTING || state == LineState.OUT_OF_SERVICE);
  }

  private boolean serves(long command) {
    return board.serving() || inService(command);
  }

  private boolean inService(long command) {
    boolean serving = board.status().state() == LineState.IN_SERVICE;
    if (!serving) {
      reporter.refused(
          command, Refusal.UNAVAILABLE, board.status().state() + ", " + board.status().reason());
    }
    return serving;
  }

  private void control(LineCommand.Control control) {
    String text =
        switch (control.action()) {
          case RADIO_OFF -> "AT+CFUN=4";
          case RADIO_ON -> "AT+CFUN=1";
          case RESET -> modem.profile().reset();
          case MODULE_OFF -> "AT+CFUN=0";
          case MODULE_ON -> "AT+CFUN=1";
        };
    modem.send(
        AtCommand.of(text).within(Duration.ofSeconds(15)),
        result -> {
          reporter.answer(control.id(), result);
          if (result.ok()) {
            controlled.accept(control.action());
          }
        });
  }
}
