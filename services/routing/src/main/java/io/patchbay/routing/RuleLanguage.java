package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.routing.emergency.EmergencyEngine;
import io.patchbay.routing.emergency.EmergencyNumbers;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import io.patchbay.routing.pattern.Finding;
import io.patchbay.routing.pattern.PatternException;
import io.patchbay.routing.pattern.PlanCheck;
import io.patchbay.routing.rewrite.PrefixRules;
import io.patchbay.routing.rewrite.RulesCheck;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A language of number rules, and what rules in it make of a number, in one word: the number to
/// dial, `PSTN:number`, `BLOCK` or `REJECT`. Pure.
///
/// It is the word of the rules alone: an emergency call is recognised before them and goes out
/// whatever they say. The one exception is 911 with `L:911x+`, which its author means and the
/// grammar does not (AT-011).
public enum RuleLanguage {
  /// Dial plans: [DigitPlan].
  HT503 {
    @Override
    public UnaryOperator<String> read(String rules) {
      return dialPlan(DigitPlan.parse(rules));
    }

    @Override
    public List<Finding> check(String rules, Set<String> emergency) {
      return PlanCheck.of(DigitPlan.parse(rules), emergency);
    }
  },
  /// Dial plans in which `x.` is one or more.
  HT503_DOT_ONE_OR_MORE {
    @Override
    public UnaryOperator<String> read(String rules) {
      return dialPlan(DigitPlan.parseDotMeansOneOrMore(rules));
    }

    @Override
    public List<Finding> check(String rules, Set<String> emergency) {
      return PlanCheck.of(DigitPlan.parseDotMeansOneOrMore(rules), emergency);
    }
  },
  /// [PrefixRules]; a number that no condition fits stays as it is.
  GOIP {
    @Override
    public UnaryOperator<String> read(String rules) {
      PrefixRules read = PrefixRules.parse(rules);
      return number -> plain(number).map(read::apply).filter(RuleLanguage::isThere).orElse(REJECT);
    }

    @Override
    public List<Finding> check(String rules, Set<String> emergency) {
      return RulesCheck.of(PrefixRules.parse(rules), false, emergency);
    }
  },
  /// [PrefixRules]; a number that no condition fits in full is refused.
  GOIP_STRICT {
    @Override
    public UnaryOperator<String> read(String rules) {
      PrefixRules read = PrefixRules.parse(rules);
      return number ->
          plain(number).flatMap(read::applyStrictly).filter(RuleLanguage::isThere).orElse(REJECT);
    }

    @Override
    public List<Finding> check(String rules, Set<String> emergency) {
      return RulesCheck.of(PrefixRules.parse(rules), true, emergency);
    }
  };

  private static final String REJECT = "REJECT";
  private static final String BLOCK = "BLOCK";
  private static final String PSTN = "PSTN:";

  /// What rules make of a number.
  ///
  /// @throws PatternException when they cannot be read
  public abstract UnaryOperator<String> read(String rules);

  /// What is odd about rules.
  ///
  /// @param emergency numbers that are to get through
  /// @throws PatternException when they cannot be read
  public abstract List<Finding> check(String rules, Set<String> emergency);

  /// The emergency numbers of documents, wherever one of their places is: of its country, and those
  /// that somebody has added; without documents the usual ones.
  public static Set<String> emergencyNumbers(Documents documents) {
    return documents.all().isEmpty()
        ? EmergencyNumbers.usual()
        : EmergencyEngine.of(documents).numbers();
  }

  private static boolean isThere(String number) {
    return !number.isEmpty();
  }

  /// Without blanks; empty when it is no number at all.
  private static Optional<String> plain(String number) {
    return number.isBlank() || number.chars().anyMatch(Character::isISOControl)
        ? Optional.empty()
        : Optional.of(number.replace(" ", ""));
  }

  private static UnaryOperator<String> dialPlan(DigitPlan plan) {
    Set<String> emergency = EmergencyNumbers.usual();
    return number ->
        switch (plan.dial(number)) {
          case Outcome.Accepted(String dialled, boolean line, _) -> line ? PSTN + dialled : dialled;
          case Outcome.Blocked _ -> BLOCK;
          case Outcome.Refused _ ->
              emergency.contains(number) && plan.lineContinues(number) ? PSTN + number : REJECT;
        };
  }
}
