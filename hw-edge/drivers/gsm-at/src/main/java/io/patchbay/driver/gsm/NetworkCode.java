package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.EmergencyLists.Asking;
import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.line.LineStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// By which network a modem is served: its mobile country and network code (E.212), which
/// operators' names do not tell. Asked while the modem is set up, and again when the name, the
/// registration or the location area has changed. The runner's own.
final class NetworkCode {
  /// MCC and MNC, 5 or 6 digits, in the identity of the line.
  static final String KEY = "network";

  /// Numeric format, and the long name again – TS 27.007 §7.3.
  private static final String NUMERIC = "AT+COPS=3,2";

  private static final String NAMED = "AT+COPS=3,0";
  private static final String QUESTION = "AT+COPS?";
  private static final String ANSWER = "+COPS:";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Modem modem;
  private final StatusBoard board;
  private List<String> known = List.of();

  NetworkCode(Modem modem, StatusBoard board) {
    this.modem = modem;
    this.board = board;
  }

  /// The code in an answer, whatever its format; empty: it has none.
  static String of(String cops) {
    String operator = AtFields.of(cops).text(2);
    return operator.matches("[0-9]{5,6}") ? operator : "";
  }

  /// What is asked while a modem is set up.
  void questions(Asking ask) {
    ask.ask(NUMERIC, "", result -> modem.offers().note(NUMERIC, result));
    ask.ask(QUESTION, ANSWER, this::told);
    ask.ask(NAMED, "", result -> {});
    ask.ask(QUESTION, ANSWER, result -> board.operator(result.first()));
  }

  /// The modem is set up.
  void begin() {
    known = place();
  }

  /// Asks again if the modem is elsewhere; nothing else must be under way.
  void look() {
    if (board.status().operator().isEmpty()) {
      known = List.of(); // the code went with it
      return;
    }
    if (known.equals(place()) || !modem.offers().has(NUMERIC)) {
      return;
    }
    known = place();
    send(
        NUMERIC,
        "",
        set -> {
          modem.offers().note(NUMERIC, set);
          if (set.ok()) {
            send(
                QUESTION,
                ANSWER,
                answer -> {
                  told(answer);
                  send(NAMED, "", named -> {});
                });
          }
        });
  }

  private List<String> place() {
    LineStatus status = board.status();
    return List.of(
        status.operator(), status.registration(), status.identity().getOrDefault("lac", ""));
  }

  private void told(AtResult result) {
    String code = result.ok() ? of(result.first()) : "";
    if (code.isEmpty()) {
      board.forget(KEY);
    } else {
      board.identity(KEY, code);
    }
  }

  private void send(String command, String answer, Consumer<AtResult> then) {
    modem.send(
        AtCommand.query(command, answer).at(Priority.POLL).within(PATIENCE),
        result -> {
          if (!result.aborted()) {
            then.accept(result);
          }
        });
  }
}
