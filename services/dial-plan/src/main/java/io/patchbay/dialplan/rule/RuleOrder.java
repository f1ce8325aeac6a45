package io.patchbay.dialplan.rule;

import io.patchbay.routing.RoutingRule;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Puts the rules into the configured order (`patchbay.rules`).
public final class RuleOrder {
  /// Nothing comes before it, whatever is configured: an emergency call is never refused.
  private static final String FIRST = "emergency";

  private RuleOrder() {}

  /// The rules that are named, in that order.
  ///
  /// @throws IllegalArgumentException names a rule that does not exist, stands twice, or a first
  ///   rule other than `emergency`
  public static List<RoutingRule> of(Collection<RoutingRule> rules, List<String> names) {
    Map<String, RoutingRule> byName = new TreeMap<>();
    rules.forEach(rule -> byName.put(rule.name(), rule));
    if (names.isEmpty() || !names.getFirst().equals(FIRST)) {
      throw new IllegalArgumentException(
          "patchbay.rules " + names + ": the first rule must be " + FIRST);
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!byName.containsKey(name)) {
        throw new IllegalArgumentException(
            "patchbay.rules: no rule `" + name + "` (there are " + byName.keySet() + ")");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("patchbay.rules: `" + name + "` stands twice");
      }
    }
    return names.stream()
        .flatMap(name -> byName.values().stream().filter(rule -> rule.name().equals(name)))
        .toList();
  }
}
