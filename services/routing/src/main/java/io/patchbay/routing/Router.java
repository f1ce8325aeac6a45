package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.SmsDecision;
import io.patchbay.routing.limit.CallLimits;
import io.patchbay.routing.list.NumberSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Decides where calls and messages go. Immutable, pure, thread-safe; some microseconds a decision.
///
/// A decision with targets names them in the order they are to be tried. Its `cause` and
/// `sip_status` then say what to answer when every one of them turns out to be busy: 503 / 34 for a
/// choice of lines, 486 / 17 for one phone. Without targets they are the refusal: 404 / 1, 403 /
/// 21, 503 / 34.
public final class Router {
  /// The order that holds when nothing else is configured. Emergency comes first, always.
  public static final List<RoutingRule> RULES =
      List.of(
          new EmergencyRule(),
          new FeatureRule(false),
          new NormaliseRule(),
          new AuthoriseRule(),
          new RewriteRule(),
          new OverlapRule(),
          new DivertRule(),
          new ShieldRule(),
          new LoopRule(),
          new SelectRule(),
          new AdmitRule(),
          new LimitRule(false),
          new PresentRule());

  /// As [#RULES], where what phones set by feature codes is kept.
  public static final List<RoutingRule> KEEPING_RULES =
      RULES.stream()
          .map(rule -> rule instanceof FeatureRule ? new FeatureRule(true) : rule)
          .toList();

  private final Plan plan;
  private final List<RoutingRule> rules;

  private Router(Plan plan, List<RoutingRule> rules) {
    this.plan = plan;
    this.rules = List.copyOf(rules);
  }

  /// Compiles the documents; done once per change of configuration. Lists of numbers that are files
  /// are not known.
  public static Router of(Documents documents) {
    return of(documents, RULES);
  }

  /// With other rules, or in another order.
  public static Router of(Documents documents, List<RoutingRule> rules) {
    return new Router(Plan.of(documents, null), rules);
  }

  /// With lists of numbers that are files.
  ///
  /// @param files the numbers of NumberListSpec.file; asked while the documents are compiled
  public static Router of(
      Documents documents, List<RoutingRule> rules, Function<String, NumberSet> files) {
    return new Router(Plan.of(documents, files), rules);
  }

  /// Whether this number is an emergency number: send at once, never refuse.
  public boolean isEmergency(String number) {
    return plan.emergency(plan.plain(number), plan.emergency().place(""), _ -> false).isPresent();
  }

  /// The emergency numbers as they are dialled, with and without an outside prefix (catalogue E4,
  /// 2): a phone that has dialled one of them waits for no further digit. Takes some milliseconds.
  public Set<String> emergencyNumbers() {
    return plan.everyEmergencyNumber();
  }

  /// What each phone with an exchange line of its own dials to hear it, by the name of its line: it
  /// waits for no further digit.
  public Map<String, String> accessCodes() {
    return plan.exchange().accessCodes();
  }

  /// The feature codes of each phone and extension.
  public FeatureCodes featureCodes() {
    return plan.featureCodes();
  }

  /// Whether a phone has an exchange line that is no help to it when the gateway is away.
  boolean withoutLifeline(String phone) {
    return plan.exchange().never(phone);
  }

  /// Whether somebody has taken note of that.
  boolean lifelineConfirmed(String phone) {
    return plan.exchange().neverConfirmed(phone);
  }

  /// What could not be compiled and is therefore not in force.
  public List<String> problems() {
    return plan.problems();
  }

  /// The limits of its documents.
  public CallLimits limits() {
    return plan.limits();
  }

  /// Decides one call, at the time the request says. Of the lines it looked at, the trace names
  /// few.
  public Decision route(RouteRequest request, LineStates lines) {
    return decide(request, lines, new Trace(Trace.FEW));
  }

  /// Decides as [#route] does, with every line in the trace.
  public Decision explain(RouteRequest request, LineStates lines) {
    return decide(request, lines, new Trace(Trace.ALL));
  }

  private Decision decide(RouteRequest request, LineStates lines, Trace trace) {
    Inquiry inquiry = Inquiry.of(request, plan, lines);
    trace.question(inquiry);
    for (RoutingRule rule : rules) {
      Verdict verdict = rule.judge(inquiry);
      trace.add(rule.name(), verdict.notes());
      switch (verdict) {
        case Verdict.Pass _ -> {}
        case Verdict.Changed(Inquiry changed, _) -> inquiry = changed.after(inquiry);
        case Verdict.Decided(Decision decision, _) -> {
          return decided(inquiry, trace, shown(decision, inquiry.draft()));
        }
      }
    }
    return inquiry.draft().getTargetsCount() > 0
        ? decided(inquiry, trace, inquiry.draft())
        : decided(inquiry, trace, shown(undecided(trace), inquiry.draft()));
  }

  private static Decision decided(Inquiry inquiry, Trace trace, Decision decision) {
    return trace.on(inquiry.back().map(back -> CallBack.ahead(back, decision)).orElse(decision));
  }

  private static Decision undecided(Trace trace) {
    String reason = "no rule decided";
    trace.add("", Note.all(reason));
    return Refusal.UNKNOWN_NUMBER.decision(reason);
  }

  /// Who calls is shown as it was so far when the decision does not say.
  private static Decision shown(Decision decision, Decision draft) {
    return decision.getCallingNumber().isEmpty()
        ? decision.toBuilder()
            .setCallingNumber(draft.getCallingNumber())
            .setCallingName(draft.getCallingName())
            .build()
        : decision;
  }

  /// The public number that a call leaves the house for, as E.164; empty for any other call, and
  /// for an emergency number.
  public Optional<String> publicNumber(RouteRequest request) {
    Inquiry inquiry = Inquiry.of(request, plan, LineStates.unknown());
    if (isEmergency(inquiry.called())) {
      return Optional.empty();
    }
    Inquiry known = NormaliseRule.known(inquiry);
    return known.resolution() instanceof Resolution.Found found
            && found.to().getExtension().isEmpty()
        ? plan.numberings().of(inquiry.caller()).e164(found.number())
        : Optional.empty();
  }

  /// By which way an emergency call of every extension and phone would leave now.
  public EmergencyReport checkEmergency(LineStates lines) {
    return new EmergencyCheck(this, plan.documents(), lines).report();
  }

  /// Decides by which lines a short message leaves, where the time is not known: entries of lists
  /// have no end.
  public SmsDecision authorizeSms(AuthorizeSmsRequest request, LineStates lines) {
    return authorizeSms(request, lines, Instant.EPOCH);
  }

  /// Decides by which lines a short message leaves now.
  public SmsDecision authorizeSms(AuthorizeSmsRequest request, LineStates lines, Instant now) {
    return new SmsRule(plan, now).decide(request, lines);
  }
}
