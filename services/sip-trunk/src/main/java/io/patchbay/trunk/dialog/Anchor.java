package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;

/// The edge that carries the call: choice, loss and return.
final class Anchor {
  private Anchor() {}

  /// Makes this edge the anchor; false when the call is bound to another one already.
  static boolean moveTo(Turn turn, String edge) {
    CallState call = turn.call();
    if (call.edge().isEmpty() || call.edge().equals(edge)) {
      turn.set(call.at(edge));
      return true;
    }
    Leg caller = call.caller().orElse(null);
    if (caller == null || !(caller.channel() instanceof SipChannel sip)) {
      return caller == null;
    }
    if (sip.usage() != SipChannel.Usage.OFFERED || sip.media().described()) {
      // the caller already sends its audio there
      return false;
    }
    if (sip.media().requested()) {
      turn.toEdge(caller, EdgeCommands.release(caller.id(), Causes.NORMAL_CLEARING));
      turn.put(caller.with(sip.with(sip.media().withRequested(false))));
    }
    turn.set(turn.call().at(edge));
    return true;
  }

  static void lost(Turn turn, CallEvent.EdgeLost lost) {
    if (turn.call().phase() != Phase.ENDED) {
      turn.start(Timer.EDGE_LOST, "", Timer.EDGE_LOST.length());
    }
  }

  static void back(Turn turn, CallEvent.EdgeBack back) {
    CallState call = turn.call();
    turn.stop(Timer.EDGE_LOST, "");
    if (call.phase() != Phase.ACTIVE) {
      return;
    }
    for (Leg leg : call.legs()) {
      if (leg.live() && !back.legs().contains(leg.id())) {
        Teardown.end(turn, Outcome.of(Causes.TEMPORARY_FAILURE), "system");
        return;
      }
    }
  }

  static void restarted(Turn turn, CallEvent.EdgeRestarted restarted) {
    Teardown.end(turn, Outcome.of(Causes.DESTINATION_OUT_OF_ORDER), "system");
  }

  static void adopted(Turn turn, CallEvent.Adopted adopted) {
    if (turn.call().phase() != Phase.ACTIVE) {
      Teardown.end(turn, Outcome.of(Causes.TEMPORARY_FAILURE), "system");
      return;
    }
    CallLeases.schedule(turn);
    for (Leg leg : turn.call().legs()) {
      if (leg.live() && leg.channel() instanceof SipChannel sip && sip.established()) {
        SipSession.refresh(turn, leg);
        SessionTimers.adopted(turn, leg);
      }
    }
  }
}
