package io.patchbay.trunk.dialog;

import io.patchbay.proto.limit.v1.OriginName;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.policy.v1.CallLease;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.trunk.dialog.CallState.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The end of a call that its decision sets, and the minutes it was granted: more of them are asked
/// for before they are used up, and without more the call is cut (catalogue G-185).
final class CallLeases {
  private static final Duration AHEAD = Duration.ofSeconds(60);

  /// When less is left, asking again is of no use.
  private static final Duration LAST_TRY = Duration.ofSeconds(4);

  private CallLeases() {}

  /// Sets the timers anew, from the answer on: when it is answered, taken over, or granted more.
  static void schedule(Turn turn) {
    Instant answered = turn.call().times().answered();
    if (answered == null) {
      return;
    }
    Decision decision = turn.call().plan().decision();
    CallLease lease = decision.getLease();
    int granted = lease.getSeconds();
    int longest = decision.getMaxDurationS();
    Duration talked = Duration.between(answered, turn.at());
    int cut = lease.getLetFinish() || granted == 0 ? longest : shorter(granted, longest);
    if (cut > 0) {
      turn.start(Timer.MAX_DURATION, "", left(cut, talked));
    }
    Duration left = left(granted, talked);
    if (left.compareTo(LAST_TRY) > 0 && (longest == 0 || granted < longest)) {
      Duration half = left.dividedBy(2);
      Duration ahead = half.compareTo(AHEAD) < 0 ? half : AHEAD;
      turn.start(Timer.LEASE, "", left.minus(ahead));
    }
  }

  private static int shorter(int granted, int longest) {
    return longest == 0 ? granted : Math.min(granted, longest);
  }

  private static Duration left(int seconds, Duration talked) {
    Duration left = Duration.ofSeconds(seconds).minus(talked);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Asks for more.
  static void due(Turn turn) {
    CallState call = turn.call();
    Leg callee = call.leg(call.callee()).orElse(null);
    if (call.phase() != Phase.ACTIVE || callee == null) {
      return;
    }
    CallLease next = lease(call).toBuilder().setSequence(lease(call).getSequence() + 1).build();
    turn.set(call.with(with(call.plan(), next)));
    turn.emit(
        new Action.Renew(
            RenewRequest.newBuilder()
                .setLease(next.getId())
                .setCallId(call.id())
                .setSequence(next.getSequence())
                .setTarget(callee.party().kind().word() + "/" + callee.party().name())
                .setOrigin(
                    OriginName.newBuilder()
                        .setKind(SetUp.kind(call.origin().party()))
                        .setName(call.origin().party().name()))
                .build()));
  }

  /// More was granted, or not.
  static void renewed(Turn turn, CallEvent.Renewed event) {
    CallState call = turn.call();
    if (call.phase() != Phase.ACTIVE) {
      return;
    }
    CallLease lease = lease(call);
    if (event.seconds() > lease.getSeconds()) {
      turn.set(call.with(with(call.plan(), lease.toBuilder().setSeconds(event.seconds()).build())));
      turn.emit(new Action.Snapshot());
    }
    schedule(turn);
  }

  /// The lease of the call as it was goes on with it when the next decision has none.
  static Plan carried(@Nullable Plan before, Plan next) {
    return before == null || next.decision().hasLease() || !before.decision().hasLease()
        ? next
        : with(next, before.decision().getLease());
  }

  private static CallLease lease(CallState call) {
    return call.plan().decision().getLease();
  }

  private static Plan with(Plan plan, CallLease lease) {
    return new Plan(
        plan.decision().toBuilder().setLease(lease).build(),
        plan.destinations(),
        plan.anyEdge(),
        plan.salt(),
        plan.earlyMedia(),
        plan.codecs());
  }
}
