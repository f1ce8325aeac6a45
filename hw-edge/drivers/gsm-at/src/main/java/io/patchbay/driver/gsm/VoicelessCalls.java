package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.VoiceSettings.Voiceless;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps callers from a line on which they would hear nothing. The runner's own.
final class VoicelessCalls {
  private static final Logger LOG = LoggerFactory.getLogger(VoicelessCalls.class);

  /// A number that no commander has.
  private static final long COMMAND = Long.MIN_VALUE;

  private final String line;
  private final StatusBoard board;
  private final Timers timers;
  private final Reporter reporter;
  private final Voiceless way;
  private final Consumer<LineCommand.Release> release;

  /// @param release ends a call
  VoicelessCalls(
      String line,
      StatusBoard board,
      Timers timers,
      Reporter reporter,
      Voiceless way,
      Consumer<LineCommand.Release> release) {
    this.line = line;
    this.board = board;
    this.timers = timers;
    this.reporter = reporter;
    this.way = way;
    this.release = release;
  }

  /// Whether this call, which comes in just now, is nobody's.
  boolean keeps(int call, String number) {
    String trouble = board.audioTrouble();
    if (trouble.isEmpty() || way == Voiceless.OFFER) {
      return false;
    }
    boolean refused = way == Voiceless.REFUSE;
    String action = refused ? "call-refused" : "call-not-offered";
    LOG.warn("line {}: {}: no audio: {}", line, action, trouble);
    reporter.report(at ->
        new LineEvent.Noted(
            at, action, "from " + (number.isEmpty() ? "unknown" : number) + ", no audio"));
    reporter.divert(
        COMMAND,
        call,
        event -> {
          if (event instanceof LineEvent.CallReleased) {
            timers.after(Duration.ZERO, reporter::divertNoMore);
          }
        });
    if (refused) {
      timers.after(
          Duration.ZERO,
          () -> release.accept(new LineCommand.Release(COMMAND, call, Cause.USER_BUSY)));
    }
    return true;
  }
}
