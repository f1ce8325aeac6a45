package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.at.AtResult;
import java.time.Duration;
import java.util.List;

/// Asks an idle modem one light question after the other. The runner's own.
final class Polling {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration CLOSELY = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final int SIM_ABSENT = 10;
  private static final int SIM_FAILURE = 13;

  private static final List<String> QUESTIONS =
      List.of("AT+CSQ", "AT+CREG?", "AT+CSQ", "AT+CEREG?", "AT+CSQ", "AT+COPS?", "AT+CPIN?");

  /// The session that is asked for.
  interface Asked {
    /// Nothing is under way on the channel and no call is up.
    boolean quiet();

    /// Set-up is done.
    boolean started();

    /// The module is switched off: it is only asked whether it lives.
    boolean off();

    void registrationTold();

    void operatorTold();

    void simReady();

    void simWantsPin();
  }

  private final Modem modem;
  private final Timers timers;
  private final StatusBoard board;
  private final Vitals vitals;
  private final Asked session;
  private int polls;

  Polling(Modem modem, Timers timers, StatusBoard board, Vitals vitals, Asked session) {
    this.modem = modem;
    this.timers = timers;
    this.board = board;
    this.vitals = vitals;
    this.session = session;
  }

  void schedule() {
    timers.after(vitals.suspicious() ? CLOSELY : PAUSE, this::poll);
  }

  /// One question at a time; any answer shows that the modem lives.
  private void poll() {
    if (!session.quiet()) {
      schedule();
      return;
    }
    boolean off = session.off();
    List<String> offered =
        off ? List.of("AT") : QUESTIONS.stream().filter(modem.offers()::has).toList();
    String text = offered.get(polls++ % offered.size());
    String prefix = off ? "" : text.substring(2).replace("?", "") + ":";
    modem.send(
        AtCommand.query(text, prefix).at(Priority.POLL).within(ANSWER),
        result -> polled(prefix, result));
  }

  private void polled(String prefix, AtResult result) {
    if (result.timedOut()) {
      modem.send(AtCommand.of("AT").at(Priority.POLL).within(ANSWER), again -> polled("", again));
      return;
    }
    if (result.aborted()) {
      return;
    }
    if (result.ok() && !result.lines().isEmpty()) {
      switch (prefix) {
        case "+CSQ:" -> board.signal(AtFields.of(result.first()).number(0, 99));
        case "+CREG:", "+CEREG:" -> {
          board.registration(result.first());
          session.registrationTold();
        }
        case "+COPS:" -> {
          board.operator(result.first());
          session.operatorTold();
        }
        default -> {}
      }
    }
    if (prefix.equals("+CPIN:")) {
      sim(result);
    }
    if (session.started()) {
      schedule();
    }
  }

  private void sim(AtResult result) {
    if (result.ok() && result.first().contains("READY")) {
      session.simReady();
    } else if (result.ok() && !result.lines().isEmpty()) {
      session.simWantsPin();
    } else if (result.code() == SIM_ABSENT || result.code() == SIM_FAILURE) {
      board.outOfService("no SIM (" + result.text() + ")");
    }
  }
}
