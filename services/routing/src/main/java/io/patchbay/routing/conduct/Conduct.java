package io.patchbay.routing.conduct;

import io.patchbay.contract.Times;
import io.patchbay.proto.config.v1.PolicyAction;
import io.patchbay.proto.config.v1.RunPolicySpec;
import io.patchbay.proto.event.v1.PolicyFiring;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.Alarm;
import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Exhaustion;
import io.patchbay.proto.limit.v1.LedgerState;
import io.patchbay.proto.limit.v1.LineCall;
import io.patchbay.proto.limit.v1.PolicyTally;
import io.patchbay.proto.limit.v1.PolicyTerms;
import io.patchbay.proto.limit.v1.PolicyTick;
import io.patchbay.proto.limit.v1.Restoration;
import io.patchbay.proto.limit.v1.SelfTest;
import io.patchbay.proto.limit.v1.Telling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How lines behave, and what run policies have done to them: `(state, entry) -> state`, the same
/// in every replica since the entries come in the order of one log. Part of the ledger. Not
/// thread-safe.
///
/// A policy that has fired counts anew, so that it fires once for what it saw; a call counts once,
/// however often it is told.
public final class Conduct {
  /// Of a line; older ones have been told often enough.
  static final int FIRINGS = 20;

  private final Map<Counted, Tally> tallies = new TreeMap<>();
  private final Map<String, PolicyStateRecord> states = new TreeMap<>();
  private final SeenCalls seen = new SeenCalls();
  private final Set<String> changed = new TreeSet<>();

  /// One line under one policy.
  private record Counted(String line, String policy) implements Comparable<Counted> {
    @Override
    public int compareTo(Counted other) {
      int byLine = line.compareTo(other.line);
      return byLine == 0 ? policy.compareTo(other.policy) : byLine;
    }
  }

  /// Nothing has happened.
  public Conduct() {}

  /// As it was written down.
  public static Conduct of(LedgerState state) {
    Conduct conduct = new Conduct();
    for (PolicyTally one : state.getTalliesList()) {
      conduct.tallies.put(
          new Counted(one.getLine(), one.getPolicy()),
          new Tally(
              one.getCalls(),
              one.getAnswered(),
              one.getSeconds(),
              one.getNoRing(),
              one.getUnanswered(),
              one.getShort(),
              Times.instant(one.getSince())));
    }
    state.getPolicyStatesList().forEach(record -> conduct.states.put(record.getSubject(), record));
    conduct.seen.readFrom(state);
    return conduct;
  }

  /// Writes everything down.
  public void writeTo(LedgerState.Builder state) {
    tallies.forEach((key, tally) ->
        state.addTallies(
            PolicyTally.newBuilder()
                .setLine(key.line())
                .setPolicy(key.policy())
                .setCalls(tally.calls())
                .setAnswered(tally.answered())
                .setSeconds(tally.seconds())
                .setNoRing(tally.noRing())
                .setUnanswered(tally.unanswered())
                .setShort(tally.shortCalls())
                .setSince(Times.timestamp(tally.since()))));
    state.addAllPolicyStates(states.values());
    seen.writeTo(state);
  }

  /// Counts a call, unless it was counted.
  ///
  /// @return false: it was
  public boolean count(LineCall call, Instant at) {
    if (!seen.add(call.getLine(), Times.instant(call.getEndedAt()))) {
      return false;
    }
    List<PolicyTerms> policies = call.getPoliciesList();
    forgetOthers(call.getLine(), policies);
    for (PolicyTerms policy : policies) {
      Counted key = new Counted(call.getLine(), policy.getName());
      tallies.put(key, tallies.getOrDefault(key, Tally.from(at)).plus(call, policy.getSpec()));
    }
    for (PolicyTerms policy : policies) {
      tallies
          .getOrDefault(new Counted(call.getLine(), policy.getName()), Tally.from(at))
          .fires(policy.getSpec())
          .ifPresent(reason -> fire(call.getLine(), policy, reason, at));
    }
    return true;
  }

  /// Policies that do not concern the line any more.
  private void forgetOthers(String line, List<PolicyTerms> policies) {
    tallies
        .keySet()
        .removeIf(key ->
            key.line().equals(line)
                && policies.stream().noneMatch(one -> one.getName().equals(key.policy())));
  }

