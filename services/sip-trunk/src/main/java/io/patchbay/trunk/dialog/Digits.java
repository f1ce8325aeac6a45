package io.patchbay.trunk.dialog;

import io.patchbay.trunk.dialog.CallState.Phase;

/// Digits from one leg to the other: RFC 4733, SIP INFO, AT+VTS and tones.
final class Digits {
  private Digits() {}

  /// A digit the edge has heard; the edge itself takes it across the call.
  static void heard(Turn turn, Leg from, String digit) {
    turn.emit(new Action.Publish(News.DTMF, from.id(), digit));
  }

  /// A digit beside the media: the edge has not heard it.
  static void signalled(Turn turn, Leg from, String digit) {
    heard(turn, from, digit);
    CallState call = turn.call();
    if (call.phase() != Phase.ACTIVE) {
      return;
    }
    Leg caller = call.caller().orElse(null);
    Leg callee = call.leg(call.callee()).orElse(null);
    Leg other = caller != null && from.id().equals(caller.id()) ? callee : caller;
    if (other != null && other.live()) {
      turn.toEdge(other, EdgeCommands.digits(other.id(), digit));
    }
  }

  static void fromProgram(Turn turn, CallEvent.SendDigits event) {
    String legId = event.leg().isEmpty() ? turn.call().callee() : event.leg();
    Leg leg = turn.call().leg(legId).filter(Leg::live).orElse(null);
    if (leg != null && !leg.edge().isEmpty()) {
      turn.toEdge(leg, EdgeCommands.digits(leg.id(), event.digits()));
    }
  }
}
