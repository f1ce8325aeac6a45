package io.patchbay.sms.concat;

import io.patchbay.tpdu.SmsText;
import io.patchbay.tpdu.UserData;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/// Text of parts, fit to be stored and sent on.
public final class Texts {
  /// Stands where a part is missing.
  static final String GAP = "[…]";

  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  static String of(UserData data) {
    return storable(SmsText.join(List.of(data)));
  }

  /// Joins the parts there are; each run of missing ones leaves one mark.
  ///
  /// @param parts by sequence, from 1
  public static String join(NavigableMap<Integer, UserData> parts, int total) {
    StringBuilder text = new StringBuilder();
    List<UserData> run = new ArrayList<>();
    for (int sequence = 1; sequence <= total; sequence++) {
      UserData part = parts.get(sequence);
      if (part != null) {
        run.add(part);
      } else if (sequence == 1 || parts.containsKey(sequence - 1)) {
        text.append(SmsText.join(run)).append(GAP);
        run.clear();
      }
    }
    return storable(text.append(SmsText.join(run)).toString());
  }

  /// Without what UTF-8 or PostgreSQL cannot hold: half surrogate pairs and NUL become U+FFFD.
  public static String storable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          boolean bad =
              point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
          clean.appendCodePoint(bad ? REPLACEMENT : point);
        });
    return clean.toString();
  }
}
