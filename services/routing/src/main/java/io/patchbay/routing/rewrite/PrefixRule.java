package io.patchbay.routing.rewrite;

import io.patchbay.routing.automaton.Element;
import java.util.List;

/// One `<condition>:<action>`.
///
/// @param condition one set per leading symbol; none: matches all
/// @param steps carried out in order
record PrefixRule(List<Element> condition, List<Step> steps) {
  PrefixRule {
    condition = List.copyOf(condition);
    steps = List.copyOf(steps);
  }

  boolean matches(String number) {
    if (number.length() < condition.size()) {
      return false;
    }
    for (int i = 0; i < condition.size(); i++) {
      if (!condition.get(i).accepts(number.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  boolean matchesWhole(String number) {
    return number.length() == condition.size() && matches(number);
  }

  /// A removal that does not fit leaves the number as it came.
  String apply(String number) {
    String changed = number;
    for (Step step : steps) {
      if (step.add()) {
        changed = step.prefix() + changed;
      } else if (changed.startsWith(step.prefix())) {
        changed = changed.substring(step.prefix().length());
      } else {
        return number;
      }
    }
    return changed;
  }

  /// `+p` or `-p`.
  ///
  /// @param add puts the prefix there, else takes it away
  record Step(boolean add, String prefix) {}
}
