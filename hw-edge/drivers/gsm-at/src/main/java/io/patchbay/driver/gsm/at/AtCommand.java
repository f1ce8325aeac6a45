package io.patchbay.driver.gsm.at;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// One command line for the modem.
///
/// @param text the line without its CR, e.g. `AT+CSQ`
/// @param prefix what its information lines begin with, e.g. `+CSQ:`; empty: any line that is not
///   unsolicited
/// @param loose lines without the prefix belong to it too (a PDU behind `+CMGR:`)
/// @param body sent with Ctrl-Z after the prompt; empty: no prompt is expected
/// @param placesCall `BUSY`, `NO CARRIER` and `NO ANSWER` are its final results (ATD, ATA)
/// @param deadline from sending to the final result
/// @param abortable call control may cut it short; who sent it is told so
///   ([AtResult.End#CUT_SHORT])
/// @param patience it is not sent at all when the channel is not free within so long; zero: it
///   waits
public record AtCommand(
    String text,
    String prefix,
    boolean loose,
    String body,
    boolean placesCall,
    Priority priority,
    Duration deadline,
    boolean abortable,
    Duration patience) {
  /// What is sent first when several wait.
  public enum Priority {
    /// Call control.
    CALL,
    /// Messages, USSD, set-up.
    NORMAL,
    /// Looking after the line.
    POLL
  }

  private static final Duration SHORT = Duration.ofSeconds(5);

  public AtCommand {
    requireNonNull(prefix, "prefix");
    requireNonNull(body, "body");
    requireNonNull(priority, "priority");
    requireNonNull(deadline, "deadline");
    requireNonNull(patience, "patience");
    if (text.chars().anyMatch(c -> c < ' ' || c > '~') || body.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("no command line: " + text);
    }
  }

  /// A command that yields nothing but its final result; 5 s.
  public static AtCommand of(String text) {
    return query(text, "");
  }

  /// A query with its information lines.
  public static AtCommand query(String text, String prefix) {
    return new AtCommand(
        text, prefix, false, "", false, Priority.NORMAL, SHORT, false, Duration.ZERO);
  }

  public AtCommand within(Duration time) {
    return new AtCommand(
        text, prefix, loose, body, placesCall, priority, time, abortable, patience);
  }

  public AtCommand at(Priority order) {
    return new AtCommand(
        text, prefix, loose, body, placesCall, order, deadline, abortable, patience);
  }

  public AtCommand withBody(String pdu) {
    return new AtCommand(
        text, prefix, loose, pdu, placesCall, priority, deadline, abortable, patience);
  }

  /// Lines without the prefix belong to the reply too.
  public AtCommand withLooseLines() {
    return new AtCommand(
        text, prefix, true, body, placesCall, priority, deadline, abortable, patience);
  }

  /// The results of a call attempt are its final results.
  public AtCommand thatPlacesCall() {
    return new AtCommand(text, prefix, loose, body, true, priority, deadline, abortable, patience);
  }

  /// Call control need not wait for its end – V.250 §5.6.1.
  public AtCommand thatCallsCutShort() {
    return new AtCommand(text, prefix, loose, body, placesCall, priority, deadline, true, patience);
  }

  /// Not sent when the channel is not free within so long.
  public AtCommand orNotAfter(Duration time) {
    return new AtCommand(
        text, prefix, loose, body, placesCall, priority, deadline, abortable, time);
  }
}
