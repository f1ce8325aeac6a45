package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import io.patchbay.routing.pattern.PatternException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The dial plans that phones have of their own, as the ports of an HT503 do (catalogue H-100 to
/// H-116). Immutable.
final class PhonePlans {
  private final Map<String, PhonePlan> plans = new HashMap<>();
  private final ExchangeLines exchange;

  /// @param prefix put in front of what does not go out by the exchange line
  private record PhonePlan(DigitPlan plan, String prefix) {}

  /// What a phone has dialled.
  sealed interface Dialled {
    /// This number, for the dial plan of all to judge.
    record Other(String number) implements Dialled {}

    /// It goes there.
    record Goes(Resolution resolution) implements Dialled {}
  }

  /// @param problems told of plans that cannot be read: they are not in force
  PhonePlans(Documents documents, ExchangeLines exchange, Consumer<String> problems) {
    this.exchange = exchange;
    documents
        .lines()
        .forEach((name, line) -> {
          if (!line.getDialPlan().isEmpty()) {
            try {
              DigitPlan plan = DigitPlan.parse(line.getDialPlan());
              plans.put(name, new PhonePlan(plan, line.getPlanPrefix()));
            } catch (PatternException e) {
              problems.accept("Line " + name + ": " + e.getMessage());
            }
          }
        });
  }

  /// What becomes of a number by the caller's own plan. Of anybody who has none: nothing.
  Dialled dialled(Caller caller, String called) {
    PhonePlan own = caller.kind() == OriginKind.ORIGIN_KIND_LINE ? plans.get(caller.name()) : null;
    if (own == null) {
      return new Dialled.Other(called);
    }
    String words = "the dial plan of " + caller;
    return switch (own.plan().dial(called)) {
      case Outcome.Refused _ ->
          new Dialled.Goes(new Resolution.Rejected(words + " has no " + called));
      case Outcome.Blocked(String by) ->
          new Dialled.Goes(new Resolution.Rejected(words + " blocks " + called + " (" + by + ")"));
      case Outcome.Accepted(String number, boolean line, _) ->
          line
              ? new Dialled.Goes(
                  exchange
                      .byRule(caller, number, words + " sends " + called + " to line ")
                      .orElseGet(() ->
                          new Resolution.Rejected(
                              words + " sends " + called + " to an exchange line: there is none")))
              : new Dialled.Other(own.prefix() + number);
    };
  }
}
