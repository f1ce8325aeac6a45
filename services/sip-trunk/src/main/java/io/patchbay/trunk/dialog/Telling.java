package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.policy.v1.Announce;
import io.patchbay.routing.call.Stage;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import java.util.List;

/// The caller is connected with nobody and told what becomes of his call, by a tone or a file of
/// the edge; then the call ends (catalogue E4, 7 and 8).
final class Telling {
  private Telling() {}

  /// Nobody takes the call, and its caller is to hear it. False: he is refused.
  ///
  /// @param outcome of the call, when it has been told
  static boolean tells(Turn turn, Outcome outcome) {
    CallState call = turn.call();
    Leg caller = call.caller().filter(Leg::live).orElse(null);
    if (!call.plan().decision().hasAnnounce()
        || caller == null
        || call.stage().step() == Stage.Step.TELLING
        || !call.moves().equals(Moves.NONE)
        || !hears(turn, caller)) {
      return false;
    }
    turn.stop(Timer.NO_ANSWER, "");
    for (String branch : call.hunt().branches()) {
      call.leg(branch)
          .filter(Leg::live)
          .ifPresent(leg -> Teardown.release(turn, leg, outcome, true));
    }
    turn.set(
        turn.call()
            .with(new Hunt(List.of(), List.of(), false, outcome))
            .with(turn.call().stage().to(Stage.Step.TELLING))
            .to(Phase.COLLECTING));
    begin(turn, turn.call().caller().orElseThrow());
    return true;
  }

  /// A subscriber of a mobile network or exchange who has not been answered hears nothing of us.
  private static boolean hears(Turn turn, Leg caller) {
    return switch (caller.channel()) {
      case LineChannel line ->
          line.kind() == LineKind.LINE_KIND_FXS || line.state() == LineChannel.State.ACTIVE;
      case SipChannel sip ->
          sip.established()
              || ((turn.call().plan().decision().getAnnounce().getAnswer() || !Ringing.deaf(caller))
                  && reaches(turn));
    };
  }

  private static boolean reaches(Turn turn) {
    CallState call = turn.call();
    String edge = call.edge().isEmpty() ? call.plan().anyEdge() : call.edge();
    return !edge.isEmpty() && Anchor.moveTo(turn, edge) && CallerMedia.settled(turn);
  }

  private static void begin(Turn turn, Leg caller) {
    Announce announce = turn.call().plan().decision().getAnnounce();
    if (caller.channel() instanceof SipChannel sip && sip.usage() == Usage.OFFERED) {
      SetUp.openCallerRtp(turn);
      if (announce.getAnswer()) {
        UasLeg.accept(turn, turn.now(caller));
        turn.emit(new Action.Snapshot());
      } else {
        UasLeg.early(turn, turn.now(caller));
      }
    }
    turn.toEdge(
        turn.now(caller),
        EdgeCommands.notice(
            caller.id(),
            announce.getTone() == Announce.Tone.TONE_CONFIRMATION
                ? Tone.TONE_CONFIRMATION
                : Tone.TONE_SPECIAL_INFORMATION,
            announce.getFile()));
    turn.start(Timer.TELLING, "", Timer.TELLING.length());
  }

  static void expired(Turn turn) {
    if (turn.call().stage().step() == Stage.Step.TELLING) {
      Teardown.end(turn, turn.call().hunt().worst(), "system");
    }
  }
}
