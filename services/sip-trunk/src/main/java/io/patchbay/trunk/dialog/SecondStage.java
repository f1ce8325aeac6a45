package io.patchbay.trunk.dialog;

import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.routing.call.Stage;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import java.util.Optional;

/// The caller is answered, hears a tone and enters a PIN or a number; then the policy is asked
/// again (catalogue H-160 to H-164, G-149, G-155).
///
/// Digits come from the edge, which hears them by RFC 4733, in band, and on lines; those of SIP
/// INFO take the same way. None of them is told to anybody else.
final class SecondStage {
  private SecondStage() {}

  /// Is the caller asked, when the policy says so? Not for what others do with his call.
  static boolean begins(Turn turn, Plan plan) {
    CallState call = turn.call();
    return plan.decision().hasCollect()
        && call.origin().party().kind() != Party.Kind.API
        && call.moves().equals(Moves.NONE)
        && call.caller().filter(Leg::live).isPresent();
  }

  /// Nobody has taken the call, and then its caller is to be asked (H-163). False: he is not.
  static boolean follows(Turn turn, Outcome outcome) {
    CallState call = turn.call();
    if (call.phase() != Phase.HUNTING
        || call.plan().destinations().isEmpty()
        || !begins(turn, call.plan())) {
      return false;
    }
    turn.stop(Timer.NO_ANSWER, "");
    for (String branch : call.hunt().branches()) {
      call.leg(branch)
          .filter(Leg::live)
          .ifPresent(leg -> Teardown.release(turn, leg, outcome, true));
    }
    turn.set(turn.call().with(Hunt.NONE));
    begin(turn, call.plan());
    return true;
  }

  static void begin(Turn turn, Plan plan) {
    CallState call = turn.call();
    Collect asked = plan.decision().getCollect();
    Leg caller = call.caller().orElseThrow();
    turn.set(call.with(plan).to(Phase.COLLECTING));
    switch (caller.channel()) {
      case LineChannel line when line.state() == LineChannel.State.OFFERED -> {
        ask(turn, asked, Stage.Step.ANSWERING);
        turn.toEdge(caller, EdgeCommands.answer(caller.id()));
      }
      case LineChannel _ -> prompt(turn, asked);
      case SipChannel sip when sip.usage() == Usage.OFFERED -> first(turn, asked);
      case SipChannel _ -> prompt(turn, asked);
    }
  }

  private static void first(Turn turn, Collect asked) {
    CallState call = turn.call();
    String edge = call.edge().isEmpty() ? call.plan().anyEdge() : call.edge();
    if (edge.isEmpty() || !Anchor.moveTo(turn, edge)) {
      Teardown.end(turn, Outcome.of(Causes.NETWORK_OUT_OF_ORDER), "system");
      return;
    }
    if (!CallerMedia.settled(turn)) {
      Teardown.end(turn, CallerMedia.NOTHING_IN_COMMON, "system");
      return;
    }
    SetUp.openCallerRtp(turn);
    if (asked.getRing()) {
      ask(turn, asked, Stage.Step.RINGING);
      UasLeg.alert(turn, turn.call().caller().orElseThrow());
      turn.start(Timer.STAGE, "", Timer.STAGE.length());
    } else {
      accept(turn, asked);
    }
  }

  private static void accept(Turn turn, Collect asked) {
    UasLeg.accept(turn, turn.call().caller().orElseThrow());
    turn.emit(new Action.Snapshot());
    prompt(turn, asked);
  }

  private static void ask(Turn turn, Collect asked, Stage.Step step) {
    turn.set(turn.call().with(turn.call().stage().asking(asked, step)));
  }

  private static void prompt(Turn turn, Collect asked) {
    ask(turn, asked, Stage.Step.PROMPTING);
    Leg caller = turn.call().caller().orElseThrow();
    Stage stage = turn.call().stage();
    turn.toEdge(caller, EdgeCommands.notice(caller.id(), stage.tone(), asked.getAnnouncement()));
    turn.start(Timer.STAGE, "", stage.noInput());
  }

  /// The caller's line has been answered.
  static void answered(Turn turn) {
    Stage stage = turn.call().stage();
    if (turn.call().phase() == Phase.COLLECTING && stage.step() == Stage.Step.ANSWERING) {
      turn.emit(new Action.Snapshot());
      prompt(turn, stage.asked());
    }
  }

  /// False: the digit is none of an input, and goes its way.
  static boolean takes(Turn turn, Leg from, String digit) {
    CallState call = turn.call();
    if (!call.stage().any() || call.phase() == Phase.ACTIVE || !isCaller(call, from)) {
      return false;
    }
    if (call.phase() == Phase.COLLECTING && call.stage().open() && digit.matches("[0-9A-D*#]")) {
      digit(turn, from, digit.charAt(0));
    }
    return true;
  }

  private static boolean isCaller(CallState call, Leg leg) {
    return call.caller().filter(caller -> caller.id().equals(leg.id())).isPresent();
  }

  private static void digit(Turn turn, Leg caller, char digit) {
    Stage stage = turn.call().stage();
    Optional<Stage.Typed> typed = stage.type(digit);
    if (typed.isEmpty()) {
      return;
    }
    if (stage.step() == Stage.Step.PROMPTING) {
      turn.toEdge(caller, EdgeCommands.tone(caller.id(), Tone.TONE_UNSPECIFIED));
    }
    turn.set(turn.call().with(typed.get().next()));
    if (typed.get().complete()) {
      entered(turn);
    } else {
      turn.start(Timer.STAGE, "", typed.get().pause());
    }
  }

  static void expired(Turn turn) {
    Stage stage = turn.call().stage();
    if (turn.call().phase() != Phase.COLLECTING) {
      return;
    }
    switch (stage.step()) {
      case RINGING -> accept(turn, stage.asked());
      case PROMPTING -> nothing(turn, stage);
      case ENTERING -> entered(turn);
      case IDLE, ANSWERING, COMPARING, TELLING -> {}
    }
  }

  private static void nothing(Turn turn, Stage stage) {
    turn.set(turn.call().with(stage.nothing()));
    Teardown.end(turn, Outcome.of(stage.nothingCause()), "system");
  }

  private static void entered(Turn turn) {
    Stage stage = turn.call().stage();
    turn.stop(Timer.STAGE, "");
    if (stage.isPin()) {
      turn.set(turn.call().with(stage.to(Stage.Step.COMPARING)));
      turn.emit(new Action.ComparePin(stage.asked().getPin(), stage.digits()));
    } else {
      again(turn, stage.entered());
    }
  }

  static void compared(Turn turn, boolean right) {
    Stage stage = turn.call().stage();
    if (turn.call().phase() == Phase.COLLECTING && stage.step() == Stage.Step.COMPARING) {
      again(turn, right ? stage.right() : stage.wrong());
    }
  }

  private static void again(Turn turn, Stage known) {
    turn.set(turn.call().with(known).to(Phase.ROUTING));
    turn.emit(new Action.AskPolicy(known.again(SetUp.question(turn.call()))));
  }
}
