package io.patchbay.line;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/// How the network forwards a SIM's calls for one reason – TS 22.082.
///
/// @param number where they go; empty: they are not forwarded
/// @param seconds of ringing until a call counts as not answered; 0: the network's own choice, or
///   another reason
public record Forward(Reason reason, String number, int seconds) {
  public Forward {
    requireNonNull(reason, "reason");
    requireNonNull(number, "number");
    if (!number.matches("(\\+?[0-9]{2,20})?")) {
      throw new IllegalArgumentException("'" + number + "' is no telephone number");
    }
    boolean timed = reason == Reason.NO_ANSWER && !number.isEmpty();
    if (seconds != 0 && (!timed || seconds < 5 || seconds > 30 || seconds % 5 != 0)) {
      throw new IllegalArgumentException(
          seconds + " s: 5 to 30 in steps of 5, and only when nobody answers");
    }
  }

  /// Not forwarded.
  public static Forward off(Reason reason) {
    return new Forward(reason, "", 0);
  }

  public boolean on() {
    return !number.isEmpty();
  }

  /// For people: `off`, a number, or `+8613900000002 after 20 s`.
  public String words() {
    return (on() ? number : "off") + (seconds > 0 ? " after " + seconds + " s" : "");
  }

  /// When the network forwards – TS 27.007 §7.11.
  public enum Reason {
    UNCONDITIONAL(0),
    BUSY(1),
    NO_ANSWER(2),
    NOT_REACHABLE(3);

    private final int number;

    Reason(int number) {
      this.number = number;
    }

    /// `<reason>` of AT+CCFC.
    public int number() {
      return number;
    }

    /// The reason of that number.
    ///
    /// @throws IllegalArgumentException it is not 0 to 3
    public static Reason of(int number) {
      for (Reason reason : values()) {
        if (reason.number == number) {
          return reason;
        }
      }
      throw new IllegalArgumentException("reason " + number + " is not 0 to 3");
    }

    /// As in settings: `no-answer`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
