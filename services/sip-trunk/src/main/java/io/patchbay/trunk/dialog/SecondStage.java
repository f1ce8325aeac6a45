package io.patchbay.trunk.dialog;

import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.proto.policy.v1.Collect;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.pattern.DigitMap;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.PatternException;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The caller is answered, hears a tone and enters a PIN or a number; then the policy is asked
/// again (catalogue H-160 to H-164, G-149, G-155).
///
/// Digits come from the edge, which hears them by RFC 4733, in band, and on lines; those of SIP
/// INFO take the same way. None of them is told to anybody else.
final class SecondStage {
  private static final int MOST_DIGITS = 32;

  /// Q.931 §5.2.4: no digits came in time.
  private static final int ADDRESS_INCOMPLETE = 28;

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
    turn.toEdge(caller, EdgeCommands.notice(caller.id(), tone(asked), asked.getAnnouncement()));
    turn.start(Timer.STAGE, "", Duration.ofMillis(asked.getNoInputMs()));
  }

  private static Tone tone(Collect asked) {
    if (!asked.getPin().isEmpty()) {
      return Tone.TONE_PROMPT;
    }
    return asked.getConfirmed() ? Tone.TONE_CONFIRMED : Tone.TONE_DIAL;
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
    Stage.Step step = call.stage().step();
    boolean asked = step == Stage.Step.PROMPTING || step == Stage.Step.ENTERING;
    if (call.phase() == Phase.COLLECTING && asked && digit.matches("[0-9A-D*#]")) {
      digit(turn, from, digit.charAt(0));
    }
    return true;
  }

  private static boolean isCaller(CallState call, Leg leg) {
    return call.caller().filter(caller -> caller.id().equals(leg.id())).isPresent();
  }

  private static void digit(Turn turn, Leg caller, char digit) {
    Stage stage = turn.call().stage();
    if (stage.step() == Stage.Step.PROMPTING) {
      if (digit == '#') {
        return;
      }
      turn.toEdge(caller, EdgeCommands.tone(caller.id(), Tone.TONE_UNSPECIFIED));
    }
    DigitMap.Match match = map(stage.asked()).next(stage.digits(), digit);
    turn.set(turn.call().with(stage.with(match.digits())));
    if (match.complete()) {
      entered(turn);
    } else {
      turn.start(Timer.STAGE, "", match.pause());
    }
  }

  /// When an input is complete: a PIN by `#` or the pause alone, so that nobody hears how long it
  /// is; a number also by its digit map, and at once when it is an emergency number.
  private static DigitMap map(Collect asked) {
    Duration pause = Duration.ofMillis(asked.getPauseMs());
    return asked.getPin().isEmpty()
        ? new DigitMap(pause, MOST_DIGITS, Set.copyOf(asked.getEmergencyNumbersList()), plan(asked))
        : new DigitMap(pause, MOST_DIGITS, Set.of());
  }

  private static Optional<DigitPlan> plan(Collect asked) {
    try {
      return asked.getDigitMap().isEmpty()
          ? Optional.empty()
          : Optional.of(DigitPlan.parse(asked.getDigitMap()));
    } catch (PatternException _) {
      return Optional.empty(); // the document's check has told of it
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
    boolean pin = !stage.asked().getPin().isEmpty();
    String word = pin ? "no PIN " + stage.asked().getPin() : "no number";
    turn.set(
        turn.call().with(stage.noting(word + " in " + stage.asked().getNoInputMs() / 1000 + " s")));
    Teardown.end(turn, Outcome.of(pin ? Causes.CALL_REJECTED : ADDRESS_INCOMPLETE), "system");
  }

  private static void entered(Turn turn) {
    Stage stage = turn.call().stage();
    turn.stop(Timer.STAGE, "");
    String digits = stage.digits();
    List<String> emergency = stage.asked().getEmergencyNumbersList();
    if (stage.asked().getPin().isEmpty() || emergency.contains(digits)) {
      again(turn, stage.number(digits));
    } else {
      turn.set(turn.call().with(stage.to(Stage.Step.COMPARING)));
      turn.emit(new Action.ComparePin(stage.asked().getPin(), digits));
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
    RouteRequest.Builder question =
        SetUp.question(turn.call()).toBuilder().setEntered(known.entered());
    if (!known.number().isEmpty()) {
      question.setCalledNumber(known.number());
    }
    turn.emit(new Action.AskPolicy(question.build()));
  }
}
