package io.patchbay.contract;

import io.patchbay.proto.line.v1.CallForward;
import io.patchbay.proto.line.v1.ForwardReason;
import java.util.Locale;

/// Call forwarding in words: `busy`, `busy: +8613900000002`, `no-answer: +8613900000002 after 20
/// s`.
public final class ForwardWords {
  private static final String PREFIX = "FORWARD_REASON_";

  private ForwardWords() {}

  /// The reason of a word.
  ///
  /// @throws Fault INVALID, names it
  public static ForwardReason reason(String word) {
    for (ForwardReason reason : ForwardReason.values()) {
      if (reason != ForwardReason.FORWARD_REASON_UNSPECIFIED
          && reason != ForwardReason.UNRECOGNIZED
          && word(reason).equals(word)) {
        return reason;
      }
    }
    throw new Fault(
        Fault.Kind.INVALID,
        "reason '" + word + "': one of unconditional, busy, no-answer, not-reachable");
  }

  /// A reason as a word.
  public static String word(ForwardReason reason) {
    String name = reason.name();
    return (name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name)
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }

  /// Reason and target.
  public static String of(CallForward forward) {
    return word(forward.getReason()) + ": " + target(forward);
  }

  /// `off`, or the number, and after how long.
  public static String target(CallForward forward) {
    if (forward.getNumber().isEmpty()) {
      return "off";
    }
    int seconds = forward.getNoAnswerSeconds();
    return forward.getNumber() + (seconds == 0 ? "" : " after " + seconds + " s");
  }
}
