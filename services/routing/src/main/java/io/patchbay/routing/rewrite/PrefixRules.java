package io.patchbay.routing.rewrite;

import io.patchbay.routing.pattern.PatternException;
import java.util.ArrayList;
import java.util.Arrays;
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
public final class PrefixRules {
  private static final int MAX_TEXT = 140;

  private final String text;
  private final List<PrefixRule> rules;

  private PrefixRules(String text, List<PrefixRule> rules) {
    this.text = text;
    this.rules = List.copyOf(rules);
  }

  /// Reads rules.
  ///
  /// @throws PatternException naming the rule and what is wrong; also when an action takes away
  ///   what the condition rules out
  public static PrefixRules parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw new PatternException(
          "rules of " + text.length() + " characters are too long (at most " + MAX_TEXT + ")");
    }
    List<PrefixRule> rules = new ArrayList<>();
    Arrays.stream(text.split("\\|", -1))
        .forEach(rule -> rules.add(new PrefixRuleParser(rule).parse()));
    return new PrefixRules(text, rules);
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
    return rules.stream()
        .filter(rule -> rule.matches(number))
        .findFirst()
        .map(rule -> rule.apply(number))
        .orElse(number);
  }

  /// The number rewritten; empty (refused) unless a condition matches all of it, length included.
  public Optional<String> applyStrictly(String number) {
    return rules.stream()
        .filter(rule -> rule.matchesWhole(number))
        .findFirst()
        .map(rule -> rule.apply(number));
  }

  @Override
  public String toString() {
    return text;
  }
}