  /// Fires a policy whose minutes are over. The first tick begins them.
  ///
  /// @return false: they are not
  public boolean tick(PolicyTick tick, Instant at) {
    PolicyTerms policy = tick.getPolicy();
    Counted key = new Counted(tick.getLine(), policy.getName());
    Tally tally = tallies.get(key);
    if (tally == null) {
      tallies.put(key, Tally.from(at));
      return true;
    }
    if (!tally.due(policy.getSpec(), at)) {
      return false;
    }
    int minutes = policy.getSpec().getEveryMinutes();
    fire(tick.getLine(), policy, minutes + " minutes have passed", at);
    return true;
  }

  /// Whether a tick would change anything.
  public boolean awaits(String line, String policy, RunPolicySpec spec, Instant now) {
    Tally tally = tallies.get(new Counted(line, policy));
    return tally == null || tally.due(spec, now);
  }

  private void fire(String line, PolicyTerms policy, String reason, Instant at) {
    List<PolicyAction> actions = policy.getSpec().getActionsList();
    if (actions.contains(PolicyAction.POLICY_ACTION_RESET_COUNTERS)) {
      anew(line, at);
    } else {
      tallies.put(new Counted(line, policy.getName()), Tally.from(at));
    }
    String subject = "line/" + line;
    PolicyStateRecord before = state(subject);
    List<PolicyFiring> firings = new ArrayList<>(before.getFiringsList());
    // one line a policy: how often it has said so is of no use to anybody
    boolean said =
        firings.stream()
            .anyMatch(one ->
                one.getPolicy().equals(policy.getName()) && one.getActionsList().equals(actions));
    if (said) {
      return;
    }
    firings.add(
        PolicyFiring.newBuilder()
            .setPolicy(policy.getName())
            .setReason(reason)
            .setAt(Times.timestamp(at))
            .addAllActions(actions)
            .build());
    put(before, firings.size() > FIRINGS ? firings.subList(1, firings.size()) : firings);
  }

  /// Something happened that somebody has to look at, until he restores the subject.
  ///
  /// @return false: it was told before
  public boolean alarm(Alarm alarm) {
    if (!seen.add(alarm.getSubject(), Times.instant(alarm.getHappenedAt()))) {
      return false;
    }
    PolicyStateRecord before = state(alarm.getSubject());
    List<PolicyFiring> firings = new ArrayList<>(before.getFiringsList());
    firings.add(
        PolicyFiring.newBuilder()
            .setPolicy(alarm.getName())
            .setReason(alarm.getReason())
            .setAt(alarm.getHappenedAt())
            .build());
    put(before, firings.size() > FIRINGS ? firings.subList(1, firings.size()) : firings);
    return true;
  }

  /// People are about to be told of a call.
  ///
  /// @return false: they have been
  public boolean told(Telling telling) {
    return seen.add(telling.getSubject(), Times.instant(telling.getEndedAt()));
  }

  /// Takes the result of a day's self-test; it replaces the last one.
  ///
  /// @return false: that day's is known
  public boolean tested(SelfTest test) {
    if (!seen.add(HelpAlarms.SELF_TEST, Times.instant(test.getDueAt()))) {
      return false;
    }
    PolicyFiring failed =
        PolicyFiring.newBuilder()
            .setPolicy(HelpAlarms.TEST_FAILED)
            .setReason(String.join("; ", test.getProblemsList()))
            .setAt(test.getDueAt())
            .build();
    PolicyStateRecord before = state(HelpAlarms.SELF_TEST);
    List<PolicyFiring> now = test.getProblemsCount() == 0 ? List.of() : List.of(failed);
    if (!now.equals(before.getFiringsList())) {
      put(before, now);
    }
    return true;
  }

