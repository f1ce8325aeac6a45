package io.patchbay.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// RFC 3611 §4.7.2.
final class BurstGapTest {
  private final BurstGap counted = new BurstGap();

  private void received(int packets) {
    for (int i = 0; i < packets; i++) {
      counted.received();
    }
  }

  @Test
  void withoutLossThereIsNothingToTell() {
    received(1000);
    var summary = counted.summary(20);
    assertEquals(0, summary.burstDensity());
    assertEquals(0, summary.gapDensity());
    assertEquals(1, summary.burstRatio());
  }

  @Test
  void lossFarApartIsOfTheGap() {
    for (int i = 0; i < 20; i++) {
      received(99);
      counted.lost(1);
    }
    var summary = counted.summary(20);
    assertEquals(0.01, summary.gapDensity(), 0.001);
    assertEquals(0, summary.burstDensity());
    assertEquals(1, summary.burstRatio(), 0.02);
  }

  @Test
  void lossCloseTogetherIsABurst() {
    for (int i = 0; i < 20; i++) {
      received(100);
      for (int j = 0; j < 5; j++) {
        counted.lost(2);
        received(2);
      }
    }
    var summary = counted.summary(20);
    assertEquals(0.5, summary.burstDensity(), 0.1);
    assertEquals(0, summary.gapDensity(), 0.001);
    assertEquals(5 * 4 * 20, summary.burstMillis(), 60);
    assertEquals(100 * 20, summary.gapMillis(), 120);
    assertTrue(summary.burstRatio() > 1.5, summary.toString());
  }

  @Test
  void randomLossHasABurstRatioOfOne() {
    var random = new SplittableRandom(5);
    for (int i = 0; i < 100_000; i++) {
      if (random.nextInt(20) == 0) {
        counted.lost(1);
      } else {
        counted.received();
      }
    }
    assertEquals(1, counted.summary(20).burstRatio(), 0.05);
  }
}
