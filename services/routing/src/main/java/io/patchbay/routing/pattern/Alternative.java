package io.patchbay.routing.pattern;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One rule between two bars. Matching takes elements × digits steps whatever the input; nothing
/// backtracks.
final class Alternative {
  /// Positions in a number and elements of a rule are bits of a `long`.
  static final int MAX_ELEMENTS = 60;

  static final int MAX_DIGITS = 62;

  /// Most literal symbols first, then the fixed length, then the narrower sets (catalogue A.4, 3).
  static final Comparator<Alternative> MOST_SPECIFIC_FIRST =
      Comparator.comparingLong((Alternative each) -> -each.literals())
          .thenComparingLong(Alternative::repeats)
          .thenComparingInt(Alternative::width);

  private final Role role;
  private final String text;
  private final List<Element> elements;
  private final List<String> inserts;

  /// Made by the parser.
  ///
  /// @param text as it was written
  /// @param inserts what is put out before each element, and after the last: one more than elements
  Alternative(Role role, String text, List<Element> elements, List<String> inserts) {
    this.role = role;
    this.text = text;
    this.elements = List.copyOf(elements);
    this.inserts = List.copyOf(inserts);
  }

  Role role() {
    return role;
  }

  String text() {
    return text;
  }

  /// The number after replacement; empty when the rule does not match the whole of it.
  Optional<String> match(String number) {
    int length = number.length();
    if (length > MAX_DIGITS) {
      return Optional.empty();
    }
    long[] reach = reach(number);
    return (reach[0] & 1) == 0 ? Optional.empty() : Optional.of(replaced(number, reach));
  }

  /// `reach[e]` has bit i when elements from e on match the number from i on.
  private long[] reach(String number) {
    int length = number.length();
    long[] reach = new long[elements.size() + 1];
    reach[elements.size()] = 1L << length;
    for (int e = elements.size() - 1; e >= 0; e--) {
      Element element = elements.get(e);
      long after = reach[e + 1];
      long here = element.repeat() == Repeat.ANY ? after : 0;
      for (int i = length - 1; i >= 0; i--) {
        long next = after | (element.repeat() == Repeat.ONCE ? 0 : here);
        if (element.accepts(number.charAt(i)) && (next >>> (i + 1) & 1) != 0) {
          here |= 1L << i;
        }
      }
      reach[e] = here;
    }
    return reach;
  }

  private String replaced(String number, long[] reach) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    for (int e = 0; e < elements.size(); e++) {
      Element element = elements.get(e);
      out.append(inserts.get(e));
      boolean consume = element.repeat() != Repeat.ANY || again(element, number, i, reach[e]);
      while (consume) {
        if (element.copied()) {
          out.append(number.charAt(i));
        }
        i++;
        consume =
            switch (element.repeat()) {
              case ONCE -> false;
              case SOME -> (reach[e] >>> i & 1) != 0;
              case ANY -> again(element, number, i, reach[e]);
            };
      }
    }
    return out.append(inserts.getLast()).toString();
  }

  private static boolean again(Element element, String number, int i, long reach) {
    return i < number.length() && element.accepts(number.charAt(i)) && (reach >>> (i + 1) & 1) != 0;
  }

  /// How far digits lead: the set of elements that may come next, bit [#size] when the rule is
  /// complete.
  long follow(String digits) {
    long states = closure(1);
    for (int i = 0; i < digits.length() && states != 0; i++) {
      long next = 0;
      for (int e = 0; e < elements.size(); e++) {
        if ((states >>> e & 1) != 0 && elements.get(e).accepts(digits.charAt(i))) {
          next |=
              switch (elements.get(e).repeat()) {
                case ONCE -> 1L << (e + 1);
                case SOME -> 3L << e;
                case ANY -> 1L << e;
              };
        }
      }
      states = closure(next);
    }
    return states;
  }

  private long closure(long states) {
    long closed = states;
    for (int e = 0; e < elements.size(); e++) {
      if ((closed >>> e & 1) != 0 && elements.get(e).repeat() == Repeat.ANY) {
        closed |= 1L << (e + 1);
      }
    }
    return closed;
  }

  int size() {
    return elements.size();
  }

  private long literals() {
    return elements.stream().filter(element -> Integer.bitCount(element.symbols()) == 1).count();
  }

  private long repeats() {
    return elements.stream().filter(element -> element.repeat() != Repeat.ONCE).count();
  }

  private int width() {
    return elements.stream().mapToInt(element -> Integer.bitCount(element.symbols())).sum();
  }

  /// What a match means.
  enum Role {
    /// `^`: blocked.
    EXCLUDE,
    /// `L:`: out by the exchange line.
    LINE,
    NORMAL
  }

  /// How often an element stands.
  enum Repeat {
    ONCE,
    /// `+`: one or more.
    SOME,
    /// `.`: zero or more.
    ANY
  }

  /// A set of symbols.
  ///
  /// @param symbols bits of [Alphabet]
  /// @param copied part of the number that is dialled
  record Element(int symbols, Repeat repeat, boolean copied) {
    boolean accepts(char symbol) {
      return (symbols & Alphabet.bit(symbol)) != 0;
    }
  }
}
