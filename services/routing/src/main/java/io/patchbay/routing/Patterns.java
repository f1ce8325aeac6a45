package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.contract.document.PatternCheck;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.rewrite.PrefixRules;
import java.util.Optional;
import java.util.Set;

/// The check of number patterns and dial rules that `Documents.check` takes:
/// `documents.check(Patterns.check())`.
public final class Patterns {
  private Patterns() {}

  /// Of patterns and dial rules.
  public static PatternCheck check() {
    return new PatternCheck() {
      @Override
      public Optional<String> problem(String pattern) {
        return DigitPlan.problem(pattern);
      }

      @Override
      public Optional<String> rulesProblem(String rules) {
        return PrefixRules.problem(rules);
      }

      @Override
      public Set<String> emergencyNumbers(Documents documents) {
        return Router.of(documents).emergencyNumbers();
      }
    };
  }
}
