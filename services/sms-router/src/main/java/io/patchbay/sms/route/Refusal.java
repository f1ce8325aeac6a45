package io.patchbay.sms.route;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a line did not send a part.
///
/// @param reason names the CMS error when there is one
public record Refusal(Kind kind, String reason) {
  private static final Pattern CMS = Pattern.compile("CMS ERROR: ?([0-9]{1,4})");

  /// What can be done about it.
  public enum Kind {
    /// The message or the number: no line will send it.
    MESSAGE,
    /// This line may not, others may.
    LINE,
    /// Later, on this or another line.
    TEMPORARY
  }

  /// A refusal by modem or network, told by its `+CMS ERROR` – TS 27.005 §3.2.5, TS 24.011 annex E.
  public static Refusal rejected(String reason) {
    Matcher cms = CMS.matcher(reason);
    return new Refusal(cms.find() ? ofCms(Integer.parseInt(cms.group(1))) : Kind.TEMPORARY, reason);
  }

  private static Kind ofCms(int code) {
    return switch (code) {
      case 1, 21, 28, 30, 81, 95, 96, 97, 98, 99, 111, 127 -> Kind.MESSAGE;
      case 128, 129, 130, 143, 144, 145, 159, 160, 161, 175, 176, 304, 305 -> Kind.MESSAGE;
      case 8, 10, 29, 50, 69, 195, 196, 302, 303, 310, 311, 312, 313, 316, 317, 318, 330 ->
          Kind.LINE;
      default -> Kind.TEMPORARY;
    };
  }
}
