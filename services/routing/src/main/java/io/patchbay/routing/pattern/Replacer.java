package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Element;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Part.Replacement;
import io.patchbay.routing.pattern.Part.Symbols;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Makes the number to dial of a number that its alternative matches. Each part takes as many
/// digits as it can, the first part first. Immutable.
final class Replacer {
  private final Element[] elements;
  private final boolean[] copied;
  private final String[] inserts;
  private final int fixed;
  private final boolean replaces;
  private final boolean plainTail;

  Replacer(Alternative alternative) {
    elements = alternative.elements().toArray(Element[]::new);
    copied = new boolean[elements.length];
    inserts = new String[elements.length + 1];
    Arrays.fill(inserts, "");
    int at = 0;
    for (Part part : alternative.parts()) {
      switch (part) {
        case Symbols _ -> copied[at++] = true;
        case Replacement(String old, String with) -> {
          inserts[at] += with;
          at += old.length();
        }
      }
    }
    replaces = alternative.replaces();
    int head = 0;
    while (head < elements.length && elements[head].repeat() == Repeat.ONCE) {
      head++;
    }
    fixed = head;
    plainTail =
        IntStream.range(fixed, elements.length).allMatch(e -> copied[e])
            && IntStream.rangeClosed(fixed + 1, elements.length)
                .allMatch(e -> inserts[e].isEmpty());
  }

  String apply(String number) {
    if (!replaces) {
      return number;
    }
    StringBuilder out = new StringBuilder(number.length() + 8);
    for (int e = 0; e < fixed; e++) {
      out.append(inserts[e]);
      if (copied[e]) {
        out.append(number.charAt(e));
      }
    }
    out.append(inserts[fixed]);
    if (plainTail) {
      out.append(number, fixed, number.length());
    } else {
      open(number, out);
    }
    return out.toString();
  }

  /// From the first part on that stands any number of times.
  private void open(String number, StringBuilder out) {
    boolean[][] reach = reach(number);
    int i = fixed;
    for (int e = fixed; e < elements.length; e++) {
      Element element = elements[e];
      boolean consume = element.repeat() != Repeat.ANY || again(element, number, i, reach[e]);
      while (consume) {
        if (copied[e]) {
          out.append(number.charAt(i));
        }
        i++;
        consume = element.repeat() != Repeat.ONCE && again(element, number, i, reach[e]);
      }
      out.append(inserts[e + 1]);
    }
  }

  /// May the element stand once more, the rest still fitting?
  private static boolean again(Element element, String number, int i, boolean[] here) {
    return i < number.length()
        && element.accepts(number.charAt(i))
        && here[element.repeat() == Repeat.ANY ? i + 1 : i];
  }

  /// `reach[e][i]`: elements from e on match the number from i on.
  private boolean[][] reach(String number) {
    int length = number.length();
    boolean[][] reach = new boolean[elements.length + 1][length + 1];
    reach[elements.length][length] = true;
    for (int e = elements.length - 1; e >= fixed; e--) {
      Element element = elements[e];
      boolean[] after = reach[e + 1];
      boolean[] here = reach[e];
      here[length] = element.repeat() == Repeat.ANY && after[length];
      for (int i = length - 1; i >= 0; i--) {
        boolean more = after[i + 1] || (element.repeat() != Repeat.ONCE && here[i + 1]);
        here[i] =
            (element.repeat() == Repeat.ANY && after[i])
                || (element.accepts(number.charAt(i)) && more);
      }
    }
    return reach;
  }
}
