package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.ussd.UssdReply;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;

/// USSD sessions by AT+CUSD. The runner's own.
final class UssdControl {
  private static final Duration START = Duration.ofSeconds(30);

  private final Modem modem;
  private final Reporter reporter;

  UssdControl(Modem modem, Reporter reporter) {
    this.modem = modem;
    this.reporter = reporter;
  }

  void send(LineCommand.SendUssd command) {
    if (!UssdReply.sendable(command.text())) {
      reporter.refused(command.id(), Refusal.INVALID, "no USSD text: " + command.text());
      return;
    }
    modem.send(
        AtCommand.of("AT+CUSD=1,\"" + command.text() + "\",15").within(START),
        result -> reporter.answer(command.id(), result));
  }

  void cancel(LineCommand.CancelUssd command) {
    modem.send(AtCommand.of("AT+CUSD=2"), result -> reporter.answer(command.id(), result));
  }

  boolean unsolicited(String line) {
    if (!line.startsWith("+CUSD:")) {
      return false;
    }
    UssdReply reply = UssdReply.parse(line);
    reporter.report(at -> new LineEvent.UssdReceived(at, reply.text(), reply.open()));
    return true;
  }
}
