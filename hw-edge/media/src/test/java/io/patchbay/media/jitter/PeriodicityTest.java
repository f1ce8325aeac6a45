package io.patchbay.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PeriodicityTest {
  /// Pulses that ring, as a voice of that period.
  private static short[] voice(int period, long seed) {
    var random = new SplittableRandom(seed);
    var pcm = new short[400];
    for (int i = 0; i < pcm.length; i++) {
      double since = (i + 13) % period;
      double ring = Math.exp(-since / 20) * Math.cos(since * 0.5);
      pcm[i] = (short) (8000 * ring + random.nextInt(-200, 200));
    }
    return pcm;
  }

  @Test
  void everyPeriodWithinTheLimitsIsFoundForwardsAndBackwards() {
    for (int period = 51; period <= 100; period++) {
      var pcm = voice(period, period);
      assertEquals(period, Periodicity.lag(pcm, 0, 160, 1, 40, 100), "forwards");
      int back = Periodicity.lag(pcm, 240, 160, -1, 40, 120);
      assertEquals(0, back % period, "backwards " + back + " for a period of " + period);
    }
  }

  @Test
  void theExhaustiveSearchIsHardlyBetter() {
    var random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      var pcm = voice(random.nextInt(45, 110), round);
      int quick = Periodicity.lag(pcm, 240, 160, -1, 40, 120);
      double best = 0;
      for (int lag = 40; lag <= 120; lag++) {
        best = Math.max(best, likeness(pcm, lag));
      }
      assertTrue(likeness(pcm, quick) > 0.98 * best, "round " + round + ", lag " + quick);
    }
  }

  private static double likeness(short[] pcm, int lag) {
    double product = 0;
    double energy = 1;
    for (int i = 240; i < 400; i++) {
      product += pcm[i] * pcm[i - lag];
      energy += pcm[i - lag] * pcm[i - lag];
    }
    return product / Math.sqrt(energy);
  }

  @Test
  void silenceAndFullScaleHaveALagToo() {
    assertEquals(40, Periodicity.lag(new short[400], 240, 160, -1, 40, 120));
    var loud = new short[400];
    java.util.Arrays.fill(loud, Short.MIN_VALUE);
    int lag = Periodicity.lag(loud, 240, 160, -1, 40, 120);
    assertTrue(lag >= 40 && lag <= 120, "lag " + lag);
  }
}