  /// More calls begin than ought to (catalogue D13). Told once, until it is restored.
  public void alarm(String subject, Claim claim, Instant at) {
    PolicyStateRecord before = state(subject);
    String name = Exhaustions.policy(claim.getQuota());
    boolean said =
        before.getFiringsList().stream()
            .anyMatch(one ->
                one.getPolicy().equals(name)
                    && one.getMeasure().isEmpty()
                    && one.getActionsCount() == 0);
    if (!said) {
      List<PolicyFiring> firings = new ArrayList<>(before.getFiringsList());
      firings.add(
          PolicyFiring.newBuilder()
              .setPolicy(name)
              .setReason(
                  "more than "
                      + claim.getLimit()
                      + " calls within "
                      + claim.getWithinS() / 60
                      + " min")
              .setAt(Times.timestamp(at))
              .build());
      put(before, firings);
    }
  }

  /// A limit that is counted for good is used up, or is not any more, or there is no such limit.
  ///
  /// @param used seconds, calls or millionths
  /// @return false: nothing changes
  public boolean exhaust(Exhaustion told, long used, Instant at) {
    if (!differs(told, used)) {
      return false;
    }
    PolicyStateRecord before = state(told.getSubject());
    String name = Exhaustions.policy(told.getQuota());
    List<PolicyFiring> firings = new ArrayList<>(before.getFiringsList());
    firings.removeIf(one -> tells(one, told));
    if (usedUp(told, used)) {
      firings.add(
          PolicyFiring.newBuilder()
              .setPolicy(name)
              .setReason(Exhaustions.words(told))
              .setAt(Times.timestamp(at))
              .addAllActions(told.getActionsList())
              .setMeasure(Exhaustions.measure(told))
              .build());
    }
    put(before, firings);
    return true;
  }

  /// Whether what is known of a limit is not so any more, or not what becomes of the subject.
  ///
  /// @param used seconds, calls or millionths
  public boolean differs(Exhaustion told, long used) {
    Optional<PolicyFiring> said =
        state(told.getSubject()).getFiringsList().stream()
            .filter(one -> tells(one, told))
            .findFirst();
    boolean usedUp = usedUp(told, used);
    return said.isPresent() != usedUp
        || (usedUp && said.stream().anyMatch(one -> !same(one, told)));
  }

  private static boolean usedUp(Exhaustion told, long used) {
    return !told.getGone() && used >= told.getLimit();
  }

  private static boolean same(PolicyFiring said, Exhaustion told) {
    return said.getActionsList().equals(told.getActionsList())
        && said.getReason().equals(Exhaustions.words(told));
  }

  /// Those without a measure are of velocity, or from before measures were named.
  private static boolean tells(PolicyFiring said, Exhaustion told) {
    return said.getPolicy().equals(Exhaustions.policy(told.getQuota()))
        && said.getMeasure().equals(Exhaustions.measure(told))
        && (!said.getMeasure().isEmpty() || said.getActionsCount() > 0);
  }

  private void anew(String line, Instant at) {
    tallies.replaceAll((key, tally) -> key.line().equals(line) ? Tally.from(at) : tally);
  }

  private void put(PolicyStateRecord before, List<PolicyFiring> firings) {
    states.put(
        before.getSubject(),
        before.toBuilder()
            .clearFirings()
            .addAllFirings(firings)
            .setRevision(before.getRevision() + 1)
            .build());
    changed.add(before.getSubject());
  }

  /// Takes back what policies have done; their counters begin anew.
  ///
  /// @return false: nothing was done to any
  public boolean restore(Restoration restoration, Instant at) {
    boolean any = false;
    for (String subject : restoration.getSubjectsList()) {
      PolicyStateRecord before = state(subject);
      if (before.getFiringsCount() > 0) {
        put(before, List.of());
        anew(subject.substring(subject.indexOf('/') + 1), at);
        any = true;
      }
    }
    return any;
  }

  /// What was done to a subject.
  public PolicyStateRecord state(String subject) {
    return states.getOrDefault(subject, PolicyStateRecord.newBuilder().setSubject(subject).build());
  }

  /// Of every subject that anything was ever done to.
  public List<PolicyStateRecord> states() {
    return List.copyOf(states.values());
  }

  /// Whether a call of a line was counted, or comes too late for that.
  public boolean counted(String line, Instant ended) {
    return seen.has(line, ended);
  }

  /// What has changed since this was asked last.
  public List<PolicyStateRecord> changes() {
    List<PolicyStateRecord> news = changed.stream().map(this::state).toList();
    changed.clear();
    return news;
  }
}
