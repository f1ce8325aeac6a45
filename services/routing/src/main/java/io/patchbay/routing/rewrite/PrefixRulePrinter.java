package io.patchbay.routing.rewrite;

import io.patchbay.routing.automaton.Element;
import io.patchbay.routing.automaton.Keys;
import java.util.List;
import java.util.stream.Collectors;

/// Writes rules in their one canonical form; what it writes is read back as the same.
final class PrefixRulePrinter {
  private PrefixRulePrinter() {}

  static String print(List<PrefixRule> rules) {
    return rules.stream().map(PrefixRulePrinter::print).collect(Collectors.joining("|"));
  }

  static String print(PrefixRule rule) {
    return rule.condition().stream().map(PrefixRulePrinter::set).collect(Collectors.joining())
        + ":"
        + rule.steps().stream()
            .map(step -> (step.add() ? "+" : "-") + step.prefix())
            .collect(Collectors.joining());
  }

  /// A key, `X`, or a range of digits.
  private static String set(Element element) {
    int keys = element.keys();
    char low = Keys.key(Integer.numberOfTrailingZeros(keys));
    return keys == Keys.DIGITS
        ? "X"
        : Integer.bitCount(keys) == 1
            ? String.valueOf(low)
            : "[" + low + "-" + (char) (low + Integer.bitCount(keys) - 1) + "]";
  }
}
