package io.patchbay.routing.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.HealthSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthTest {
  private static final Instant T0 = Instant.parse("2026-11-22T09:00:00Z");
  private static final HealthSpec USUAL = HealthSpec.getDefaultInstance();

  private static Attempt failed(Instant at, int cause) {
    return new Attempt("gsm-1", at, false, false, 0, cause, cause == 38);
  }

  private static Health after(int failures) {
    Health health = Health.GOOD;
    for (int i = 0; i < failures; i++) {
      health = health.after(failed(T0, 41));
    }
    return health;
  }

  @Test
  void itRestsAfterThreeFailuresTwiceAsLongEachTimeAtMostHalfAnHour() {
    assertEquals("", after(2).rests(USUAL, T0).orElse(""));
    assertEquals(
        "3 calls in a row failed (Q.850 41), rests until 2026-11-22T09:00:30Z",
        after(3).rests(USUAL, T0).orElse(""));
    assertEquals("", after(3).rests(USUAL, T0.plusSeconds(30)).orElse(""));
    assertTrue(after(4).rests(USUAL, T0.plusSeconds(59)).isPresent());
    assertTrue(after(4).rests(USUAL, T0.plusSeconds(60)).isEmpty());
    assertTrue(after(90).rests(USUAL, T0.plusSeconds(1_799)).isPresent());
    assertTrue(after(90).rests(USUAL, T0.plusSeconds(1_800)).isEmpty());
  }

  @Test
  void oneCallThatGetsThroughMakesItWellAndWhatTellsNothingDoesNot() {
    Health health = after(3);
    assertEquals(
        Health.GOOD, health.after(new Attempt("gsm-1", T0, false, false, 0, 17, false)), "busy");
    assertEquals(
        Health.GOOD, health.after(new Attempt("gsm-1", T0, true, false, 0, 19, false)), "rang");
    assertEquals(
        health, health.after(new Attempt("gsm-1", T0, false, false, 0, 16, true)), "gave up");
    assertEquals(health, health.after(failed(T0.minusSeconds(1), 41)), "a late record");
    assertEquals(4, health.after(failed(T0, 38)).failed());
  }

  /// Never longer than the longest rest after the last failure, never at rest below the limit, and
  /// a call that got through is forgotten nothing of.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void restsAreBoundedInEveryHistory(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    HealthSpec spec =
        HealthSpec.newBuilder()
            .setFailures(1 + random.nextInt(5))
            .setRestS(1 + random.nextInt(100))
            .setMostS(1 + random.nextInt(1_000))
            .build();
    long most = Math.max(spec.getRestS(), spec.getMostS());
    Health health = Health.GOOD;
    Instant now = T0;
    int row = 0;
    for (int i = 0; i < 1_000; i++) {
      now = now.plusSeconds(random.nextInt(60));
      boolean fails = random.nextInt(4) > 0;
      health =
          health.after(
              fails ? failed(now, 41) : new Attempt("gsm-1", now, true, true, 5, 16, false));
      row = fails ? row + 1 : 0;
      String where = "seed " + seed + ", call " + i;
      assertEquals(row >= spec.getFailures(), health.rests(spec, now).isPresent(), where);
      assertTrue(health.rests(spec, now.plus(Duration.ofSeconds(most))).isEmpty(), where);
    }
  }
}
