package io.patchbay.tpdu;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Lists of code points as a table's author writes them: `0964 0AE6-0AEF .`, a dot for an empty
/// place.
final class CodePoints {
  /// What stands at a place of a table that has no character.
  static final char VOID = '\0';

  private CodePoints() {}

  static List<Character> of(String list) {
    List<Character> points = new ArrayList<>();
    for (String word : list.split(" ", -1)) {
      if (word.equals(".")) {
        points.add(VOID);
        continue;
      }
      int dash = word.indexOf('-');
      int first = HexFormat.fromHexDigits(dash < 0 ? word : word.substring(0, dash));
      int last = HexFormat.fromHexDigits(word.substring(dash + 1));
      for (int point = first; point <= last; point++) {
        points.add((char) point);
      }
    }
    return List.copyOf(points);
  }
}
