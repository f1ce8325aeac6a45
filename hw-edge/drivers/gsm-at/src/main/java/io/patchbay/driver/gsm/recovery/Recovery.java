package io.patchbay.driver.gsm.recovery;

import io.patchbay.driver.gsm.recovery.RecoveryInput.Failed;
import io.patchbay.driver.gsm.recovery.RecoveryInput.Left;
import io.patchbay.driver.gsm.recovery.RecoveryInput.Passed;
import io.patchbay.driver.gsm.recovery.RecoveryInput.Sound;
import io.patchbay.driver.gsm.recovery.RecoveryInput.Struck;
import io.patchbay.driver.gsm.recovery.RecoveryState.Healed;
import io.patchbay.driver.gsm.recovery.RecoveryState.Parked;
import io.patchbay.driver.gsm.recovery.RecoveryState.Trying;
import io.patchbay.driver.gsm.recovery.RecoveryState.Waiting;
import io.patchbay.driver.gsm.recovery.RecoveryState.Well;
import java.time.Duration;
import java.util.List;

/// The graded recovery of one modem: each step heavier than the one before, then parked with
/// growing pauses between the rounds.
public final class Recovery {
  /// The same trouble again within so long: what helped did not help.
  static final Duration RELAPSE = Duration.ofMinutes(10);

  /// Between the first two rounds; twice as long each time.
  static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

  /// How soon the end of a call is noticed that a step waits for.
  static final Duration LOOK = Duration.ofMillis(500);

  static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
  private static final int MOST_DOUBLINGS = 5;

  private Recovery() {}

  /// What an input does to a recovery.
  public static RecoveryTurn on(RecoveryState state, RecoveryInput input, Means means) {
    return switch (state) {
      case Well well -> well(well, input, means);
      case Healed healed -> healed(healed, input, means);
      case Trying trying -> trying(trying, input, means);
      case Waiting waiting -> waiting(waiting, input, means);
      case Parked parked -> parked(parked, input, means);
    };
  }

  private static RecoveryTurn well(Well well, RecoveryInput input, Means means) {
    return switch (input) {
      case Struck(long at, Trouble trouble) -> begin(trouble, at, at, 0, 0, means);
      case Failed _, Sound _, Passed _, Left _ -> RecoveryTurn.stay(well);
    };
  }

  private static RecoveryTurn healed(Healed healed, RecoveryInput input, Means means) {
    return switch (input) {
      case Struck(long at, Trouble trouble) ->
          begin(
              trouble,
              at,
              at,
              trouble == healed.trouble() && at - healed.at() < RELAPSE.toNanos()
                  ? healed.by().weight()
                  : 0,
              0,
              means);
      case Left _ -> RecoveryTurn.stay(new Well());
      case Failed _, Sound _, Passed _ -> RecoveryTurn.stay(healed);
    };
  }

  /// While the port is closed or the module starts, silence is no news.
  private static RecoveryTurn trying(Trying now, RecoveryInput input, Means means) {
    return switch (input) {
      case Struck(long at, Trouble trouble) ->
          expected(now.step(), trouble)
              ? RecoveryTurn.stay(now)
              : begin(trouble, at, now.since(), now.step().weight(), now.round(), means);
      case Failed(long at) ->
          begin(now.trouble(), at, now.since(), now.step().weight(), now.round(), means);
      case Passed(long at) ->
          at - now.until() < 0
              ? RecoveryTurn.stay(now)
              : begin(now.trouble(), at, now.since(), now.step().weight(), now.round(), means);
      case Sound(long at) -> back(now.trouble(), now.step(), at, now.since());
      case Left _ -> RecoveryTurn.stay(new Well());
    };
  }

  private static boolean expected(Step step, Trouble trouble) {
    return switch (step) {
      case PING -> trouble == Trouble.NO_ANSWER;
      case RADIO -> false;
      case REINIT, RESET, POWER ->
          trouble == Trouble.NO_ANSWER
              || trouble == Trouble.PORT_GONE
              || trouble == Trouble.PORT_TAKEN
              || trouble == Trouble.NOT_REGISTERED;
    };
  }

