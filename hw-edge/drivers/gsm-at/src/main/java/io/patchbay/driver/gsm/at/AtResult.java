package io.patchbay.driver.gsm.at;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What a command came to.
///
/// @param end how it ended
/// @param code the error code of `+CME ERROR` or `+CMS ERROR`, -1 without one
/// @param text the final result as the modem wrote it; empty when none came
/// @param lines its information lines, in order
public record AtResult(End end, int code, String text, List<String> lines) {
  /// Final results – V.250 §5.7.1, TS 27.007 §9.2, TS 27.005 §3.2.5.
  public enum End {
    OK,
    CONNECT,
    ERROR,
    CME_ERROR,
    CMS_ERROR,
    BUSY,
    NO_ANSWER,
    NO_CARRIER,
    NO_DIALTONE,
    /// Nothing came within the deadline. A command with a body: the modem has the body.
    TIMED_OUT,
    /// No prompt came for the body, and none will be answered: the modem has nothing to send.
    NO_PROMPT,
    /// Call control cut it short; the modem may have done it or not. To be repeated.
    CUT_SHORT,
    /// It waited for the channel too long and was not sent; the text is what kept the modem busy.
    NOT_SENT,
    /// The port was closed before anything came.
    ABORTED,
    /// The port was closed when the modem had the body: it may have sent it.
    CUT_OFF
  }

  public AtResult {
    requireNonNull(end, "end");
    requireNonNull(text, "text");
    lines = List.copyOf(lines);
  }

  public boolean ok() {
    return end == End.OK || end == End.CONNECT;
  }

  /// Whether the modem said anything at all to it.
  public boolean answered() {
    return !timedOut() && !aborted() && end != End.CUT_SHORT && end != End.NOT_SENT;
  }

  /// A call came between: it is to be repeated.
  public boolean cutShort() {
    return end == End.CUT_SHORT;
  }

  /// The modem is there, but silent.
  public boolean timedOut() {
    return end == End.TIMED_OUT || end == End.NO_PROMPT;
  }

  /// The port was closed; nothing more can be sent.
  public boolean aborted() {
    return end == End.ABORTED || end == End.CUT_OFF;
  }

  /// The first information line behind its prefix, or empty.
  public String first() {
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  /// For messages: the modem's own words, or why there are none.
  public String reason() {
    return switch (end) {
      case TIMED_OUT -> text.isEmpty() ? "no answer in time" : "no answer in time but " + text;
      case NO_PROMPT -> "no prompt in time";
      case CUT_SHORT -> "cut short by a call";
      case NOT_SENT ->
          "the modem is busy" + (text.isEmpty() ? "" : " with " + text) + "; not sent in time";
      case ABORTED, CUT_OFF -> "the modem went away";
      case OK, CONNECT, ERROR, CME_ERROR, CMS_ERROR, BUSY, NO_ANSWER, NO_CARRIER, NO_DIALTONE ->
          text;
    };
  }
}
