package io.patchbay.dialplan.decision;

import io.patchbay.contract.Fault;
import io.patchbay.contract.Times;
import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.event.v1.CallDigest;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.ReplayState;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.proto.policy.v1.ReplayCall;
import io.patchbay.proto.policy.v1.ReplayResponse;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.SmsDecision;
import io.patchbay.routing.LineStates;
import io.patchbay.routing.Patterns;
import io.patchbay.routing.Router;
import io.patchbay.routing.RoutingRule;
import io.patchbay.routing.call.PinLocks;
import io.patchbay.routing.limit.CallLimits;
import io.patchbay.routing.list.NumberSet;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Takes facts in and answers questions. Thread-safe: one lock, held for microseconds, so that of
/// two calls at the same moment the second sees what the first was given.
public final class Decisions {
  /// Calls that are known to have been counted, at least.
  public static final int REMEMBERED_CALLS = 10_000;

  private final List<RoutingRule> rules;
  private final Function<String, NumberSet> files;
  private final LineTable lines = new LineTable();
  private final Nuisance nuisance = new Nuisance();
  private final PinLocks pins = new PinLocks();
  private final Phones phones = new Phones();
  private Documents documents = Documents.empty();
  private Router router;

  /// Without files of numbers.
  public Decisions(List<RoutingRule> rules) {
    this(rules, _ -> NumberSet.empty());
  }

  /// @param rules in the order they are asked
  /// @param files the numbers of NumberListSpec.file
  public Decisions(List<RoutingRule> rules, Function<String, NumberSet> files) {
    this.rules = List.copyOf(rules);
    this.files = files;
    this.router = Router.of(documents, rules, files);
  }

  /// Takes changed documents; one without a spec is a deletion.
  ///
  /// @return patterns that cannot be read and are not in force
  public List<String> configure(Collection<Document> changed) {
    Documents next = documents().with(changed);
    Router compiled = Router.of(next, rules, files);
    synchronized (this) {
      documents = next;
      router = compiled;
    }
    return compiled.problems();
  }

  public synchronized void report(LineStateRecord record) {
    lines.report(record);
  }

  /// The line is no longer reported.
  public synchronized void forget(String line) {
    lines.forget(line);
  }

  /// What policies have done to a line.
  public synchronized void police(PolicyStateRecord state) {
    lines.police(state);
  }

  /// Somebody has set something on a phone.
  public synchronized void set(PhoneSetting setting) {
    phones.set(setting);
  }

  public synchronized void count(CallRecord record) {
    pins.count(record);
    phones.count(record);
    if (lines.count(record)) {
      nuisance.count(
          record,
          documents
              .lines()
              .getOrDefault(record.getOrigin(), LineSpec.getDefaultInstance())
              .getAutoDeny());
    }
  }

  /// All that is remembered of calls that are over, as it is now; together the parts are one
  /// digest. Holds the lock for a copy only.
  public Stream<CallDigest> digest() {
    CallDigest.Builder rest = CallDigest.newBuilder();
    synchronized (this) {
      nuisance.write(rest);
      pins.write(rest);
      return Stream.of(Stream.of(rest.build()), lines.digest(), phones.digest())
          .flatMap(Function.identity());
    }
  }

  /// Remembers that; before any call is counted.
  public synchronized void restore(CallDigest digest) {
    lines.read(digest);
    nuisance.read(digest);
    pins.read(digest);
    phones.read(digest);
  }

  public synchronized Documents documents() {
    return documents;
  }

  /// Decides, and keeps the first line for this call until its edge reports it busy.
  ///
  /// @throws Fault UNAVAILABLE while no document has been read: the caller's own snapshot knows
  ///   better
  public synchronized Decision route(RouteRequest request, Instant now) {
    requireDocuments();
    pins.count(request, now);
    Decision decision = router.route(dated(request, now), states(request, now));
    if (decision.getTargetsCount() > 0 && !decision.getTargets(0).getLine().isEmpty()) {
      lines.reserve(decision.getTargets(0).getLine(), request.getCallId(), now);
    }
    return decision;
  }

  /// Decides, keeps nothing, and tells of every line.
  public synchronized Decision explain(RouteRequest request, Instant now) {
    requireDocuments();
    return router.explain(dated(request, now), states(request, now));
  }

  public synchronized SmsDecision authorizeSms(AuthorizeSmsRequest request, Instant now) {
    requireDocuments();
    LineStates states = lines.seenBy("", now, history());
    return router.authorizeSms(request, states, now);
  }

  /// The limits of the documents.
  public synchronized CallLimits limits() {
    return router.limits();
  }

  /// What changed documents would make of calls that were. Holds no lock while it asks.
  ///
  /// @param state of the calls before them; the default: there were none
  /// @throws DocumentException with every problem, when the documents would not fit together
  /// @throws Fault UNAVAILABLE while no document has been read
  public ReplayResponse replay(
      Collection<Document> changed, List<ReplayCall> calls, ReplayState state) {
    Documents next;
    Router before;
    synchronized (this) {
      requireDocuments();
      next = documents.with(changed);
      before = router;
    }
    next.check(Patterns.check());
    return Replay.of(before, Router.of(next, rules, files), calls, state);
  }

  /// By which way an emergency call of every extension and phone would leave now.
  public synchronized EmergencyReport checkEmergency(Instant now) {
    requireDocuments();
    return router.checkEmergency(lines.seenBy("", now, history()));
  }

  /// The public number that a call leaves the house for; empty for any other.
  public Optional<String> publicNumber(RouteRequest request, Instant now) {
    Router asked;
    synchronized (this) {
      asked = router;
    }
    return asked.publicNumber(dated(request, now));
  }

  private History history() {
    return new History(nuisance, pins, phones, documents);
  }

  private static RouteRequest dated(RouteRequest request, Instant now) {
    return request.hasAt() ? request : request.toBuilder().setAt(Times.timestamp(now)).build();
  }

  private LineStates states(RouteRequest request, Instant now) {
    return lines.seenBy(request.getCallId(), now, history());
  }

  private void requireDocuments() {
    if (documents.isEmpty()) {
      throw new Fault(Fault.Kind.UNAVAILABLE, "dial-plan has not read any configuration yet");
    }
  }
}
