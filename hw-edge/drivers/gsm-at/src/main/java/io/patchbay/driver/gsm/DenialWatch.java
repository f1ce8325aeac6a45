package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Asks why the network refuses the card, once for each refusal that came without a reason. The
/// runner's own.
final class DenialWatch {
  /// Mode 3 tells the reject cause – TS 27.007 §7.2, §10.1.22.
  private static final List<String> WAYS = List.of("+CREG", "+CEREG", "+CEER");

  private final Modem modem;
  private final StatusBoard board;
  private final Deque<String> ways = new ArrayDeque<>();
  private boolean asked;

  DenialWatch(Modem modem, StatusBoard board) {
    this.modem = modem;
    this.board = board;
  }

  /// Looks whether there is something to ask; cheap.
  ///
  /// @param quiet no call is up and nothing under way
  void look(boolean quiet) {
    boolean wanted = board.deniedForNoReason();
    if (!wanted) {
      asked = false;
    } else if (!asked && quiet) {
      asked = true;
      ways.clear();
      ways.addAll(WAYS);
      next();
    }
  }

  private void next() {
    String way = ways.poll();
    if (way == null || !board.deniedForNoReason()) {
      return;
    }
    if (way.equals("+CEER")) {
      ask("AT+CEER", "+CEER:", line -> board.deniedBecause(RejectCause.named(line)));
      return;
    }
    String mode = "AT" + way + "=3";
    if (!modem.offers().has(mode) || !modem.offers().has("AT" + way + "?")) {
      next();
      return;
    }
    modem.send(
        AtCommand.of(mode).at(Priority.POLL),
        result -> {
          modem.offers().note(mode, result);
          if (result.ok()) {
            ask("AT" + way + "?", way + ":", board::registration);
          } else if (!result.aborted()) {
            next();
          }
        });
  }

  private void ask(String question, String prefix, Consumer<String> told) {
    if (!modem.offers().has(question)) {
      next();
      return;
    }
    modem.send(
        AtCommand.query(question, prefix).at(Priority.POLL),
        result -> {
          if (result.ok() && !result.lines().isEmpty()) {
            told.accept(result.first());
          }
          if (!result.aborted()) {
            next();
          }
        });
  }
}
