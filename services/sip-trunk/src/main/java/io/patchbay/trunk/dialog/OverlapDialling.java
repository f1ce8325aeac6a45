package io.patchbay.trunk.dialog;

import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.Overlap.Step;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import java.util.Optional;

/// A phone whose digits go out key by key (RFC 3578, catalogue H-099): an INVITE with what is
/// dialled so far, and after 484 another one with more.
///
/// The INVITEs follow one another in one leg: the same Call-ID and From tag, CSeq one higher (RFC
/// 3578 §3.2). The next one waits for the final answer to the last: RFC 3261 §14.1 has it so within
/// a dialog, a peer never has two numbers of one caller to choose from, and digits that come
/// meanwhile go out together. Any answer but 484 is as good as any to a whole number. The policy is
/// asked about each number, as one call with one lease.
final class OverlapDialling {
  private static final int ADDRESS_INCOMPLETE = 484;

  /// Q.850: invalid number format.
  private static final Outcome INCOMPLETE = new Outcome(28, ADDRESS_INCOMPLETE);

  private OverlapDialling() {}

  /// Asks about what is dialled by now.
  static void ask(Turn turn) {
    Overlap overlap = turn.call().overlap();
    turn.set(
        turn.call()
            .calling(overlap.dialled())
            .with(overlap.more() ? overlap : overlap.to(Step.WHOLE))
            .to(Phase.ROUTING));
    RouteRequest.Builder question =
        SetUp.question(turn.call()).toBuilder().setIncomplete(overlap.more());
    if (turn.call().plan().decision().hasLease()) {
      question.setLease(turn.call().plan().decision().getLease());
    }
    turn.emit(new Action.AskPolicy(question.build()));
  }

  /// The caller has dialled on, or will not.
  static void dialled(Turn turn, CallEvent.Dialled event) {
    CallState call = turn.call();
    Overlap overlap = call.overlap();
    boolean unanswered =
        switch (call.phase()) {
          case ROUTING, DIALLING, HUNTING -> true;
          case COLLECTING, CALLING_FIRST, ACTIVE, ENDED -> false;
        };
    boolean atOnce = event.atOnce() && overlap.step() != Step.WHOLE;
    if (!unanswered || !(atOnce || overlap.open())) {
      return;
    }
    Overlap now = overlap.dialled(event.number(), !event.complete());
    turn.set(call.with(atOnce ? now.to(Step.BY_DIGITS) : now));
    if (atOnce && call.phase() == Phase.HUNTING) {
      giveUp(turn);
      ask(turn);
    } else if (call.phase() == Phase.DIALLING) {
      further(turn);
    }
  }

  private static void further(Turn turn) {
    Overlap overlap = turn.call().overlap();
    if (!overlap.more() && overlap.dialled().equals(overlap.refused())) {
      SetUp.nobody(turn, INCOMPLETE, "callee");
    } else if (!overlap.more() || overlap.step() == Step.BY_DIGITS) {
      ask(turn);
    }
  }

  /// Whoever is called with the digits before is let go.
  private static void giveUp(Turn turn) {
    CallState call = turn.call();
    turn.stop(Timer.NO_ANSWER, "");
    for (String branch : call.hunt().branches()) {
      Teardown.release(
          turn, call.leg(branch).orElseThrow(), Outcome.of(Causes.NORMAL_CLEARING), true);
    }
    call.caller()
        .filter(_ -> call.hunt().alerted())
        .ifPresent(leg -> turn.toEdge(leg, EdgeCommands.tone(leg.id(), Tone.TONE_UNSPECIFIED)));
    turn.set(turn.call().with(Hunt.NONE));
  }

  /// The policy has decided. False: it is carried out, as for any call.
  static boolean routed(Turn turn, Plan plan) {
    CallState call = turn.call();
    Overlap overlap = call.overlap();
    if (!overlap.open() || plan.decision().getEmergency()) {
      // what somebody has taken still gives way to an emergency number
      turn.set(overlap.open() ? call.with(overlap.to(Step.WHOLE)) : call);
      if (plan.destinations().isEmpty()) {
        waiting(turn.call()).ifPresent(leg -> Teardown.release(turn, leg, INCOMPLETE, true));
      }
      return false;
    }
    boolean news = !overlap.more() || !overlap.dialled().equals(call.origin().calledNumber());
    if (!news && toTrunks(plan)) {
      return false;
    }
    turn.set(call.with(CallLeases.carried(call.plan(), plan)));
    if (news) {
      ask(turn);
    } else {
      turn.set(turn.call().to(Phase.DIALLING));
    }
    return true;
  }

  private static boolean toTrunks(Plan plan) {
    return !plan.destinations().isEmpty()
        && plan.destinations().stream().allMatch(one -> one.party().kind() == Party.Kind.TRUNK);
  }

  /// A peer wants more digits. False: it has them all.
  static boolean incomplete(Turn turn, Leg leg, int status) {
    if (status < 400) {
      taken(turn);
    }
    CallState call = turn.call();
    Overlap overlap = call.overlap();
    String tried = call.origin().calledNumber();
    boolean news = !overlap.dialled().equals(tried);
    if (status != ADDRESS_INCOMPLETE || !overlap.open() || !(news || overlap.more())) {
      return false;
    }
    turn.stop(Timer.NO_ANSWER, "");
    turn.put(leg.with(leg.sip().to(Usage.INCOMPLETE)));
    turn.set(turn.call().with(Hunt.NONE).with(overlap.refused(tried)).to(Phase.DIALLING));
    if (news) {
      further(turn);
    }
    return true;
  }

  /// The trunk cannot be reached with the digits so far; the whole number may go elsewhere. False:
  /// it was reached.
  static boolean unreached(Turn turn, Outcome outcome) {
    CallState call = turn.call();
    boolean answered =
        outcome.cause() == Causes.NO_ANSWER
            || (outcome.sipStatus() != 0
                && outcome.sipStatus() != 408
                && outcome.sipStatus() != 503);
    if (!call.overlap().open() || call.phase() != Phase.HUNTING || answered) {
      return false;
    }
    turn.stop(Timer.NO_ANSWER, "");
    turn.set(call.with(Hunt.NONE).with(call.overlap().to(Step.BY_NUMBER)).to(Phase.DIALLING));
    further(turn);
    return true;
  }

  /// A peer has more to say than 100, and it is no refusal.
  static void taken(Turn turn) {
    if (turn.call().overlap().open()) {
      turn.set(turn.call().with(turn.call().overlap().to(Step.TAKEN)));
    }
  }

  /// Sends what is dialled by now where the digits before went. False: they went elsewhere, or
  /// nowhere.
  static boolean again(Turn turn, Destination to) {
    Leg leg = waiting(turn.call()).orElse(null);
    if (leg == null) {
      return false;
    }
    if (!(to instanceof Destination.ToSip sip)
        || sip.routes().size() != 1
        || sip.party().kind() != Party.Kind.TRUNK
        || !sip.party().name().equals(leg.party().name())) {
      Teardown.release(turn, leg, INCOMPLETE, true);
      return false;
    }
    turn.set(turn.call().with(turn.call().hunt().plus(leg.id())));
    UacLeg.again(turn, leg.to(sip.party()), sip.routes().getFirst());
    return true;
  }

  private static Optional<Leg> waiting(CallState call) {
    return call.legs().stream()
        .filter(leg ->
            leg.live()
                && leg.channel() instanceof SipChannel sip
                && sip.usage() == Usage.INCOMPLETE)
        .findFirst();
  }
}
