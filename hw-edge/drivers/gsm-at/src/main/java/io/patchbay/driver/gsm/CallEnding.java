package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.call.CallInput;
import io.patchbay.driver.gsm.call.CallState;
import io.patchbay.driver.gsm.call.CallState.Active;
import io.patchbay.driver.gsm.call.Phase;
import io.patchbay.line.Cause;
import java.util.ArrayList;
import java.util.List;

/// Hangs up, by the first way that the modem takes. The runner's own.
final class CallEnding {
  /// TS 22.030 §6.5.5.1, `0 SEND`: a ringing or waiting call is told busy, else those on hold end.
  private static final String BUSY = "AT+CHLD=0";

  private final Modem modem;
  private final Reporter reporter;
  private final Calls calls;

  CallEnding(Modem modem, Reporter reporter, Calls calls) {
    this.modem = modem;
    this.reporter = reporter;
    this.calls = calls;
  }

  /// Ends what the call was; the machine is releasing it already.
  ///
  /// @param command to be answered; 0: none
  void hangUp(long command, CallState before, Cause cause) {
    int index = before instanceof CallState.Live live ? live.index() : 0;
    List<String> ways = new ArrayList<>();
    if (before instanceof Active active && !active.alone()) {
      if (active.in(Phase.HELD).isPresent()) {
        modem.sendAll(List.of(BUSY), Priority.CALL);
      } else if (index > 0) {
        ways.add("AT+CHLD=1" + index); // only that one: who waits is to ring afterwards
      }
    }
    List<String> usual = modem.profile().hangUp(cause, index);
    ways.addAll(
        before instanceof CallState.Incoming && cause == Cause.USER_BUSY ? busy(usual) : usual);
    List<String> offered = ways.stream().filter(modem.offers()::has).toList();
    send(command, offered.isEmpty() ? List.of(usual.getLast()) : offered);
  }

  /// A command with a cause of its own says it best; the usual one may be taken for a rejection.
  private static List<String> busy(List<String> usual) {
    List<String> ways = new ArrayList<>(usual);
    ways.add(usual.getFirst().contains("=") ? 1 : 0, BUSY);
    return ways;
  }

  private void send(long command, List<String> ways) {
    modem.send(
        AtCommand.of(ways.getFirst()).at(Priority.CALL),
        result -> {
          if (!result.ok() && result.answered() && ways.size() > 1) {
            send(command, ways.subList(1, ways.size()));
          } else {
            reporter.answer(command, result);
            calls.apply(new CallInput.ReleaseTaken());
          }
        });
  }
}
