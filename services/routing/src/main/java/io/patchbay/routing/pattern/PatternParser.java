package io.patchbay.routing.pattern;

import io.patchbay.routing.pattern.Alternative.Element;
import io.patchbay.routing.pattern.Alternative.Repeat;
import io.patchbay.routing.pattern.Alternative.Role;
import java.util.ArrayList;
import java.util.List;

/// Reads one rule. Used once.
final class PatternParser {
  private final String rule;
  private final Repeat dot;
  private final List<Element> elements = new ArrayList<>();
  private final List<String> inserts = new ArrayList<>(List.of(""));
  private boolean repeatable;
  private int at;

  /// Begins at the front.
  ///
  /// @param rule without blanks
  PatternParser(String rule, Repeat dot) {
    this.rule = rule;
    this.dot = dot;
  }

  Alternative parse() {
    Role role = role();
    while (at < rule.length()) {
      element();
    }
    if (elements.isEmpty()) {
      throw wrong("no digits");
    }
    return new Alternative(role, rule, elements, inserts);
  }

  private Role role() {
    if (rule.startsWith("^")) {
      at = 1;
      return Role.EXCLUDE;
    }
    if (rule.startsWith("L:") || rule.startsWith("l:")) {
      at = 2;
      return Role.LINE;
    }
    return Role.NORMAL;
  }

  private void element() {
    char c = rule.charAt(at);
    if (c == '[') {
      at++;
      add(set(), true);
    } else if (c == '<') {
      at++;
      replacement();
    } else if (c == '+' && elements.isEmpty()) {
      at++; // nothing to repeat yet: the + of E.164
      add(Alphabet.bit('+'), true);
      repeatable = false;
    } else if (c == '+' || c == '.') {
      repeat(c == '+' ? Repeat.SOME : dot);
    } else {
      at++;
      add(symbol(c), true);
    }
  }

  private void repeat(Repeat repeat) {
    if (!repeatable) {
      throw wrong("nothing to repeat");
    }
    at++;
    elements.set(elements.size() - 1, new Element(elements.getLast().symbols(), repeat, true));
    repeatable = false;
  }

  private int symbol(char c) {
    int symbols = c == 'x' || c == 'X' ? Alphabet.DIGITS : Alphabet.bit(c);
    if (symbols == 0 || c == '+') {
      at--;
      throw wrong("not one of 0-9 * # A-D x [ ] < > . + ^ |");
    }
    return symbols;
  }

  /// `[3-5]`, `[147]`, `[x*]`.
  private int set() {
    int symbols = 0;
    while (at < rule.length() && rule.charAt(at) != ']') {
      char c = rule.charAt(at++);
      if (at + 1 < rule.length() && rule.charAt(at) == '-' && rule.charAt(at + 1) != ']') {
        symbols |= range(c, rule.charAt(at + 1));
        at += 2;
      } else {
        symbols |= symbol(c);
      }
    }
    if (at == rule.length() || symbols == 0) {
      throw wrong(symbols == 0 ? "empty set" : "`]` is missing");
    }
    at++;
    return symbols;
  }

  private int range(char first, char last) {
    if (first < '0' || last > '9' || first > last) {
      throw wrong("`" + first + "-" + last + "` is no range of digits");
    }
    int symbols = 0;
    for (char c = first; c <= last; c++) {
      symbols |= Alphabet.bit(c);
    }
    return symbols;
  }

  /// `<2=011>`: 2 is not dialled, 011 is; either side may be empty.
  private void replacement() {
    int equals = rule.indexOf('=', at);
    int close = rule.indexOf('>', at);
    if (equals < 0 || close < equals) {
      throw wrong("expected `<old=new>`");
    }
    String old = rule.substring(at, equals);
    String with = rule.substring(equals + 1, close);
    if (!(old + with).isEmpty() && !Alphabet.isNumber(old + with)) {
      throw wrong("`" + old + "=" + with + "` cannot be dialled");
    }
    inserts.set(inserts.size() - 1, inserts.getLast() + Alphabet.normalise(with));
    old.chars().forEach(c -> add(Alphabet.bit((char) c), false));
    at = close + 1;
    repeatable = false;
  }

  private void add(int symbols, boolean copied) {
    if (elements.size() == Alternative.MAX_ELEMENTS) {
      throw wrong("more than " + Alternative.MAX_ELEMENTS + " symbols");
    }
    elements.add(new Element(symbols, Repeat.ONCE, copied));
    inserts.add("");
    repeatable = true;
  }

  private PatternException wrong(String what) {
    return new PatternException("pattern `" + rule + "`: " + what + " at position " + (at + 1));
  }
}
