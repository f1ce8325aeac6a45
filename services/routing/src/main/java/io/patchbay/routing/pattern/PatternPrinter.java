package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Keys;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Part.Replacement;
import io.patchbay.routing.pattern.Part.Symbols;
import java.util.List;
import java.util.stream.Collectors;

/// Writes plans in their one canonical form; what it writes is read back as the same.
final class PatternPrinter {
  private PatternPrinter() {}

  /// `{ … | … }` without blanks inside alternatives.
  static String print(List<Alternative> alternatives) {
    return alternatives.stream()
        .map(PatternPrinter::print)
        .collect(Collectors.joining(" | ", "{", "}"));
  }

  static String print(Alternative alternative) {
    StringBuilder text =
        new StringBuilder(
            switch (alternative.role()) {
              case EXCLUDE -> "^";
              case LINE -> "L:";
              case NORMAL -> "";
            });
    for (Part part : alternative.parts()) {
      switch (part) {
        case Symbols(int keys, Repeat repeat) -> text.append(set(keys)).append(sign(repeat));
        case Replacement(String old, String with) ->
            text.append('<').append(old).append('=').append(with).append('>');
      }
    }
    return text.toString();
  }

  private static String sign(Repeat repeat) {
    return switch (repeat) {
      case ONCE -> "";
      case SOME -> "+";
      case ANY -> ".";
    };
  }

  private static String set(int keys) {
    if (keys == Keys.DIGITS) {
      return "x";
    }
    if (Integer.bitCount(keys) == 1) {
      return String.valueOf(Keys.key(Integer.numberOfTrailingZeros(keys)));
    }
    boolean all = (keys & Keys.DIGITS) == Keys.DIGITS;
    StringBuilder text = new StringBuilder(all ? "[x" : "[");
    int at = all ? 10 : 0;
    while (at < Keys.COUNT) {
      int run = at;
      while (run < 10 && (keys >>> run & 1) != 0) {
        run++;
      }
      if (run - at > 2) {
        text.append(Keys.key(at)).append('-').append(Keys.key(run - 1));
        at = run;
      } else {
        if ((keys >>> at & 1) != 0) {
          text.append(Keys.key(at));
        }
        at++;
      }
    }
    return text.append(']').toString();
  }
}
