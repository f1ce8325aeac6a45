package io.patchbay.driver.gsm;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the SIM card once the line is set up: pulled, put back, locked. The runner's
/// own.
final class CardWatch {
  private static final Logger LOG = LoggerFactory.getLogger(CardWatch.class);

  private final String line;
  private final StatusBoard board;
  private final CallControl calls;
  private final BooleanSupplier started;
  private final Runnable anew;

  /// @param started set-up is done; until then that asks for itself
  /// @param anew has everything asked again
  CardWatch(
      String line, StatusBoard board, CallControl calls, BooleanSupplier started, Runnable anew) {
    this.line = line;
    this.board = board;
    this.calls = calls;
    this.started = started;
    this.anew = anew;
  }

  /// `+CPIN: <code>`, by itself.
  void said(String state) {
    if (!started.getAsBoolean()) {
      return;
    }
    if (state.equals("READY")) {
      back();
    } else {
      board.outOfService(state.startsWith("NOT") ? "no SIM" : state + " wanted");
    }
  }

  /// It is ready: another card may be in.
  void back() {
    if (calls.idle() && board.status().reason().startsWith("no SIM")) {
      LOG.info("line {}: the SIM is back", line);
      anew.run();
    }
  }

  /// It is there and not ready.
  void wantsPin() {
    if (started.getAsBoolean() && calls.idle()) {
      anew.run();
    }
  }
}
