package io.patchbay.routing;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/// What is known about a line at the moment of a decision.
///
/// @param calls calls it carried in the period that is counted
/// @param talkSeconds seconds those calls talked
/// @param lastUsed grows with every use; of interest only in comparison (round robin)
public record LineUse(Condition condition, long calls, long talkSeconds, long lastUsed) {
  /// Nothing is known.
  public static final LineUse UNKNOWN = new LineUse(Condition.UNKNOWN, 0, 0, 0);

  public LineUse {
    requireNonNull(condition, "condition");
  }

  /// A line without history.
  public static LineUse of(Condition condition) {
    return new LineUse(condition, 0, 0, 0);
  }

  /// `free, 3 calls, 99 s`.
  String words() {
    String state = condition.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return condition == Condition.UNKNOWN
        ? "no report"
        : state + ", " + calls + " calls, " + talkSeconds + " s";
  }

  /// In the order lines are tried.
  public enum Condition {
    FREE,
    /// No report yet: tried, the edge knows.
    UNKNOWN,
    /// In a call, or about to be. Tried last: the report may be older than the end of the call.
    BUSY,
    /// Not tried, except for emergency calls.
    OUT_OF_SERVICE
  }
}
