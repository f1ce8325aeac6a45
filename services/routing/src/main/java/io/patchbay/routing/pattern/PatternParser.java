package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Keys;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.Alternative.Role;
import io.patchbay.routing.pattern.Part.Replacement;
import io.patchbay.routing.pattern.Part.Symbols;
import java.util.ArrayList;
import java.util.List;

/// Reads one plan. Used once.
final class PatternParser {
  /// Of a plan, in characters; of an alternative, in digits.
  static final int MAX_TEXT = 1_000_000;

  static final int MAX_DIGITS = 1000;

  private static final char END = '\0';

  private final String text;
  private final Repeat dot;
  private int at;

  private List<Part> parts = new ArrayList<>();
  private int digits;
  private boolean repeatable;

  PatternParser(String text, Repeat dot) {
    this.text = text;
    this.dot = dot;
  }

  List<Alternative> parse() {
    if (text.length() > MAX_TEXT) {
      throw wrong(MAX_TEXT, "the plan is too long (at most " + MAX_TEXT + " characters)");
    }
    boolean brace = peek() == '{';
    if (brace) {
      at++;
    }
    List<Alternative> alternatives = new ArrayList<>();
    alternatives.add(alternative());
    while (peek() == '|') {
      at++;
      alternatives.add(alternative());
    }
    if (brace) {
      if (peek() != '}') {
        throw wrong(at, "expected `}`");
      }
      at++;
    }
    if (!isEnd()) {
      throw wrong(at, brace ? "expected nothing after `}`" : "`}` has no `{`");
    }
    return alternatives;
  }

  private Alternative alternative() {
    parts = new ArrayList<>();
    digits = 0;
    repeatable = false;
    Role role = role();
    while (!isEnd() && peek() != '|' && peek() != '}') {
      part();
    }
    if (digits == 0) {
      throw wrong(at, "expected digits");
    }
    return new Alternative(role, parts);
  }

  private Role role() {
    if (peek() == '^') {
      at++;
      return Role.EXCLUDE;
    }
    if (peek() == 'L' || peek() == 'l') {
      at++;
      expect(':');
      return Role.LINE;
    }
    return Role.NORMAL;
  }

  private void part() {
    char c = peek();
    int start = at;
    at++;
    switch (c) {
      case '[' -> add(set(), true);
      case '<' -> replacement();
      case '+' -> {
        if (digits == 0) { // nothing to repeat yet: the + of E.164
          add(Keys.bit('+'), false);
        } else {
          repeat(Repeat.SOME, start);
        }
      }
      case '.' -> repeat(dot, start);
      default -> add(symbol(c, start), true);
    }
  }

  private void repeat(Repeat repeat, int start) {
    if (!repeatable || !(parts.getLast() instanceof Symbols(int keys, _))) {
      throw wrong(start, "nothing to repeat");
    }
    parts.set(parts.size() - 1, new Symbols(keys, repeat));
    repeatable = false;
  }

  private int symbol(char c, int start) {
    int keys = c == 'x' || c == 'X' ? Keys.DIGITS : Keys.bit(c);
    if (keys == 0 || c == '+') {
      throw wrong(start, hint(c));
    }
    return keys;
  }

  private static String hint(char c) {
    return switch (c) {
      case '^' -> "`^` stands before a whole alternative";
      case 'L', 'l', ':' -> "`L:` stands before a whole alternative";
      case 'T', 't' -> "timers are not part of a plan: expected one of 0-9 * # A-D x [ < |";
      case '：' -> "expected `:`, not its full-width form";
      case '︱', '｜' -> "expected `|`, not its full-width form";
      default -> "expected one of 0-9 * # A-D x [ < + . |";
    };
  }

  /// `[3-5]`, `[147]`, `[x*]`, behind its bracket.
  private int set() {
    int keys = 0;
    while (peek() != ']') {
      int start = at;
      char c = inSet();
      if (peek() == '-') {
        at++;
        keys |= range(c, inSet(), start);
      } else {
        keys |= symbol(c, start);
      }
    }
    if (keys == 0) {
      throw wrong(at, "expected what the set holds");
    }
    at++;
    return keys;
  }

  private char inSet() {
    char c = peek();
    if (isEnd()) {
      throw wrong(at, "expected `]`");
    }
    int keys = c == 'x' || c == 'X' ? Keys.DIGITS : Keys.bit(c);
    if (keys == 0 || c == '+') {
      throw wrong(
          at,
          c == '^' ? "a set cannot be turned round: expected digits" : "expected a digit or `]`");
    }
    at++;
    return c;
  }

  private int range(char first, char last, int start) {
    int low = Keys.index(first);
    int high = Keys.index(last);
    boolean digits = Character.isDigit(first) && Character.isDigit(last);
    boolean letters = Character.isLetter(first) && Character.isLetter(last);
    if (low < 0 || high < low || !(digits || letters)) {
      throw wrong(start, "`" + first + "-" + last + "` is no range");
    }
    return (1 << (high + 1)) - (1 << low);
  }

  /// `<2=011>`, behind its bracket: 2 is not dialled, 011 is; either side may be empty.
  private void replacement() {
    String old = side("=");
    expect('=');
    String with = side(">");
    expect('>');
    parts.add(new Replacement(old, with));
    count(old.length());
    repeatable = false;
  }

  private String side(String end) {
    StringBuilder side = new StringBuilder();
    while (!isEnd() && end.indexOf(peek()) < 0) {
      char c = peek();
      if (Keys.bit(c) == 0) {
        throw wrong(at, "expected one of 0-9 * # A-D + or `" + end + "`");
      }
      side.append(c);
      at++;
    }
    return side.toString();
  }

  private void add(int keys, boolean mayRepeat) {
    parts.add(new Symbols(keys, Repeat.ONCE));
    count(1);
    repeatable = mayRepeat;
  }

  private void count(int more) {
    digits += more;
    if (digits > MAX_DIGITS) {
      throw wrong(at - 1, "an alternative has at most " + MAX_DIGITS + " digits");
    }
  }

  private void expect(char c) {
    if (isEnd() || peek() != c) {
      throw wrong(at, "expected `" + c + "`");
    }
    at++;
  }

  private boolean isEnd() {
    peek();
    return at == text.length();
  }

  /// The next character that is not a blank.
  private char peek() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : END;
  }

  private PatternException wrong(int offset, String problem) {
    return new PatternException("pattern", text, offset, problem);
  }
}
