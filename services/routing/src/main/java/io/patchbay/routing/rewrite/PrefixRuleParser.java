package io.patchbay.routing.rewrite;

import io.patchbay.routing.pattern.PatternException;
import io.patchbay.routing.rewrite.PrefixRule.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/// Reads one rule. Used once.
final class PrefixRuleParser {
  private final String rule;

  PrefixRuleParser(String rule) {
    this.rule = rule;
  }

  PrefixRule parse() {
    int colon = rule.indexOf(':');
    if (colon < 0) {
      throw wrong("`:` is missing");
    }
    List<IntPredicate> condition = condition(rule.substring(0, colon));
    List<Step> steps = steps(rule.substring(colon + 1));
    check(condition, steps);
    return new PrefixRule(condition, steps);
  }

  private List<IntPredicate> condition(String text) {
    List<IntPredicate> tests = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '[') {
        tests.add(range(text, at));
        at += "[a-b]".length();
      } else {
        tests.add(symbol(c));
        at++;
      }
    }
    return tests;
  }

  private IntPredicate symbol(char c) {
    if (c == 'x' || c == 'X') {
      return PrefixRuleParser::isDigit;
    }
    if (!isDigit(c) && c != '+') {
      throw wrong("`" + c + "` in the condition is not 0-9, +, X or [a-b]");
    }
    return symbol -> symbol == c;
  }

  private IntPredicate range(String text, int at) {
    if (!text.substring(at).matches("\\[[0-9]-[0-9]].*")) {
      throw wrong("expected `[a-b]` of two digits");
    }
    char first = text.charAt(at + 1);
    char last = text.charAt(at + 3);
    if (first > last) {
      throw wrong("`" + first + "-" + last + "` is no range of digits");
    }
    return symbol -> symbol >= first && symbol <= last;
  }

  private List<Step> steps(String text) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char sign = text.charAt(at);
      if (sign != '+' && sign != '-') {
        throw wrong("an action begins with + or -, not `" + sign + "`");
      }
      int end = Math.min(at + 2, text.length());
      while (end < text.length() && text.charAt(end) != '+' && text.charAt(end) != '-') {
        end++;
      }
      String prefix = text.substring(at + 1, end);
      if (!prefix.matches("\\+?[0-9*#]*") || prefix.isEmpty()) {
        throw wrong("`" + prefix + "` cannot be a prefix");
      }
      steps.add(new Step(sign == '+', prefix));
      at = end;
    }
    return steps;
  }

  /// `86:-87` can never work: refuse it here, not in a call (AT-109).
  private void check(List<IntPredicate> condition, List<Step> steps) {
    Deque<IntPredicate> known = new ArrayDeque<>(condition);
    for (Step step : steps) {
      if (step.add()) {
        for (int i = step.prefix().length() - 1; i >= 0; i--) {
          char symbol = step.prefix().charAt(i);
          known.addFirst(each -> each == symbol);
        }
      } else {
        take(known, step.prefix());
      }
    }
  }

  private void take(Deque<IntPredicate> known, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      IntPredicate test = known.pollFirst();
      if (test != null && !test.test(prefix.charAt(i))) {
        throw wrong("`-" + prefix + "` takes away what the number does not begin with");
      }
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private PatternException wrong(String what) {
    return new PatternException("rule `" + rule + "`: " + what);
  }
}
