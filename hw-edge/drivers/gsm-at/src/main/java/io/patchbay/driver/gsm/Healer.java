package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.recovery.Means;
import io.patchbay.driver.gsm.recovery.Recovery;
import io.patchbay.driver.gsm.recovery.RecoveryEffect;
import io.patchbay.driver.gsm.recovery.RecoveryInput;
import io.patchbay.driver.gsm.recovery.RecoveryState;
import io.patchbay.driver.gsm.recovery.RecoveryTurn;
import io.patchbay.driver.gsm.recovery.Step;
import io.patchbay.driver.gsm.recovery.Trouble;
import io.patchbay.line.LineEvent;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the recovery of one modem: tells board and log of it, has its steps taken. The runner's
/// own; outlives the port.
final class Healer {
  private static final Logger LOG = LoggerFactory.getLogger(Healer.class);

  /// The alarm of a modem that nothing helps.
  static final String ALARM = "modem";

  private final String line;
  private final StatusBoard board;
  private final Reporter reporter;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Set<Step> able;
  private final Consumer<Step> hands;
  private final BooleanSupplier spare;
  private RecoveryState state = new RecoveryState.Well();

  /// @param power whether there is a command for the power
  /// @param spare whether a call is up on a modem that answers
  /// @param hands take a step
  Healer(
      String line,
      StatusBoard board,
      Reporter reporter,
      LongSupplier nanoTime,
      RandomGenerator random,
      boolean power,
      BooleanSupplier spare,
      Consumer<Step> hands) {
    this.line = line;
    this.board = board;
    this.reporter = reporter;
    this.nanoTime = nanoTime;
    this.random = random;
    this.spare = spare;
    this.hands = hands;
    able = EnumSet.allOf(Step.class);
    if (!power) {
      able.remove(Step.POWER);
    }
  }

  void struck(Trouble trouble) {
    apply(at -> new RecoveryInput.Struck(at, trouble));
  }

  /// The step under way cannot help.
  void failed(Step step) {
    if (state instanceof RecoveryState.Trying trying && trying.step() == step) {
      apply(RecoveryInput.Failed::new);
    }
  }

  void sound() {
    apply(RecoveryInput.Sound::new);
  }

  /// People have taken over.
  void left() {
    apply(RecoveryInput.Left::new);
    board.healthy();
    board.noAlarm(ALARM);
  }

  void tick() {
    if (Recovery.nanosToNext(state, nanoTime.getAsLong()) == 0) {
      apply(RecoveryInput.Passed::new);
    }
  }

  long nanosToNext() {
    return Recovery.nanosToNext(state, nanoTime.getAsLong());
  }

  /// What is wrong now.
  Optional<Trouble> trouble() {
    return switch (state) {
      case RecoveryState.Trying trying -> Optional.of(trying.trouble());
      case RecoveryState.Waiting waiting -> Optional.of(waiting.trouble());
      case RecoveryState.Parked parked -> Optional.of(parked.trouble());
      case RecoveryState.Well _, RecoveryState.Healed _ -> Optional.empty();
    };
  }

  /// A step is under way: what the line is asked for can wait for it.
  boolean trying() {
    return state instanceof RecoveryState.Trying;
  }

  private void apply(LongFunction<RecoveryInput> input) {
    Means means = new Means(able, spare.getAsBoolean(), random.nextDouble());
    RecoveryTurn turn = Recovery.on(state, input.apply(nanoTime.getAsLong()), means);
    state = turn.state();
    turn.effects().forEach(this::carryOut);
  }

  private void carryOut(RecoveryEffect effect) {
    switch (effect) {
      case RecoveryEffect.Take(Trouble trouble, Step step) -> {
        LOG.warn("line {}: {}: {}", line, trouble.text(), step.text());
        board.ill(trouble.text(), step.text());
        reporter.report(at -> new LineEvent.Recovering(at, trouble.word(), step.word()));
        hands.accept(step);
      }
      case RecoveryEffect.Wait(Trouble trouble) -> {
        LOG.warn(
            "line {}: {}: what is done about it waits for the end of the call",
            line,
            trouble.text());
        reporter.report(at -> new LineEvent.Recovering(at, trouble.word(), "waiting"));
      }
      case RecoveryEffect.Park(Trouble trouble, var pause) -> {
        LOG.error(
            "line {}: {}: nothing helped, tried again in {} s",
            line,
            trouble.text(),
            pause.toSeconds());
        board.parked(trouble.text());
        board.alarm(ALARM, trouble.text() + ": nothing helped");
        reporter.report(at -> new LineEvent.Recovering(at, trouble.word(), "parked"));
      }
      case RecoveryEffect.Back(Trouble trouble, Step by, var took) -> {
        LOG.info("line {}: back after {} ms: {}", line, took.toMillis(), by.text());
        board.healthy();
        board.noAlarm(ALARM);
        reporter.report(at -> new LineEvent.Recovered(at, trouble.word(), by.word(), took));
      }
    }
  }
}
