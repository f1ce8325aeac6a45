package io.patchbay.routing.rewrite;

import io.patchbay.routing.automaton.Element;
import io.patchbay.routing.automaton.Keys;
import io.patchbay.routing.automaton.Repeat;
import io.patchbay.routing.pattern.PatternException;
import io.patchbay.routing.rewrite.PrefixRule.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Reads rules. Used once.
final class PrefixRuleParser {
  static final int MAX_TEXT = 140;

  private static final char END = '\0';

  /// `-` as a symbol of a prefix; no number that can be dialled has it.
  private static final int MINUS = 1 << Keys.COUNT;

  private final String text;
  private int at;

  PrefixRuleParser(String text) {
    this.text = text;
  }

  List<PrefixRule> parse() {
    if (text.length() > MAX_TEXT) {
      throw wrong(
          MAX_TEXT,
          "rules of " + text.length() + " characters are too long (at most " + MAX_TEXT + ")");
    }
    List<PrefixRule> rules = new ArrayList<>();
    rules.add(rule());
    while (peek() == '|') {
      at++;
      rules.add(rule());
    }
    return rules;
  }

  private PrefixRule rule() {
    List<Element> condition = condition();
    at++;
    Deque<Integer> known = new ArrayDeque<>();
    condition.forEach(element -> known.add(element.keys()));
    List<Step> steps = new ArrayList<>();
    while (!isEnd() && peek() != '|') {
      steps.add(step(known));
    }
    return new PrefixRule(condition, steps);
  }

  private List<Element> condition() {
    List<Element> condition = new ArrayList<>();
    while (peek() != ':') {
      condition.add(new Element(peek() == '[' ? range() : symbol(), Repeat.ONCE));
    }
    return condition;
  }

  private int symbol() {
    char c = peek();
    if (c == 'x' || c == 'X') {
      at++;
      return Keys.DIGITS;
    }
    if (!isDigit(c) && c != '+') {
      throw wrong(at, isEnd() || c == '|' ? "expected `:`" : "expected 0-9, +, X, [a-b] or `:`");
    }
    at++;
    return Keys.bit(c);
  }

  /// `[3-8]`.
  private int range() {
    int start = at++;
    char first = digit();
    if (peek() != '-') {
      throw wrong(at, "expected `-`: a range is of two digits");
    }
    at++;
    char last = digit();
    if (peek() != ']') {
      throw wrong(at, "expected `]`");
    }
    at++;
    if (first > last) {
      throw wrong(start, "`[" + first + "-" + last + "]` is no range");
    }
    return (1 << (last - '0' + 1)) - (1 << (first - '0'));
  }

  private char digit() {
    char c = peek();
    if (!isDigit(c)) {
      throw wrong(at, "expected a digit");
    }
    at++;
    return c;
  }

  /// One action; what it takes away must be what the number can begin with: `86:-87` can never
  /// work, and is refused here, not in a call (AT-109).
  private Step step(Deque<Integer> known) {
    int start = at;
    char sign = peek();
    if (sign != '+' && sign != '-') {
      throw wrong(at, "expected `+` or `-`");
    }
    at++;
    StringBuilder prefix = new StringBuilder();
    while (!isEnd() && peek() != '|' && (prefix.isEmpty() || !isSign(peek()))) {
      if (!isSign(peek()) && !isDigit(peek()) && peek() != '*' && peek() != '#') {
        throw wrong(at, "expected 0-9, *, #, + or -");
      }
      prefix.append(text.charAt(at++));
    }
    if (prefix.isEmpty()) {
      throw wrong(at, "expected what is to be " + (sign == '+' ? "added" : "taken away"));
    }
    Step step = new Step(sign == '+', prefix.toString());
    track(step, known, start);
    return step;
  }

  private void track(Step step, Deque<Integer> known, int start) {
    String prefix = step.prefix();
    for (int i = 0; i < prefix.length(); i++) {
      if (step.add()) {
        known.addFirst(bit(prefix.charAt(prefix.length() - 1 - i)));
      } else {
        Integer keys = known.pollFirst();
        if (keys != null && (keys & bit(prefix.charAt(i))) == 0) {
          throw wrong(start, "`-" + prefix + "` takes away what the number does not begin with");
        }
      }
    }
  }

  private static int bit(char symbol) {
    return symbol == '-' ? MINUS : Keys.bit(symbol);
  }

  private static boolean isSign(char c) {
    return c == '+' || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
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
    return new PatternException("rules", text, offset, problem);
  }
}
