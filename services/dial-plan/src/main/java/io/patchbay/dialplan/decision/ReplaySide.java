package io.patchbay.dialplan.decision;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Times;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.LedgerState;
import io.patchbay.proto.limit.v1.ReplaySideState;
import io.patchbay.proto.limit.v1.ReplayedCall;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.proto.limit.v1.Use;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.ReplayCall;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.Caller;
import io.patchbay.routing.LineStates;
import io.patchbay.routing.LineUse;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.Router;
import io.patchbay.routing.limit.Answer;
import io.patchbay.routing.limit.Ledger;
import io.patchbay.routing.limit.LimitTerms.Moment;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// One plan that calls of the past are put to, in the order they began, with a ledger of its own: a
/// call takes of the limits what it really lasted, by the first target it is given. Every line is
/// free and unused. Not thread-safe; knows no clock.
final class ReplaySide {
  private static final LineStates ALL_FREE = _ -> LineUse.of(Condition.FREE);

  /// Before what a call was granted is used up, more is asked for.
  private static final long AHEAD_MS = 60_000;

  private static final long LONGEST_S = 30 * 86_400;

  private static final Comparator<ReplayedCall> BY_TIME =
      Comparator.comparingLong(ReplayedCall::getDueMs).thenComparing(ReplayedCall::getLease);

  private final Router router;
  private final Ledger ledger;
  private final PriorityQueue<ReplayedCall> talking = new PriorityQueue<>(BY_TIME);
  private long leases;

  /// @param state as it was left; the default: nothing is used, nobody calls
  ReplaySide(Router router, ReplaySideState state) {
    this.router = router;
    this.ledger = Ledger.of(state.getLedger());
    this.leases = state.getLeases();
    talking.addAll(state.getTalkingList());
  }

  /// To go on from.
  ReplaySideState state() {
    LedgerState written = ledger.state(0);
    return ReplaySideState.newBuilder()
        .setLedger(written)
        .setLeases(leases)
        .addAllTalking(talking.stream().sorted(BY_TIME).toList())
        .build();
  }

  /// What becomes of a call; those before it have ended by then, or talk still.
  Decision route(ReplayCall call) {
    RouteRequest request = call.getCall();
    Instant at = Times.instant(request.getAt());
    passTime(at.toEpochMilli());
    Decision decision = router.route(request, ALL_FREE);
    String caller = new Caller(request.getOriginKind(), request.getOrigin()).key();
    while (decision.getTargetsCount() > 0 && !decision.hasLease()) {
      Optional<Reservation> wanted =
          router.limits().first(caller, decision, new Moment(at, true), ledger, true);
      if (wanted.isEmpty()) {
        break;
      }
      String lease = "replay-" + leases++;
      Reservation named = wanted.get().toBuilder().setLease(lease).setCallId(lease).build();
      Answer answer = ledger.apply(entry(at).setReservation(named).build());
      decision = router.limits().decided(caller, decision, named, answer);
    }
    if (decision.hasLease()) {
      begin(call, caller, decision);
    }
    return decision;
  }

  private void begin(ReplayCall call, String caller, Decision decision) {
    long began = Times.instant(call.getCall().getAt()).toEpochMilli();
    ReplayedCall.Builder talk =
        ReplayedCall.newBuilder()
            .setLease(decision.getLease().getId())
            .setCaller(caller)
            .setTarget(decision.getLease().getTarget())
            .setLetFinish(decision.getLease().getLetFinish())
            .setAnswered(call.getAnswered())
            .setGrantedS(decision.getLease().getSeconds())
            .setAnsweredMs(began + call.getRangMs())
            .setTalkedS(longest(call.getTalkedS(), decision.getMaxDurationS()));
    rate(decision).ifPresent(talk::setRate);
    schedule(talk);
  }

  private static long longest(long talked, int most) {
    return most == 0 ? talked : Math.min(talked, most);
  }

  private static Optional<RateSpec> rate(Decision decision) {
    String target = decision.getLease().getTarget();
    return decision.getTargetsList().stream()
        .filter(one -> one.hasRate() && target.equals(key(one)))
        .map(Target::getRate)
        .findFirst();
  }

  private static String key(Target target) {
    return target.getTrunk().isEmpty() ? "line/" + target.getLine() : "trunk/" + target.getTrunk();
  }

  /// When it ends, or asks for more.
  private void schedule(ReplayedCall.Builder talk) {
    talk.setTalkedS(Math.min(talk.getTalkedS(), LONGEST_S));
    boolean asks = talk.getGrantedS() > 0 && talk.getTalkedS() > talk.getGrantedS();
    long granted = talk.getGrantedS() * 1_000;
    talk.setAsks(asks)
        .setDueMs(
            talk.getAnsweredMs()
                + (asks ? granted - Math.min(AHEAD_MS, granted / 2) : talk.getTalkedS() * 1_000));
    talking.add(talk.build());
  }

  private void passTime(long now) {
    while (!talking.isEmpty() && talking.peek().getDueMs() <= now) {
      ReplayedCall next = talking.remove();
      if (next.getAsks()) {
        more(next);
      } else {
        over(next);
      }
    }
  }

  /// A call that gets no more is cut when its time is used up, or goes on where the limit lets it.
  private void more(ReplayedCall talk) {
    Instant at = Instant.ofEpochMilli(talk.getDueMs());
    Optional<RateSpec> rate = talk.hasRate() ? Optional.of(talk.getRate()) : Optional.empty();
    ReplayedCall.Builder next = talk.toBuilder().setSequence(talk.getSequence() + 1);
    Optional<Reservation> wanted =
        router
            .limits()
            .more(talk.getCaller(), talk.getTarget(), rate, false, new Moment(at, true), ledger);
    long granted =
        wanted
            .map(more ->
                more.toBuilder()
                    .setLease(talk.getLease())
                    .setCallId(talk.getLease())
                    .setSequence(next.getSequence()))
            .map(more -> ledger.apply(entry(at).setReservation(more).build()))
            .map(answer -> answer instanceof Answer.Granted(long seconds, _, _) ? seconds : 0L)
            .orElse(Long.MAX_VALUE / 1_000_000);
    if (granted > talk.getGrantedS()) {
      next.setGrantedS(granted);
    } else {
      next.setTalkedS(talk.getLetFinish() ? talk.getTalkedS() : talk.getGrantedS()).setGrantedS(0);
    }
    schedule(next);
  }

  private void over(ReplayedCall talk) {
    ledger.apply(
        entry(Instant.ofEpochMilli(talk.getDueMs()))
            .setSettlement(
                Settlement.newBuilder()
                    .setCallId(talk.getLease())
                    .addUses(
                        Use.newBuilder()
                            .setTarget(talk.getTarget())
                            .setAnswered(talk.getAnswered())
                            .setSeconds(talk.getTalkedS())))
            .build());
  }

  private static LedgerEntry.Builder entry(Instant at) {
    return LedgerEntry.newBuilder().setAt(Timestamps.fromMillis(at.toEpochMilli()));
  }
}
