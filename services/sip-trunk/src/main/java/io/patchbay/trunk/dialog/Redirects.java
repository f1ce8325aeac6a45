package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.Redirection;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import java.util.List;

/// A peer that sends our call on (3xx, RFC 3261 §8.1.3.4). Where to is for the dial plan to decide.
final class Redirects {
  /// A call is sent on so often.
  private static final int MOST = 5;

  private Redirects() {}

  /// Is the refusal followed, or passed on? Then there is nothing more to do.
  static boolean taken(Turn turn, Leg leg, CallEvent.Failure event) {
    CallState call = turn.call();
    String target = Uris.first(event.fields().first("Contact"));
    boolean alone = call.hunt().branches().equals(List.of(leg.id()));
    if (event.status() < 300
        || event.status() > 399
        || target.isEmpty()
        || call.phase() != Phase.HUNTING
        || call.moves().transferring()
        || !alone) {
      return false;
    }
    Redirection how = leg.sip().session().spec().getRedirection();
    return switch (how) {
      case REDIRECTION_UNSPECIFIED, REDIRECTION_FOLLOW, UNRECOGNIZED -> follow(turn, leg, target);
      case REDIRECTION_PASS -> pass(turn, leg, event, target);
      case REDIRECTION_REFUSE -> false;
    };
  }

  private static boolean follow(Turn turn, Leg leg, String target) {
    CallState call = turn.call();
    String number = Uris.user(target);
    Moves moves = call.moves();
    boolean loops = moves.diverted().contains(number) || leg.party().number().equals(number);
    if (number.isEmpty() || loops || moves.diverted().size() >= MOST) {
      return false;
    }
    leave(turn, leg, new Outcome(23, 302));
    turn.stop(Timer.NO_ANSWER, "");
    turn.set(
        turn.call().with(moves.divertedBy(leg.party().number())).with(Hunt.NONE).to(Phase.ROUTING));
    turn.emit(
        new Action.AskPolicy(
            SetUp.question(turn.call()).toBuilder()
                .setOriginKind(SetUp.kind(leg.party()))
                .setOrigin(leg.party().name())
                .setCalledNumber(number)
                .setRedirected(true)
                .build()));
    return true;
  }

  private static boolean pass(Turn turn, Leg leg, CallEvent.Failure event, String target) {
    Leg caller = turn.call().caller().orElse(null);
    if (caller == null
        || !(caller.channel() instanceof SipChannel sip)
        || sip.usage() != Usage.OFFERED
        || sip.invite() == null) {
      return false;
    }
    Outcome outcome = new Outcome(23, event.status());
    leave(turn, leg, outcome);
    turn.emit(new Action.Redirect(caller.id(), sip.invite(), event.status(), "<" + target + ">"));
    Teardown.over(turn, caller, outcome);
    return true;
  }

  private static void leave(Turn turn, Leg leg, Outcome outcome) {
    SipChannel sip = leg.sip();
    if (sip.media().requested()) {
      turn.toEdge(leg, EdgeCommands.release(leg.id(), outcome.cause()));
    }
    turn.put(leg.with(sip.to(Usage.ENDED)).over(turn.at(), outcome));
  }
}
