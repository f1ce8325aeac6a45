package io.patchbay.trunk.dialog;

import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import java.util.List;

/// A party that hands the other one over: REFER and its NOTIFYs (RFC 3515, RFC 5589).
///
/// The leg that stays becomes the caller of a search like any other; when somebody answers, the two
/// are joined and the referrer is let go, when nobody does, the old call goes on.
final class Transfers {
  private Transfers() {}

  static void refer(Turn turn, Leg leg, CallEvent.ReferArrived event) {
    SipChannel sip = leg.sip();
    String target = Uris.first(event.fields().first("Refer-To"));
    int refusal = refusal(turn, leg, event, target);
    if (refusal != 0) {
      turn.emit(new Action.Reply(sip.dialog(), event.request(), refusal, ""));
      return;
    }
    CallState call = turn.call();
    Leg staying = other(call, leg);
    boolean quiet = event.fields().first("Refer-Sub").equalsIgnoreCase("false");
    Fields answer = quiet ? Fields.of("Refer-Sub", "false") : Fields.NONE;
    turn.put(leg.with(sip.with(sip.dialog().withRemoteSeq(event.cseq()))));
    turn.emit(new Action.Reply(sip.dialog(), event.request(), 202, "", answer));
    turn.set(
        turn.call()
            .with(call.moves().begin(staying.id(), leg.id(), quiet))
            .with(Hunt.NONE)
            .to(Phase.ROUTING));
    tell(turn, 100, false);
    Destination joined = event.joined();
    if (joined != null) {
      Plan plan = call.plan();
      SetUp.routed(
          turn,
          new Plan(
              Decision.newBuilder().setCallingNumber(number(call, staying)).build(),
              List.of(joined),
              plan.anyEdge(),
              plan.salt(),
              plan.earlyMedia(),
              plan.codecs()));
      return;
    }
    turn.emit(
        new Action.AskPolicy(
            SetUp.question(turn.call()).toBuilder()
                .setOriginKind(SetUp.kind(leg.party()))
                .setOrigin(leg.party().name())
                .setCallingNumber(number(call, staying))
                .setCalledNumber(Uris.user(target))
                .setRedirected(true)
                .clearDivertedBy()
                .build()));
  }

  private static int refusal(Turn turn, Leg leg, CallEvent.ReferArrived event, String target) {
    SipChannel sip = leg.sip();
    if (sip.usage() == Usage.ENDED || !sip.established()) {
      return 481;
    }
    if (event.cseq() <= sip.dialog().remoteSeq()) {
      return 500;
    }
    String method = Uris.method(target);
    if (target.isEmpty() || Uris.user(target).isEmpty()) {
      return 400;
    }
    if (!method.isEmpty() && !method.equals("INVITE")) {
      return 405;
    }
    boolean refused =
        sip.session().spec().getTransfers()
            == io.patchbay.proto.config.v1.Transfers.TRANSFERS_REFUSE;
    boolean unknown = event.joined() == null && !Uris.header(target, "Replaces").isEmpty();
    if (refused || unknown) {
      return 603;
    }
    boolean talking = turn.call().phase() == Phase.ACTIVE && other(turn.call(), leg).live();
    return talking ? 0 : 491;
  }

  private static Leg other(CallState call, Leg leg) {
    Leg callee = call.leg(call.callee()).orElse(leg);
    return callee.id().equals(leg.id()) ? call.caller().orElse(leg) : callee;
  }

  private static String number(CallState call, Leg staying) {
    boolean origin = call.legs().getFirst().id().equals(staying.id());
    return origin ? call.origin().callingNumber() : staying.party().number();
  }

  /// Somebody has answered: the two are joined, the referrer has done its part.
  static void answered(Turn turn, Leg leg) {
    CallState call = turn.call();
    Leg referrer = call.leg(call.moves().referrer()).orElseThrow();
    Leg staying = call.leg(call.moves().staying()).orElseThrow();
    tell(turn, 200, true);
    turn.set(
        turn.call().with(call.moves().over(staying.id())).withCallee(leg.id()).to(Phase.ACTIVE));
    if (turn.now(referrer).live()) {
      Teardown.release(turn, turn.now(referrer), Outcome.of(Causes.NORMAL_CLEARING), true);
    }
    SetUp.join(turn, staying, leg);
    turn.publish(News.TRANSFERRED);
  }

  /// Nobody has: the referrer is told, and if it is still there it talks on.
  static boolean failed(Turn turn, Outcome outcome) {
    CallState call = turn.call();
    if (!call.moves().transferring() || call.phase() == Phase.ENDED) {
      return false;
    }
    Leg referrer = call.leg(call.moves().referrer()).orElseThrow();
    Leg staying = call.leg(call.moves().staying()).orElseThrow();
    tell(turn, outcome.statusForCaller(), true);
    turn.stop(Timer.NO_ANSWER, "");
    for (String branch : call.hunt().branches()) {
      call.leg(branch)
          .filter(Leg::live)
          .ifPresent(one -> Teardown.release(turn, one, outcome, true));
    }
    turn.set(turn.call().with(call.moves().over(caller(call))).with(Hunt.NONE).to(Phase.ACTIVE));
    if (!turn.now(referrer).live() || !turn.now(staying).live()) {
      Teardown.end(turn, outcome, "system");
      return true;
    }
    turn.toEdge(staying, EdgeCommands.tone(staying.id(), Tone.TONE_UNSPECIFIED));
    SetUp.join(turn, turn.call().caller().orElse(staying), other(turn.call(), caller(turn)));
    return true;
  }

  private static Leg caller(Turn turn) {
    return turn.call().caller().orElseThrow();
  }

  /// Who was the caller before: not the callee.
  private static String caller(CallState call) {
    String staying = call.moves().staying();
    return staying.equals(call.callee()) ? call.moves().referrer() : staying;
  }

  /// A leg of the old call has gone while somebody else is looked for. True: that is all.
  static boolean gone(Turn turn, Leg leg) {
    Moves moves = turn.call().moves();
    if (!moves.transferring()) {
      return false;
    }
    if (moves.staying().equals(leg.id())) {
      tell(turn, 487, true);
      turn.set(turn.call().with(moves.over(leg.id())));
      Teardown.end(turn, leg.outcome(), "caller");
      return true;
    }
    if (moves.referrer().equals(leg.id())) {
      // it need not wait for the outcome
      turn.toEdge(leg, EdgeCommands.release(leg.id(), leg.outcome().cause()));
      return true;
    }
    return false;
  }

  /// The NOTIFY of the subscription that REFER has opened.
  static void tell(Turn turn, int status, boolean last) {
    Moves moves = turn.call().moves();
    Leg referrer = turn.call().leg(moves.referrer()).orElse(null);
    if (referrer == null
        || moves.quiet()
        || !referrer.live()
        || referrer.sip().usage() != Usage.CONFIRMED) {
      return;
    }
    SipChannel sip = referrer.sip();
    SipChannel sent = sip.with(sip.dialog().next());
    turn.put(referrer.with(sent));
    turn.emit(
        new Action.Notify(
            sent.dialog(),
            Fields.of("Event", "refer")
                .with(
                    "Subscription-State",
                    last ? "terminated;reason=noresource" : "active;expires=180"),
            "SIP/2.0 " + status + " " + phrase(status) + "\r\n"));
  }

  private static String phrase(int status) {
    return switch (status / 100) {
      case 1 -> status == 180 ? "Ringing" : "Trying";
      case 2 -> "OK";
      default -> "Failed";
    };
  }
}
