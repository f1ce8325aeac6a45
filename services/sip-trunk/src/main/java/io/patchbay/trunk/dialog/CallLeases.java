package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.limit.v1.OriginName;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.policy.v1.CallLease;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.trunk.cause.Causes;
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

  /// A limit refuses it.
  private static final Outcome NOT_GRANTED = new Outcome(Causes.CALL_REJECTED, 403);

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
    if (call.phase() == Phase.ACTIVE && callee != null) {
      ask(turn, key(callee.party()), false);
    }
  }

  /// Whether the next destination may be called: by what was granted, or since nothing limits it.
  static boolean covers(CallState call, Destination next) {
    CallLease lease = lease(call);
    return !call.plan().decision().hasLease()
        || call.times().answered() != null
        || !leavesTheHouse(next)
        || lease.getTarget().isEmpty()
        || lease.getTarget().equals(key(next.party()));
  }

  private static boolean leavesTheHouse(Destination destination) {
    return switch (destination) {
      case Destination.ToLine line -> line.kind() != LineKind.LINE_KIND_FXS;
      case Destination.ToSip sip -> sip.party().kind() != Party.Kind.EXTENSION;
    };
  }

  /// Asks for a lease of the next destination; comes back as [CallEvent.Renewed].
  static void move(Turn turn, Destination next) {
    ask(turn, key(next.party()), true);
  }

  private static void ask(Turn turn, String target, boolean moves) {
    CallState call = turn.call();
    CallLease next = lease(call).toBuilder().setSequence(lease(call).getSequence() + 1).build();
    turn.set(call.with(with(call.plan(), next)));
    RenewRequest.Builder request =
        RenewRequest.newBuilder()
            .setLease(next.getId())
            .setCallId(call.id())
            .setSequence(next.getSequence())
            .setTarget(target)
            .setMoves(moves)
            .setOrigin(
                OriginName.newBuilder()
                    .setKind(SetUp.kind(call.origin().party()))
                    .setName(call.origin().party().name()));
    call.plan().decision().getTargetsList().stream()
        .filter(one -> one.hasRate() && target.equals(key(one)))
        .findFirst()
        .ifPresent(one -> request.setRate(one.getRate()));
    turn.emit(new Action.Renew(request.build()));
  }

  private static String key(Target target) {
    return target.getTrunk().isEmpty() ? "line/" + target.getLine() : "trunk/" + target.getTrunk();
  }

  /// More was granted, or not.
  static void renewed(Turn turn, CallEvent.Renewed event) {
    if (event.request().getMoves()) {
      moved(turn, event);
    } else if (turn.call().phase() == Phase.ACTIVE) {
      CallLease lease = lease(turn.call());
      int seconds = event.granted().getSeconds();
      if (seconds > lease.getSeconds()) {
        granted(turn, lease.toBuilder().setSeconds(seconds));
        turn.emit(new Action.Snapshot());
      }
      schedule(turn);
    }
  }

  /// The destination that was asked for is called, or passed over.
  private static void moved(Turn turn, CallEvent.Renewed event) {
    CallState call = turn.call();
    CallLease lease = lease(call);
    boolean waits = call.phase() == Phase.HUNTING || call.phase() == Phase.CALLING_FIRST;
    if (!waits || lease.getSequence() != event.request().getSequence()) {
      return;
    }
    if (event.granted().getReason().isEmpty()) {
      granted(
          turn,
          lease.toBuilder()
              .setTarget(event.request().getTarget())
              .setSeconds(event.granted().getSeconds()));
    } else {
      turn.set(call.with(call.hunt().next().failed(NOT_GRANTED)));
    }
    SetUp.placeNext(turn);
  }

  private static void granted(Turn turn, CallLease.Builder lease) {
    turn.set(turn.call().with(with(turn.call().plan(), lease.build())));
  }

  private static String key(Party party) {
    return party.kind().word() + "/" + party.name();
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
