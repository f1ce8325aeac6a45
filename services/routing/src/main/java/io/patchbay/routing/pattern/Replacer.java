package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Element;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Part.Replacement;
import io.patchbay.routing.pattern.Part.Symbols;
import java.util.ArrayList;
import java.util.List;

/// Makes the number to dial of a number that its alternative matches. Each part takes as many
/// digits as it can, the first part first. Immutable.
final class Replacer {
  private final List<Element> elements;
  private final List<Boolean> copied = new ArrayList<>();
  private final List<String> inserts = new ArrayList<>(List.of(""));
  private final int fixed;
  private final boolean replaces;

  Replacer(Alternative alternative) {
    elements = List.copyOf(alternative.elements());
    for (Part part : alternative.parts()) {
      switch (part) {
        case Symbols _ -> put(true);
        case Replacement(String old, String with) -> {
          inserts.set(inserts.size() - 1, inserts.getLast() + with);
          old.chars().forEach(_ -> put(false));
        }
      }
    }
    replaces = alternative.replaces();
    int head = 0;
    while (head < elements.size() && elements.get(head).repeat() == Repeat.ONCE) {
      head++;
    }
    fixed = head;
  }

  private void put(boolean copy) {
    copied.add(copy);
    inserts.add("");
  }

  String apply(String number) {
    if (!replaces) {
      return number;
    }
    StringBuilder out = new StringBuilder(number.length() + 8);
    for (int e = 0; e < fixed; e++) {
      out.append(inserts.get(e));
      if (copied.get(e)) {
        out.append(number.charAt(e));
      }
    }
    if (fixed == elements.size()) {
      return out.append(inserts.get(fixed)).toString();
    }
    open(number, out);
    return out.toString();
  }

  /// From the first part on that stands any number of times.
  private void open(String number, StringBuilder out) {
    if (copied.subList(fixed, copied.size()).stream().allMatch(copy -> copy)
        && inserts.subList(fixed + 1, inserts.size()).stream().allMatch(String::isEmpty)) {
      out.append(inserts.get(fixed)).append(number, fixed, number.length());
      return;
    }
    boolean[][] reach = reach(number);
    int i = fixed;
    for (int e = fixed; e < elements.size(); e++) {
      Element element = elements.get(e);
      out.append(inserts.get(e));
      boolean consume = element.repeat() != Repeat.ANY || again(element, number, i, reach[e]);
      while (consume) {
        if (copied.get(e)) {
          out.append(number.charAt(i));
        }
        i++;
        consume = element.repeat() != Repeat.ONCE && again(element, number, i, reach[e]);
      }
    }
    out.append(inserts.getLast());
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
    boolean[][] reach = new boolean[elements.size() + 1][length + 1];
    reach[elements.size()][length] = true;
    for (int e = elements.size() - 1; e >= fixed; e--) {
      Element element = elements.get(e);
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
