package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import java.util.List;
import java.util.Optional;

/// A dial rule and its pattern.
record CompiledRule(DialRule rule, DigitPlan pattern) {
  private static final String KEYS = "0123456789*#";

  String label() {
    return "rule `" + (rule.getName().isEmpty() ? rule.getPattern() : rule.getName()) + "`";
  }

  /// What the rule says to a number; empty: nothing.
  ///
  /// @param account the trunk that is the caller's own; empty: he has none
  Optional<Resolution> apply(
      String called, Caller caller, ExchangeLines exchange, Optional<String> account) {
    return switch (pattern.dial(called)) {
      case Outcome.Refused _ -> Optional.empty();
      case Outcome.Blocked(String by) ->
          Optional.of(new Resolution.Rejected(label() + " blocks " + called + " (" + by + ")"));
      case Outcome.Accepted _ when rule.getReject() ->
          Optional.of(new Resolution.Rejected(label() + " refuses " + called));
      case Outcome.Accepted(String matched, boolean line, _) -> {
        String words = label() + " sends " + called + " to ";
        yield (line && !toLine()
                ? exchange.byRule(caller, rewritten(matched), words + "line ")
                : Optional.<Resolution>empty())
            .or(() ->
                to(account)
                    .map(to -> sends(to, called, Targets.number(to, rewritten(matched)), words)));
      }
    };
  }

  /// Where numbers go that no exchange line is for; empty: the rule does not say.
  private Optional<Destination> to(Optional<String> account) {
    return rule.hasTo()
        ? Optional.of(rule.getTo())
        : account.map(trunk -> Destination.newBuilder().setTrunk(trunk).build());
  }

  private static Resolution sends(Destination to, String called, String number, String words) {
    String dial = number.equals(called) ? "" : ", dial " + number;
    return new Resolution.Found(to, number, words + Targets.words(to) + dial);
  }

  private boolean toLine() {
    return !rule.getTo().getLine().isEmpty() || !rule.getTo().getLineGroup().isEmpty();
  }

  /// What is left of the number when the rule takes an outside prefix away.
  Optional<String> outside(String called) {
    return pattern.dial(called) instanceof Outcome.Accepted accepted
            && (toLine() || accepted.line())
        ? Optional.of(rewritten(accepted.number())).filter(called::endsWith)
        : Optional.empty();
  }

  /// What it may take away, one digit or two.
  List<String> outsidePrefixes() {
    return switch (rule.getStrip()) {
      case 1 -> KEYS.chars().mapToObj(Character::toString).toList();
      case 2 ->
          KEYS.chars()
              .mapToObj(Character::toString)
              .filter(first -> pattern.progress(first) != DigitPlan.Progress.IMPOSSIBLE)
              .flatMap(first -> KEYS.chars().mapToObj(second -> first + Character.toString(second)))
              .toList();
      default -> List.of();
    };
  }

  private String rewritten(String matched) {
    return rule.getPrefix() + matched.substring(Math.min(rule.getStrip(), matched.length()));
  }
}
