package io.patchbay.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RestartsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Restarts restarts = new Restarts();

  @Test
  void processThatServedIsStartedAgainAtOnceHoweverOften() {
    for (int death = 0; death < 5; death++) {
      assertEquals(Duration.ZERO, restarts.pauseAfter(LONG));
    }
  }

  @Test
  void onlyRepeatedQuickDeathsAreWaitedFor() {
    assertEquals(Duration.ZERO, restarts.pauseAfter(SHORT));
    assertEquals(Duration.ofMillis(500), restarts.pauseAfter(SHORT));
    assertEquals(Duration.ofSeconds(1), restarts.pauseAfter(SHORT));
  }

  @Test
  void pauseDoesNotGrowForEver() {
    Duration longest = Duration.ZERO;
    for (int death = 0; death < 20; death++) {
      longest = restarts.pauseAfter(SHORT);
    }
    assertEquals(Duration.ofSeconds(10), longest);
  }

  @Test
  void onceItServedItBeginsAfresh() {
    restarts.pauseAfter(SHORT);
    restarts.pauseAfter(SHORT);
    assertEquals(Duration.ZERO, restarts.pauseAfter(LONG));
    assertEquals(Duration.ZERO, restarts.pauseAfter(SHORT));
    assertEquals(Duration.ofMillis(500), restarts.pauseAfter(SHORT));
  }
}
