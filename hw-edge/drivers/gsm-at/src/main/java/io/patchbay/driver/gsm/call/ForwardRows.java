package io.patchbay.driver.gsm.call;

import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.line.Forward;
import io.patchbay.line.Forward.Reason;
import java.util.List;

/// The words of AT+CCFC – TS 27.007 §7.11.
public final class ForwardRows {
  private static final int VOICE = 1;
  private static final int INTERNATIONAL = 145;
  private static final int NATIONAL = 129;
  private static final int ENOUGH_DIGITS = 7;

  private ForwardRows() {}

  /// The question for one reason.
  public static String question(Reason reason) {
    return "AT+CCFC=" + reason.number() + ",2";
  }

  /// Command lines that have the network do so, the next one for modems or networks that refuse the
  /// one before: for speech only, and for every service; switched off, and erased.
  public static List<String> changes(Forward forward) {
    String start = "AT+CCFC=" + forward.reason().number() + ",";
    if (!forward.on()) {
      return List.of(start + "0", start + "4");
    }
    int type = forward.number().startsWith("+") ? INTERNATIONAL : NATIONAL;
    String register = start + "3,\"" + forward.number() + "\"," + type;
    return forward.seconds() == 0
        ? List.of(register + ",1", register)
        : List.of(register + ",1,,," + forward.seconds(), register + ",7,,," + forward.seconds());
  }

  /// What the answer to [#question] says of speech: `+CCFC:
  /// <status>,<class>[,<number>,<type>[,…,…[, <time>]]]`, one line for each class or none at all.
  public static Forward read(Reason reason, List<String> lines) {
    for (String line : lines) {
      AtFields fields = AtFields.of(line);
      boolean voice = (fields.number(1, VOICE) & VOICE) != 0;
      String number = number(fields);
      if (fields.number(0, 0) == 1 && voice && !number.isEmpty()) {
        return new Forward(reason, number, seconds(reason, fields.number(6, 0)));
      }
    }
    return Forward.off(reason);
  }

  private static String number(AtFields fields) {
    String digits = fields.text(2).replaceAll("[^0-9]", "");
    if (digits.length() < 2 || digits.length() > 20) {
      return "";
    }
    boolean international = fields.text(2).startsWith("+") || fields.number(3, 0) == INTERNATIONAL;
    return international ? "+" + digits : digits;
  }

  private static int seconds(Reason reason, int time) {
    boolean sensible = time >= 5 && time <= 30 && time % 5 == 0;
    return reason == Reason.NO_ANSWER && sensible ? time : 0;
  }

  /// Whether the network does what is wanted: it may spell the number in full, and choose the time
  /// when none is wanted.
  public static boolean fulfils(Forward wanted, Forward found) {
    if (wanted.on() != found.on()) {
      return false;
    }
    boolean time = wanted.seconds() == 0 || wanted.seconds() == found.seconds();
    return !wanted.on() || (time && sameNumber(wanted.number(), found.number()));
  }

  private static boolean sameNumber(String one, String other) {
    String a = significant(one);
    String b = significant(other);
    String brief = a.length() < b.length() ? a : b;
    return a.equals(b)
        || (brief.length() >= ENOUGH_DIGITS && (a.endsWith(brief) && b.endsWith(brief)));
  }

  /// Without `+` and the zeros that a country dials before a number.
  private static String significant(String number) {
    return number.replaceFirst("^\\+?0*", "");
  }
}
