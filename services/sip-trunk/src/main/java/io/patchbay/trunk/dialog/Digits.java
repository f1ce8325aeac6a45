package io.patchbay.trunk.dialog;

import io.patchbay.trunk.dialog.CallState.Phase;
import org.jspecify.annotations.Nullable;

/// Digits from one leg to the other: RFC 4733, SIP INFO, AT+VTS and tones.
final class Digits {
  private static final String FLASH = "!";

  private Digits() {}

  /// A digit the edge has heard; the edge itself takes it across the call, unless it goes by INFO.
  static void heard(Turn turn, Leg from, CallEvent.Digit event) {
    if (SecondStage.takes(turn, from, event.digit()) || turn.call().overlap().open()) {
      return;
    }
    turn.emit(new Action.Publish(News.DTMF, from.id(), event.digit()));
    Leg other = other(turn, from);
    if (other != null
        && event.paths().info().contains(other.id())
        && (!event.digit().equals(FLASH) || event.paths().flash().contains(other.id()))) {
      info(turn, other, event.digit());
    }
  }

  /// A digit beside the media: the edge takes it as one it has heard, and tells of it.
  static void signalled(Turn turn, Leg from, String digit) {
    turn.toEdge(from, EdgeCommands.takeDigit(from.id(), digit));
  }

  /// The hook of a phone was flashed.
  static void flashed(Turn turn, Leg from, CallEvent.Flash event) {
    Leg other = other(turn, from);
    if (other == null || !event.paths().flash().contains(other.id())) {
      return;
    }
    if (event.paths().info().contains(other.id())) {
      info(turn, other, FLASH);
    }
    turn.toEdge(other, EdgeCommands.digits(other.id(), FLASH));
  }

  static void fromProgram(Turn turn, CallEvent.SendDigits event) {
    String legId = event.leg().isEmpty() ? turn.call().callee() : event.leg();
    Leg leg = turn.call().leg(legId).filter(Leg::live).orElse(null);
    if (leg == null || leg.edge().isEmpty()) {
      return;
    }
    if (event.paths().info().contains(leg.id())) {
      event
          .digits()
          .chars()
          .forEach(digit -> info(turn, turn.now(leg), String.valueOf((char) digit)));
    }
    // the edge sends in the ways that are not INFO
    turn.toEdge(leg, EdgeCommands.digits(leg.id(), event.digits()));
  }

  private static void info(Turn turn, Leg to, String digit) {
    if (to.channel() instanceof SipChannel sip && sip.established()) {
      Dialog dialog = sip.dialog().next();
      turn.put(to.with(sip.with(dialog)));
      turn.emit(new Action.InfoDigit(to.id(), dialog, digit));
    }
  }

  private static @Nullable Leg other(Turn turn, Leg from) {
    CallState call = turn.call();
    if (call.phase() != Phase.ACTIVE) {
      return null;
    }
    Leg caller = call.caller().orElse(null);
    Leg callee = call.leg(call.callee()).orElse(null);
    Leg other = caller != null && from.id().equals(caller.id()) ? callee : caller;
    return other != null && other.live() ? other : null;
  }
}
