package io.patchbay.driver.gsm.recovery;

import io.patchbay.driver.gsm.recovery.RecoveryInput.Failed;
import io.patchbay.driver.gsm.recovery.RecoveryInput.Left;
import io.patchbay.driver.gsm.recovery.RecoveryInput.Passed;
import io.patchbay.driver.gsm.recovery.RecoveryInput.Sound;
import io.patchbay.driver.gsm.recovery.RecoveryInput.Struck;
import io.patchbay.driver.gsm.recovery.RecoveryState.Healed;
import io.patchbay.driver.gsm.recovery.RecoveryState.Parked;
import io.patchbay.driver.gsm.recovery.RecoveryState.Trying;
import io.patchbay.driver.gsm.recovery.RecoveryState.Well;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The graded recovery of one modem: each step heavier than the one before, then parked with
/// growing pauses between the rounds.
public final class Recovery {
  /// The same trouble again within so long: what helped did not help.
  static final Duration RELAPSE = Duration.ofMinutes(10);

  /// Between the first two rounds; twice as long each time.
  static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

  static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
  private static final int MOST_DOUBLINGS = 5;

  private Recovery() {}

  /// What an input does to a recovery.
  ///
  /// @param able the steps that this modem has: [Step#POWER] only with a command for it
  /// @param spread 0 to 1 by chance: modems that failed together are not tried together
  public static RecoveryTurn on(
      RecoveryState state, RecoveryInput input, Set<Step> able, double spread) {
    return switch (state) {
      case Well well -> well(well, input, able, spread);
      case Healed healed -> healed(healed, input, able, spread);
      case Trying trying -> trying(trying, input, able, spread);
      case Parked parked -> parked(parked, input, able, spread);
    };
  }

  private static RecoveryTurn well(Well well, RecoveryInput input, Set<Step> able, double spread) {
    return switch (input) {
      case Struck(long at, Trouble trouble) -> begin(trouble, at, at, 0, 0, able, spread);
      case Failed _, Sound _, Passed _, Left _ -> RecoveryTurn.stay(well);
    };
  }

  private static RecoveryTurn healed(
      Healed healed, RecoveryInput input, Set<Step> able, double spread) {
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
              able,
              spread);
      case Left _ -> RecoveryTurn.stay(new Well());
      case Failed _, Sound _, Passed _ -> RecoveryTurn.stay(healed);
    };
  }

  /// While the port is closed or the module starts, silence is no news.
  private static RecoveryTurn trying(
      Trying now, RecoveryInput input, Set<Step> able, double spread) {
    return switch (input) {
      case Struck(long at, Trouble trouble) ->
          expected(now.step(), trouble)
              ? RecoveryTurn.stay(now)
              : begin(trouble, at, now.since(), now.step().weight(), now.round(), able, spread);
      case Failed(long at) ->
          begin(now.trouble(), at, now.since(), now.step().weight(), now.round(), able, spread);
      case Passed(long at) ->
          at - now.until() < 0
              ? RecoveryTurn.stay(now)
              : begin(
                  now.trouble(), at, now.since(), now.step().weight(), now.round(), able, spread);
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

  private static RecoveryTurn parked(
      Parked parked, RecoveryInput input, Set<Step> able, double spread) {
    return switch (input) {
      case Passed(long at) when at - parked.until() >= 0 ->
          begin(parked.trouble(), at, parked.since(), 0, parked.round(), able, spread);
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
      Trouble trouble, long at, long since, int after, int round, Set<Step> able, double spread) {
    Step last = Step.PING;
    for (Step step : trouble.steps()) {
      if (able.contains(step) && step.heavierThan(after)) {
        return new RecoveryTurn(
            new Trying(trouble, since, step, at + trouble.patience(step).toNanos(), round),
            List.of(new RecoveryEffect.Take(trouble, step)));
      }
      last = able.contains(step) ? step : last;
    }
    Duration pause = pause(round, spread);
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
      case Parked parked -> Math.max(0, parked.until() - at);
      case Well _, Healed _ -> Long.MAX_VALUE;
    };
  }
}
