package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Asks now and then whether calls go over LTE, and shows it as identity `volte`. The runner's own.
final class VolteWatch {
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofMinutes(2);

  private final Modem modem;
  private final Timers timers;
  private final StatusBoard board;
  private final BooleanSupplier quiet;

  /// @param quiet no call is up and nothing under way
  VolteWatch(Modem modem, Timers timers, StatusBoard board, BooleanSupplier quiet) {
    this.modem = modem;
    this.timers = timers;
    this.board = board;
    this.quiet = quiet;
  }

  void begin() {
    timers.after(FIRST, this::look);
  }

  private void look() {
    if (quiet.getAsBoolean()) {
      ask(modem.profile().volte(), Volte.UNKNOWN);
      timers.after(AGAIN, this::look);
    } else {
      timers.after(FIRST, this::look);
    }
  }

  private void ask(List<String> questions, Volte known) {
    if (questions.isEmpty()) {
      board.volte(known);
      return;
    }
    String question = questions.getFirst();
    List<String> rest = questions.subList(1, questions.size());
    if (!modem.offers().has(question)) {
      ask(rest, known);
      return;
    }
    String prefix = question.substring(2).replaceAll("[?=].*", "") + ":";
    modem.send(
        AtCommand.query(question, prefix).at(Priority.POLL).within(Duration.ofSeconds(2)),
        result -> {
          modem.offers().note(question, result);
          if (!result.aborted()) {
            ask(rest, result.ok() ? known.with(result.first()) : known);
          }
        });
  }
}
