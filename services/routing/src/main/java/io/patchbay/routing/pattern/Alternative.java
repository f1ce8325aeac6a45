package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Element;
import io.patchbay.routing.automaton.Keys;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Part.Replacement;
import io.patchbay.routing.pattern.Part.Symbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What stands between two bars.
record Alternative(Role role, List<Part> parts) {
  /// The order in which alternatives are asked (catalogue A.4, 3); equal ones stay as they stand.
  ///
  /// More specific: more digits that must be exactly so, then a fixed length, then a greater least
  /// length, then narrower sets.
  static final Comparator<Alternative> ORDER =
      Comparator.comparing(Alternative::role)
          .thenComparingLong(each -> -each.literals())
          .thenComparing(Alternative::isOpen)
          .thenComparingLong(each -> -each.leastLength())
          .thenComparingInt(Alternative::width);

  Alternative {
    parts = List.copyOf(parts);
  }

  /// What it matches.
  List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Symbols(int keys, Repeat repeat) -> elements.add(new Element(keys, repeat));
        case Replacement(String old, _) ->
            old.chars()
                .forEach(key -> elements.add(new Element(Keys.bit((char) key), Repeat.ONCE)));
      }
    }
    return elements;
  }

  boolean replaces() {
    return parts.stream().anyMatch(Replacement.class::isInstance);
  }

  /// The digits it begins with that cannot be others.
  String head() {
    StringBuilder head = new StringBuilder();
    for (Element element : elements()) {
      boolean fixed = Integer.bitCount(element.keys()) == 1 && element.repeat() != Repeat.ANY;
      if (!fixed) {
        break;
      }
      head.append(Keys.key(Integer.numberOfTrailingZeros(element.keys())));
      if (element.repeat() == Repeat.SOME) {
        break;
      }
    }
    return head.toString();
  }

  private long literals() {
    return elements().stream()
        .filter(each -> Integer.bitCount(each.keys()) == 1 && each.repeat() != Repeat.ANY)
        .count();
  }

  private boolean isOpen() {
    return elements().stream().anyMatch(each -> each.repeat() != Repeat.ONCE);
  }

  private long leastLength() {
    return elements().stream().filter(each -> each.repeat() != Repeat.ANY).count();
  }

  private int width() {
    return elements().stream().mapToInt(each -> Integer.bitCount(each.keys())).sum();
  }

  /// What a match means.
  enum Role {
    /// `^`: blocked.
    EXCLUDE,
    /// `L:`: out by the exchange line.
    LINE,
    NORMAL
  }
}
