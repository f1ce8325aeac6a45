package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;

/// What becomes of a call that nobody answers.
final class Patience {
  private Patience() {}

  /// Nobody rings: the next way is tried. Somebody rings, or there is no other way: it goes on.
  private static void noHelpYet(Turn turn) {
    Hunt hunt = turn.call().hunt();
    if (hunt.alerted() || hunt.remaining().isEmpty()) {
      turn.start(Timer.NO_ANSWER, "", Timer.NO_ANSWER.length());
      return;
    }
    giveUp(turn);
    SetUp.placeNext(turn);
  }

  /// Who rings has rung long enough: the next place is tried.
  static void nextPlace(Turn turn, String legId) {
    Hunt hunt = turn.call().hunt();
    if (turn.call().phase() == Phase.HUNTING
        && hunt.branches().contains(legId)
        && !hunt.remaining().isEmpty()) {
      goOn(turn);
    }
  }

  private static void goOn(Turn turn) {
    giveUp(turn);
    turn.set(turn.call().with(turn.call().hunt().quiet()));
    SetUp.placeNext(turn);
  }

  private static void giveUp(Turn turn) {
    Outcome silent = Outcome.of(Causes.NO_ANSWER);
    for (String branch : turn.call().hunt().branches()) {
      turn.set(turn.call().with(turn.call().hunt().without(branch, silent)));
      turn.call().leg(branch).ifPresent(leg -> Teardown.release(turn, leg, silent, true));
    }
  }

  static void noAnswer(Turn turn) {
    Phase phase = turn.call().phase();
    if (phase == Phase.HUNTING && SetUp.help(turn.call())) {
      noHelpYet(turn);
    } else if (phase == Phase.HUNTING
        && SetUp.persists(turn.call())
        && !turn.call().hunt().remaining().isEmpty()) {
      goOn(turn);
    } else if (phase == Phase.HUNTING && SetUp.sentOn(turn.call().hunt(), Causes.NO_ANSWER)) {
      giveUp(turn);
      turn.set(turn.call().with(turn.call().hunt().quiet()));
      SetUp.placeNext(turn);
    } else if (phase == Phase.HUNTING || phase == Phase.CALLING_FIRST) {
      SetUp.nobody(turn, Outcome.of(Causes.NO_ANSWER), "system");
    }
  }
}
