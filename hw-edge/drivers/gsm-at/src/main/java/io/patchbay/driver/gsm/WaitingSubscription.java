package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.call.CallWaiting;
import java.time.Duration;

/// Tells the network, once the line is registered, whether callers may wait – TS 22.083, +CCWA of
/// TS 27.007 §7.12. Only for lines with a word about it in their settings. The runner's own.
final class WaitingSubscription {
  private static final String COMMAND = "AT+CCWA=";
  private static final Duration NETWORK = Duration.ofSeconds(20);

  private final Modem modem;
  private final StatusBoard board;
  private final CallSettings settings;
  private boolean begun;
  private boolean told;

  WaitingSubscription(Modem modem, StatusBoard board, CallSettings settings) {
    this.modem = modem;
    this.board = board;
    this.settings = settings;
  }

  /// The modem is set up.
  void begin() {
    begun = true;
    tell();
  }

  /// Tells it now, when that is due. Some devices fall silent at this command: such a one is not
  /// sent it again.
  void tell() {
    if (!begun || told || !settings.subscribed() || !board.registered() || !board.bears(COMMAND)) {
      return;
    }
    told = true;
    boolean wanted = settings.waiting() != CallWaiting.OFF;
    modem.send(
        modem.yielding(AtCommand.of(COMMAND + (wanted ? "1,1,1" : "0,0,1")).within(NETWORK)),
        result -> answered(wanted, result));
  }

  private void answered(boolean wanted, AtResult result) {
    if (result.cutShort()) {
      told = false;
      return;
    }
    if (result.timedOut()) {
      board.cannotBear(COMMAND);
    }
    if (!result.aborted()) {
      String word = wanted ? "on" : "off";
      board.identity(
          "call-waiting",
          result.ok() ? word : "cannot be switched " + word + ": " + result.reason());
    }
  }
}
