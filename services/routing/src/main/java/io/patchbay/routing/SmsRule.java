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
import java.util.stream.Stream;

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
    List<String> forms = forms(caller, recipient);
    Optional<String> against = against(caller, forms);
    if (against.isPresent()) {
      return refused(recipient, against.get());
    }
    SmsRouteSpec route = route(request.getLine(), forms);
    String number = formed(caller, route, number(route, forms), recipient);
    LineOrder.Ordered ordered =
        LineOrder.of(
            sims(route).stream().map(line -> candidate(line, number, states)).toList(),
            Selection.LEAST_CALLS);
    trace.add(Candidate.words(ordered.all(), Trace.FEW));
    if (ordered.lines().isEmpty()) {
      boolean away =
          ordered.dropped().stream()
              .allMatch(one -> one.against().equals(Candidate.OUT_OF_SERVICE));
      return refused(number, away ? "no SIM line in service" : ordered.none(number));
    }
    String dialled = ordered.candidates().getFirst().number();
    if (!dialled.equals(number)) {
      trace.add("dialled as " + dialled + " by the number rules of " + ordered.lines().getFirst());
    }
    return SmsDecision.newBuilder()
        .addAllLines(dialling(ordered.candidates(), dialled))
        .setRecipient(dialled)
        .setValidityS(route.getValidityS())
        .setWaitForLimits(route.getWaitForLimits())
        .addAllTrace(trace)
        .build();
  }

  /// As it was written, and as E.164 when that is another.
  private List<String> forms(Caller caller, String recipient) {
    List<String> forms = new ArrayList<>(List.of(recipient));
    plan.numberings()
        .of(caller)
        .e164(recipient)
        .filter(e164 -> !e164.equals(recipient))
        .ifPresent(e164 -> {
          trace.add(recipient + " is " + e164);
          forms.add(e164);
        });
    return forms;
  }

  /// A line with what its number rules make of the recipient.
  private Candidate candidate(String line, String number, LineStates states) {
    LineUse use = idle(states.of(line));
    return plan.messageOnLine(line, number)
        .map(dialled -> Candidate.of(line, dialled, use))
        .orElseGet(() ->
            new Candidate(
                line,
                number,
                use,
                Candidate.Preference.NONE,
                "its number rules do not let " + number + " through",
                true,
                ""));
  }

  /// Lines that dial the same number: a message is coded once.
  private List<String> dialling(List<Candidate> candidates, String number) {
    candidates.stream()
        .filter(one -> !one.number().equals(number))
        .forEach(one -> trace.add(one.line() + " is left out, it dials " + one.number()));
    return candidates.stream()
        .filter(one -> one.number().equals(number))
        .map(Candidate::line)
        .toList();
  }

  /// In the form that the route wants (Destination.number_form).
  private String formed(Caller caller, SmsRouteSpec route, String number, String written) {
    Optional<String> e164 = plan.numberings().of(caller).e164(number);
    return switch (route.getTo().getNumberForm()) {
      case NUMBER_FORM_UNSPECIFIED, UNRECOGNIZED -> number;
      case NUMBER_FORM_E164 -> e164.orElse(number);
      case NUMBER_FORM_NATIONAL ->
          e164.map(plan.numberings().of(route.getTo())::national).orElse(number);
      case NUMBER_FORM_AS_DIALLED -> written;
    };
  }

  private Optional<String> against(Caller caller, List<String> forms) {
    String recipient = forms.getFirst();
    if (!Alphabet.isNumber(recipient)) {
      return Optional.of("`" + recipient + "` is not a number");
    }
    if (AuthoriseRule.internalOnly(plan, caller)) {
      return Optional.of(caller + " may call inside only");
    }
    return NumberLists.problem(plan.lists(), caller, "called", forms, at);
  }

  private SmsRouteSpec route(String line, List<String> forms) {
    if (!line.isEmpty()) {
      trace.add("line " + line + " was asked for");
      return SmsRouteSpec.newBuilder().setTo(Destination.newBuilder().setLine(line)).build();
    }
    for (Map.Entry<String, SmsRouteSpec> route : plan.documents().smsRoutes().entrySet()) {
      if (accepted(route.getValue(), forms).isPresent()) {
        trace.add("route `" + route.getKey() + "`: " + Targets.words(route.getValue().getTo()));
        return route.getValue();
      }
    }
    trace.add("no route: any SIM line");
    return SmsRouteSpec.getDefaultInstance();
  }

  /// What the route's pattern makes of the first form that matches; empty: it is not for it.
  private static Optional<String> accepted(SmsRouteSpec route, List<String> forms) {
    if (DigitPlan.problem(route.getPattern()).isPresent()) {
      return Optional.empty();
    }
    DigitPlan pattern = DigitPlan.parse(route.getPattern());
    return forms.stream()
        .flatMap(form ->
            pattern.dial(form) instanceof Outcome.Accepted accepted
                ? Stream.of(accepted.number())
                : Stream.empty())
        .findFirst();
  }

  private static String number(SmsRouteSpec route, List<String> forms) {
    return route.getPattern().isEmpty()
        ? forms.getFirst()
        : accepted(route, forms).orElse(forms.getFirst());
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
