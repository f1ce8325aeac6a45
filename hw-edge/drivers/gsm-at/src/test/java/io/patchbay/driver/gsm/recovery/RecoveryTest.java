package io.patchbay.driver.gsm.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RecoveryTest {
  private static final Set<Step> ALL = EnumSet.allOf(Step.class);
  private static final Set<Step> WITHOUT_POWER = EnumSet.complementOf(EnumSet.of(Step.POWER));

  private RecoveryState state = new RecoveryState.Well();
  private boolean call;
  private long now;
  private final List<String> told = new ArrayList<>();

  private void feed(RecoveryInput input, Set<Step> able) {
    RecoveryTurn turn = Recovery.on(state, input, new Means(able, call, 0.5));
    state = turn.state();
    for (RecoveryEffect effect : turn.effects()) {
      told.add(
          switch (effect) {
            case RecoveryEffect.Take(_, Step step) -> now / 1_000_000_000 + "s " + step.word();
            case RecoveryEffect.Wait _ -> now / 1_000_000_000 + "s waits";
            case RecoveryEffect.Park(_, Duration pause) ->
                now / 1_000_000_000 + "s parked for " + pause.toSeconds() + "s";
            case RecoveryEffect.Back(_, Step by, Duration took) ->
                "back by " + by.word() + " after " + took.toSeconds() + "s";
          });
    }
  }

  private void pass(Duration time, Set<Step> able) {
    long end = now + time.toNanos();
    while (true) {
      long next = Recovery.nanosToNext(state, now);
      if (next > end - now) {
        now = end;
        return;
      }
      now += next;
      feed(new RecoveryInput.Passed(now), able);
    }
  }

  @Test
  void eachStepIsHeavierThanTheOneBefore() {
    feed(new RecoveryInput.Struck(now, Trouble.NO_ANSWER), ALL);
    pass(Duration.ofSeconds(100), ALL);
    assertEquals(
        List.of(
            "0s ping", "5s reinit", "17s radio", "32s reset", "57s power", "82s parked for 60s"),
        told);
  }

  @Test
  void aStepThatTheModemDidNotTakeIsNotWaitedFor() {
    feed(new RecoveryInput.Struck(now, Trouble.RADIO_STUCK), WITHOUT_POWER);
    pass(Duration.ofSeconds(1), WITHOUT_POWER);
    feed(new RecoveryInput.Failed(now), WITHOUT_POWER);
    assertEquals(List.of("0s radio", "1s reset"), told);
  }

  @Test
  void silenceWhileTheModuleStartsIsNoNews() {
    feed(new RecoveryInput.Struck(now, Trouble.GARBAGE), ALL);
    feed(new RecoveryInput.Struck(now, Trouble.NO_ANSWER), ALL);
    assertEquals(List.of("0s reinit"), told);
    feed(new RecoveryInput.Struck(now, Trouble.GARBAGE), ALL);
    assertEquals(List.of("0s reinit", "0s radio"), told);
  }

  @Test
  void whatHelpedIsToldWithItsTimeAndARelapseBeginsBehindIt() {
    feed(new RecoveryInput.Struck(now, Trouble.STORM), ALL);
    pass(Duration.ofSeconds(4), ALL);
    feed(new RecoveryInput.Sound(now), ALL);
    pass(Duration.ofMinutes(2), ALL);
    feed(new RecoveryInput.Struck(now, Trouble.STORM), ALL);
    assertEquals(List.of("0s reinit", "back by reinit after 4s", "124s radio"), told);
    feed(new RecoveryInput.Sound(now), ALL);
    pass(Recovery.RELAPSE, ALL);
    feed(new RecoveryInput.Struck(now, Trouble.STORM), ALL);
    assertTrue(told.getLast().endsWith("reinit"), told::toString);
  }

  @Test
  void aParkedModemIsTriedAgainWithGrowingPausesAndComesBackByItself() {
    feed(new RecoveryInput.Struck(now, Trouble.PORT_GONE), WITHOUT_POWER);
    pass(Duration.ofHours(4), WITHOUT_POWER);
    List<String> pauses = told.stream().filter(t -> t.contains("parked")).toList();
    assertEquals(
        List.of("60s", "120s", "240s", "480s", "960s", "1800s"),
        pauses.stream().map(t -> t.substring(t.lastIndexOf(' ') + 1)).limit(6).toList());
    assertTrue(pauses.getLast().endsWith("1800s"), pauses::toString);
    feed(new RecoveryInput.Sound(now), WITHOUT_POWER);
    assertTrue(told.getLast().startsWith("back by reinit after 14400s"), told::toString);
  }

  @Test
  void noStepEndsACallOfAModemThatAnswers() {
    call = true;
    feed(new RecoveryInput.Struck(now, Trouble.GARBAGE), ALL);
    pass(Duration.ofMinutes(20), ALL);
    feed(new RecoveryInput.Struck(now, Trouble.GARBAGE), ALL);
    assertEquals(List.of("0s waits"), told);
    call = false;
    pass(Recovery.LOOK, ALL);
    assertEquals(List.of("0s waits", "1200s reinit"), told);
  }

  @Test
  void norDoesOneOfALadderThatHasBegun() {
    feed(new RecoveryInput.Struck(now, Trouble.GARBAGE), ALL);
    pass(Duration.ofSeconds(5), ALL);
    call = true;
    pass(Duration.ofMinutes(5), ALL);
    assertEquals(List.of("0s reinit", "12s waits"), told);
    feed(new RecoveryInput.Sound(now), ALL);
    assertEquals("back by reinit after 305s", told.getLast());
  }

  @Test
  void norDoesTheNextRoundOfAParkedOne() {
    feed(new RecoveryInput.Struck(now, Trouble.PORT_TAKEN), ALL);
    pass(Duration.ofSeconds(20), ALL);
    call = true;
    pass(Duration.ofMinutes(5), ALL);
    assertEquals(List.of("0s reinit", "12s parked for 60s", "72s waits"), told);
  }

  @Test
  void whatIsOverBeforeTheCallNeedsNoStep() {
    call = true;
    feed(new RecoveryInput.Struck(now, Trouble.GARBAGE), ALL);
    feed(new RecoveryInput.Sound(now), ALL);
    call = false;
    pass(Duration.ofHours(1), ALL);
    assertEquals(List.of("0s waits"), told);
  }

  @Test
  void aModemThatFallsSilentInACallIsNotWaitedFor() {
    call = true;
    feed(new RecoveryInput.Struck(now, Trouble.GARBAGE), ALL);
    pass(Duration.ofSeconds(30), ALL);
    call = false; // it does not answer any more
    feed(new RecoveryInput.Struck(now, Trouble.NO_ANSWER), ALL);
    feed(new RecoveryInput.Failed(now), ALL);
    assertEquals(List.of("0s waits", "30s ping", "30s reinit"), told);
  }

  @Test
  void peopleTakeOver() {
    feed(new RecoveryInput.Struck(now, Trouble.NOT_REGISTERED), ALL);
    feed(new RecoveryInput.Left(now), ALL);
    pass(Duration.ofHours(1), ALL);
    assertEquals(List.of("0s radio"), told);
  }

  @Test
  void pausesAreSpreadByAFifthAtMost() {
    for (double spread : new double[] {0, 1}) {
      RecoveryState parked =
          Recovery.on(
                  new RecoveryState.Trying(Trouble.PORT_TAKEN, 0, Step.REINIT, 0, 0),
                  new RecoveryInput.Failed(0),
                  new Means(ALL, false, spread))
              .state();
      assertEquals(spread == 0 ? 48 : 72, Recovery.nanosToNext(parked, 0) / 1_000_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void everyTroubleIsOverOrParkedWithinNinetySeconds(Trouble trouble) {
    feed(new RecoveryInput.Struck(now, trouble), ALL);
    pass(Duration.ofSeconds(90), ALL);
    assertTrue(state instanceof RecoveryState.Parked, () -> trouble + ": " + told);
  }

  /// Whatever comes in whatever order: it ends, and after good news nothing is done.
  @ParameterizedTest
  @EnumSource(Trouble.class)
  void goodNewsAlwaysEndIt(Trouble first) {
    SplittableRandom random = new SplittableRandom(first.word().length());
    List<Trouble> all = List.of(Trouble.values());
    feed(new RecoveryInput.Struck(now, first), ALL);
    for (int i = 0; i < 1000; i++) {
      now += random.nextLong(60_000_000_000L);
      call = random.nextBoolean();
      Trouble any = all.get(random.nextInt(all.size()));
      feed(
          switch (random.nextInt(4)) {
            case 0 -> new RecoveryInput.Struck(now, any);
            case 1 -> new RecoveryInput.Failed(now);
            case 2 -> new RecoveryInput.Passed(now);
            default -> new RecoveryInput.Struck(now, first);
          },
          random.nextBoolean() ? ALL : WITHOUT_POWER);
      assertTrue(Recovery.nanosToNext(state, now) < Long.MAX_VALUE, "it would sleep for ever");
    }
    feed(new RecoveryInput.Sound(now), ALL);
    assertEquals(Long.MAX_VALUE, Recovery.nanosToNext(state, now));
  }
}
