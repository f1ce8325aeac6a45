package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.SmsDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Decides where calls and messages go. Immutable, pure, thread-safe; some microseconds a decision.
///
/// A decision with targets names them in the order they are to be tried. Its `cause` and
/// `sip_status` then say what to answer when every one of them turns out to be busy: 503 / 34 for a
/// choice of lines, 486 / 17 for one phone. Without targets they are the refusal: 404 / 1, 403 /
/// 21, 503 / 34.
public final class Router {
  /// The order that holds when nothing else is configured. Emergency comes first, always.
  public static final List<RoutingRule> RULES =
      List.of(new EmergencyRule(), new NumberListRule(), new AuthorisationRule(), new TargetRule());

  private final Plan plan;
  private final List<RoutingRule> rules;

  private Router(Plan plan, List<RoutingRule> rules) {
    this.plan = plan;
    this.rules = List.copyOf(rules);
  }

  /// Compiles the documents; done once per change of configuration.
  public static Router of(Documents documents) {
    return of(documents, RULES);
  }

  /// With other rules, or in another order.
  public static Router of(Documents documents, List<RoutingRule> rules) {
    return new Router(Plan.of(documents), rules);
  }

  /// Whether this number is an emergency number: send at once, never refuse.
  public boolean isEmergency(String number) {
    return plan.emergency(plan.plain(number)).isPresent();
  }

  /// The emergency numbers as they are dialled, without any prefix (catalogue E4): a phone that has
  /// dialled one of them waits for no further digit.
  public Set<String> emergencyNumbers() {
    return plan.emergencyNumbers();
  }

  /// What could not be compiled and is therefore not in force.
  public List<String> problems() {
    return plan.problems();
  }

  /// Decides one call.
  public Decision route(RouteRequest request, LineStates lines) {
    Inquiry inquiry = inquiry(request, lines);
    List<String> trace = new ArrayList<>();
    trace.add(
        inquiry.caller()
            + " calls "
            + (inquiry.called().isEmpty() ? "(no number)" : inquiry.called()));
    for (RoutingRule rule : rules) {
      Verdict verdict = rule.judge(inquiry);
      verdict.trace().forEach(line -> trace.add(rule.name() + ": " + line));
      if (verdict instanceof Verdict.Decided decided) {
        return finish(decided.decision(), inquiry, trace);
      }
    }
    trace.add("no rule decided");
    return finish(Refusal.UNKNOWN_NUMBER.decision("no rule decided"), inquiry, trace);
  }

  /// Decides by which lines a short message leaves.
  public SmsDecision authorizeSms(AuthorizeSmsRequest request, LineStates lines) {
    return new SmsRule(plan).decide(request, lines);
  }

  private Inquiry inquiry(RouteRequest request, LineStates lines) {
    Caller caller = new Caller(request.getOriginKind(), request.getOrigin());
    String called = plan.called(caller, request.getCalledNumber());
    return new Inquiry(
        request,
        caller,
        called,
        plan.resolve(caller, called, request.getCallingNumber()),
        plan,
        lines);
  }

  private Decision finish(Decision decision, Inquiry inquiry, List<String> trace) {
    Caller caller = inquiry.caller();
    Decision.Builder finished = decision.toBuilder().clearTrace().addAllTrace(trace);
    finished.setCallingNumber(inquiry.request().getCallingNumber());
    if (caller.kind() == OriginKind.ORIGIN_KIND_EXTENSION) {
      finished.setCallingNumber(caller.name());
      finished.setCallingName(plan.displayName(caller.name()));
    }
    return finished.build();
  }
}
