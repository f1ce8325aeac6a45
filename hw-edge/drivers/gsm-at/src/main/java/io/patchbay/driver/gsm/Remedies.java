package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import java.time.Duration;

/// The steps of a recovery that the modem itself is asked for. The runner's own.
final class Remedies {
  private static final Duration PING = Duration.ofSeconds(2);
  private static final Duration RADIO_OFF = Duration.ofSeconds(4);
  private static final Duration RADIO_ON = Duration.ofSeconds(10);
  private static final Duration RESET = Duration.ofSeconds(1);

  private final Modem modem;

  Remedies(Modem modem) {
    this.modem = modem;
  }

  /// @param failed called when there is no answer
  void ping(Runnable failed) {
    modem.send(
        AtCommand.of("AT").at(Priority.CALL).within(PING),
        result -> {
          if (result.timedOut()) {
            failed.run();
          }
        });
  }

  /// Radio off and on – TS 27.007 §8.2. A modem that refuses to switch off may still switch on.
  ///
  /// @param done the radio is said to be on
  /// @param failed it is not
  void radio(Runnable done, Runnable failed) {
    modem.breakOff();
    modem.send(
        AtCommand.of("AT+CFUN=4").at(Priority.CALL).within(RADIO_OFF),
        off -> {
          if (off.timedOut()) {
            failed.run();
          } else if (!off.aborted()) {
            radioOn(done, failed);
          }
        });
  }

  private void radioOn(Runnable done, Runnable failed) {
    modem.send(
        AtCommand.of("AT+CFUN=1").at(Priority.CALL).within(RADIO_ON),
        on -> {
          if (on.ok()) {
            done.run();
          } else if (!on.aborted()) {
            failed.run();
          }
        });
  }

  /// Asks the module to restart, whether it answers or not.
  void reset(Runnable done) {
    modem.breakOff();
    modem.send(
        AtCommand.of(modem.profile().reset()).at(Priority.CALL).within(RESET),
        result -> {
          if (!result.aborted()) {
            done.run();
          }
        });
  }
}
