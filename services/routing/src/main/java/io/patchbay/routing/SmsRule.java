package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.SmsRouteSpec;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.SmsDecision;
import io.patchbay.routing.pattern.Alphabet;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Chooses the SIM lines a short message leaves by: the one asked for, else those of the first
/// route, else any.
final class SmsRule {
  private final Plan plan;
  private final Instant at;
  private final List<String> trace = new ArrayList<>();

  SmsRule(Plan plan, Instant at) {
    this.plan = plan;
    this.at = at;
  }

  SmsDecision decide(AuthorizeSmsRequest request, LineStates states) {
    Caller caller = new Caller(request.getOriginKind(), request.getOrigin());
    String recipient = Alphabet.normalise(request.getRecipient());
    trace.add(caller + " writes to " + recipient);
    Optional<String> against = against(caller, recipient);
    if (against.isPresent()) {
      return refused(recipient, against.get());
    }
    SmsRouteSpec route = route(request.getLine(), recipient);
    String number = number(route, recipient);
    LineOrder.Ordered ordered =
        LineOrder.of(
            sims(route).stream()
                .map(line -> LineOrder.Candidate.of(line, number, idle(states.of(line))))
                .toList(),
            Selection.LEAST_CALLS);
    trace.add(ordered.words());
    if (ordered.lines().isEmpty()) {
      return refused(number, "no SIM line in service");
    }
    return SmsDecision.newBuilder()
        .addAllLines(ordered.lines())
        .setRecipient(number)
        .setValidityS(route.getValidityS())
        .addAllTrace(trace)
        .build();
  }

  private Optional<String> against(Caller caller, String recipient) {
    if (!Alphabet.isNumber(recipient)) {
      return Optional.of("`" + recipient + "` is not a number");
    }
    if (AuthoriseRule.internalOnly(plan, caller)) {
      return Optional.of(caller + " may call inside only");
    }
    return NumberLists.problem(plan.lists(), caller, "called", List.of(recipient), at);
  }

  private SmsRouteSpec route(String line, String recipient) {
    if (!line.isEmpty()) {
      trace.add("line " + line + " was asked for");
      return SmsRouteSpec.newBuilder().setTo(Destination.newBuilder().setLine(line)).build();
    }
    for (Map.Entry<String, SmsRouteSpec> route : plan.documents().smsRoutes().entrySet()) {
      if (matches(route.getValue(), recipient)) {
        trace.add("route `" + route.getKey() + "`: " + Targets.words(route.getValue().getTo()));
        return route.getValue();
      }
    }
    trace.add("no route: any SIM line");
    return SmsRouteSpec.getDefaultInstance();
  }

  private static boolean matches(SmsRouteSpec route, String recipient) {
    return DigitPlan.problem(route.getPattern()).isEmpty()
        && DigitPlan.parse(route.getPattern()).dial(recipient) instanceof Outcome.Accepted;
  }

  private static String number(SmsRouteSpec route, String recipient) {
    return !route.getPattern().isEmpty()
            && DigitPlan.parse(route.getPattern()).dial(recipient)
                instanceof Outcome.Accepted accepted
        ? accepted.number()
        : recipient;
  }

  private List<String> sims(SmsRouteSpec route) {
    Destination to = route.getTo();
    Map<String, LineSpec> lines = plan.documents().lines();
    List<String> named =
        !to.getLine().isEmpty()
            ? List.of(to.getLine())
            : plan.documents()
                .lineGroups()
                .getOrDefault(to.getLineGroup(), LineGroupSpec.getDefaultInstance())
                .getLinesList();
    return (route.hasTo() ? named : List.copyOf(lines.keySet()))
        .stream().filter(line -> lines.containsKey(line) && sends(lines.get(line))).toList();
  }

  private static boolean sends(LineSpec line) {
    return line.getKind() == LineKind.LINE_KIND_SIM && !line.getDisabled();
  }

  /// A modem sends messages during a call, too.
  private static LineUse idle(LineUse use) {
    return use.condition() == LineUse.Condition.BUSY ? use.as(LineUse.Condition.FREE) : use;
  }

  private SmsDecision refused(String recipient, String reason) {
    trace.add(reason);
    return SmsDecision.newBuilder()
        .setRecipient(recipient)
        .setReason(reason)
        .addAllTrace(trace)
        .build();
  }
}
