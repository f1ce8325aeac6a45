package io.patchbay.routing.rewrite;

import io.patchbay.routing.pattern.PatternException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Rewrites numbers by their prefix, the first rule whose condition matches wins (catalogue G-254
/// to G-260). Pure.
///
/// ```text
/// rules     = rule *( "|" rule )                 at most 140 characters
/// rule      = condition ":" *action
/// condition = *( digit / "+" / "X" / "[a-b]" )   empty matches every number
/// action    = ( "-" / "+" ) prefix               the symbol after the sign is always part of the prefix: -+86, ++86
/// ```
///
/// Blanks do not matter.
public final class PrefixRules {
  private final String text;
  private final List<PrefixRule> rules;

  private PrefixRules(String text, List<PrefixRule> rules) {
    this.text = text;
    this.rules = List.copyOf(rules);
  }

  /// Reads rules.
  ///
  /// @throws PatternException naming the character and what was expected; also when an action takes
  ///   away what the condition rules out
  public static PrefixRules parse(String text) {
    return new PrefixRules(text, new PrefixRuleParser(text).parse());
  }

  /// What is wrong with rules; empty when they can be read.
  public static Optional<String> problem(String text) {
    try {
      parse(text);
      return Optional.empty();
    } catch (PatternException e) {
      return Optional.of(Objects.requireNonNullElse(e.getMessage(), "not a rule"));
    }
  }

  /// The number rewritten; as it is when no rule matches.
  public String apply(String number) {
    for (PrefixRule rule : rules) {
      if (rule.matches(number)) {
        return rule.apply(number);
      }
    }
    return number;
  }

  /// The number rewritten; empty (refused) unless a condition matches all of it, length included.
  public Optional<String> applyStrictly(String number) {
    for (PrefixRule rule : rules) {
      if (rule.matchesWhole(number)) {
        return Optional.of(rule.apply(number));
      }
    }
    return Optional.empty();
  }

  /// The rules in their canonical form, which is read back as the same rules.
  public String print() {
    return PrefixRulePrinter.print(rules);
  }

  List<PrefixRule> rules() {
    return rules;
  }

  @Override
  public String toString() {
    return text;
  }
}