  private static RecoveryTurn waiting(Waiting now, RecoveryInput input, Means means) {
    return switch (input) {
      case Struck(long at, Trouble trouble) -> goOn(now, trouble, at, means);
      case Passed(long at) ->
          at - now.until() < 0 ? RecoveryTurn.stay(now) : goOn(now, now.trouble(), at, means);
      case Sound(long at) ->
          now.after() == 0
              ? RecoveryTurn.stay(new Well())
              : back(now.trouble(), Step.weighing(now.after()), at, now.since());
      case Left _ -> RecoveryTurn.stay(new Well());
      case Failed _ -> RecoveryTurn.stay(now);
    };
  }

  /// That it still waits is no news.
  private static RecoveryTurn goOn(Waiting now, Trouble trouble, long at, Means means) {
    RecoveryTurn turn = begin(trouble, at, now.since(), now.after(), now.round(), means);
    boolean same = turn.state() instanceof Waiting waiting && waiting.trouble() == now.trouble();
    return same ? RecoveryTurn.stay(turn.state()) : turn;
  }

  private static RecoveryTurn parked(Parked parked, RecoveryInput input, Means means) {
    return switch (input) {
      case Passed(long at) when at - parked.until() >= 0 ->
          begin(parked.trouble(), at, parked.since(), 0, parked.round(), means);
      case Sound(long at) -> back(parked.trouble(), parked.last(), at, parked.since());
      case Struck(_, Trouble trouble) ->
          RecoveryTurn.stay(
              new Parked(trouble, parked.since(), parked.last(), parked.until(), parked.round()));
      case Left _ -> RecoveryTurn.stay(new Well());
      case Failed _, Passed _ -> RecoveryTurn.stay(parked);
    };
  }

  private static RecoveryTurn back(Trouble trouble, Step by, long at, long since) {
    return new RecoveryTurn(
        new Healed(trouble, by, at),
        List.of(new RecoveryEffect.Back(trouble, by, Duration.ofNanos(at - since))));
  }

  /// The first step that is heavier than the last one; parked when there is none.
  ///
  /// @param after the weight of the last one, 0: none
  private static RecoveryTurn begin(
      Trouble trouble, long at, long since, int after, int round, Means means) {
    Step last = Step.PING;
    for (Step step : trouble.steps()) {
      if (means.has(step) && step.heavierThan(after)) {
        if (means.postpones(step)) {
          return new RecoveryTurn(
              new Waiting(trouble, since, after, at + LOOK.toNanos(), round),
              List.of(new RecoveryEffect.Wait(trouble)));
        }
        return new RecoveryTurn(
            new Trying(trouble, since, step, at + trouble.patience(step).toNanos(), round),
            List.of(new RecoveryEffect.Take(trouble, step)));
      }
      last = means.has(step) ? step : last;
    }
    Duration pause = pause(round, means.spread());
    return new RecoveryTurn(
        new Parked(trouble, since, last, at + pause.toNanos(), round + 1),
        List.of(new RecoveryEffect.Park(trouble, pause)));
  }

  /// Twice as long each time, and up to a fifth more or less.
  private static Duration pause(int round, double spread) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(round, MOST_DOUBLINGS));
    Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    return Duration.ofMillis(Math.round(pause.toMillis() * (0.8 + 0.4 * spread)));
  }

  /// Nanoseconds until [Passed] has something to do; [Long#MAX_VALUE] when nothing is due.
  public static long nanosToNext(RecoveryState state, long at) {
    return switch (state) {
      case Trying trying -> Math.max(0, trying.until() - at);
      case Waiting waiting -> Math.max(0, waiting.until() - at);
      case Parked parked -> Math.max(0, parked.until() - at);
      case Well _, Healed _ -> Long.MAX_VALUE;
    };
  }
}
