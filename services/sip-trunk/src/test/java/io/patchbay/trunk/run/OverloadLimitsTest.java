package io.patchbay.trunk.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Where overload begins and ends.
final class OverloadLimitsTest {
  private static final long MS = 1_000_000;

  private final Overload overload =
      new Overload(new Overload.Limits(100, Duration.ofMillis(50)), () -> 0);

  @Test
  void backlogBeginsItAndHalfOfItEndsIt() {
    assertFalse(overload.full(100, 0));
    assertTrue(overload.full(101, 0));
    assertTrue(overload.full(51, 0));
    assertFalse(overload.full(50, 0));
    assertFalse(overload.full(51, 0));
  }

  @Test
  void delayBeginsItWhenThereIsWork() {
    assertFalse(overload.full(16, 500 * MS), "one slow moment of an idle replica");
    assertFalse(overload.full(17, 50 * MS));
    assertTrue(overload.full(17, 51 * MS));
    assertTrue(overload.full(17, 26 * MS));
    assertFalse(overload.full(17, 25 * MS));
  }

  @Test
  void callsOfASecondAreCounted() {
    AtomicLong now = new AtomicLong();
    Overload limited = new Overload(new Overload.Limits(100, Duration.ofMillis(50), 2), now::get);
    limited.taken();
    assertFalse(limited.full(0, 0));
    limited.taken();
    assertTrue(limited.full(0, 0));
    now.set(999 * MS);
    assertTrue(limited.full(0, 0));
    now.set(1000 * MS);
    assertFalse(limited.full(0, 0));
  }

  @Test
  void boundsMakeSense() {
    assertThrows(
        IllegalArgumentException.class, () -> new Overload.Limits(0, Duration.ofMillis(1)));
    assertThrows(IllegalArgumentException.class, () -> new Overload.Limits(100, Duration.ZERO));
  }
}
