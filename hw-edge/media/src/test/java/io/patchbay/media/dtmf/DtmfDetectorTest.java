package io.patchbay.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.pcm.Pcm;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Q.24 sweeps over all sixteen digits with random phase.
final class DtmfDetectorTest {
  private static final String DIGITS = "0123456789*#ABCD";
  private static final int ROUNDS = 20;
  private final SplittableRandom random = new SplittableRandom(24);

  @ParameterizedTest
  @CsvSource({
    "40,0,0,-10",
    "40,1.5,0,-10",
    "40,-1.5,0,-10",
    "50,1.5,0,-10",
    "70,-1.5,0,-10",
    "70,0,4,-10",
    "70,0,-8,-10",
    "50,0,0,-26",
    "50,0,0,-4",
    "70,1.5,-6,-20"
  })
  void acceptsWhatQ24WantsAccepted(
      int millis, double offCentrePercent, double twistDb, double levelDbm0) {
    var failed = new StringBuilder();
    for (int round = 0; round < ROUNDS; round++) {
      for (int d = 0; d < 16; d++) {
        char digit = DIGITS.charAt(d);
        var pcm = new double[8 * (millis + 120)];
        int start = 8 * 40 + random.nextInt(160);
        tone(pcm, start, 8 * millis, digit, offCentrePercent, twistDb, levelDbm0);
        var heard = hear(pcm);
        if (!heard.equals(String.valueOf(digit))) {
          failed.append(digit).append("->").append(heard).append(' ');
        }
      }
    }
    assertEquals("", failed.toString());
  }

  @Test
  void rejectsTonesTooShortTooWeakOrTooFarOff() {
    for (int d = 0; d < 16; d++) {
      char digit = DIGITS.charAt(d);
      assertEquals("", one(digit, 20, 0, 0, -10), "20 ms " + digit);
      assertEquals("", one(digit, 100, 0, 0, -45), "-45 dBm0 " + digit);
      assertEquals("", one(digit, 100, 5, 0, -10), "+5 % " + digit);
      assertEquals("", one(digit, 100, 0, 12, -10), "twist +12 dB " + digit);
    }
  }

  @Test
  void reportsTheLengthOfADigit() {
    var detector = new DtmfDetector();
    var generator = new DtmfGenerator();
    generator.start('5');
    var frame = new short[160];
    int millis = 0;
    for (int i = 0; i < 20; i++) {
      Arrays.fill(frame, (short) 0);
      if (i >= 5 && i < 10) {
        generator.fill(frame, 0, 160);
      }
      detector.process(frame);
      millis = detector.ended() == '5' ? detector.endedMillis() : millis;
    }
    assertEquals(100, millis, 20);
  }

  @Test
  void hearsDigitsInNoise() {
    int heard = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int d = 0; d < 16; d++) {
        char digit = DIGITS.charAt(d);
        var pcm = new double[8 * 170];
        noise(pcm, -27);
        tone(pcm, 8 * 40, 8 * 60, digit, 0, 0, -10);
        heard += hear(pcm).equals(String.valueOf(digit)) ? 1 : 0;
      }
    }
    assertTrue(heard >= 16 * ROUNDS * 99 / 100, heard + " of " + 16 * ROUNDS);
  }

  /// Talk-off: three minutes of voiced sounds with moving pitch and formants, which hold DTMF-like
  /// pairs now and then.
  @Test
  void speechLikeSoundIsNoDigit() {
    int hits = 0;
    for (int part = 0; part < 18; part++) {
      hits += hear(voice(8000 * 10)).length();
    }
    assertTrue(hits <= 1, hits + " digits heard in speech");
  }

  private String one(
      char digit, int millis, double offCentrePercent, double twistDb, double levelDbm0) {
    var pcm = new double[8 * (millis + 120)];
    tone(pcm, 8 * 40, 8 * millis, digit, offCentrePercent, twistDb, levelDbm0);
    return hear(pcm);
  }

  private void tone(
      double[] pcm,
      int start,
      int count,
      char digit,
      double percent,
      double twistDb,
      double level) {
    double lowPhase = random.nextDouble() * 2 * Math.PI;
    double highPhase = random.nextDouble() * 2 * Math.PI;
    double low = 2 * Math.PI * Dtmf.lowHz(digit) * (1 + percent / 100) / 8000;
    double high = 2 * Math.PI * Dtmf.highHz(digit) * (1 + percent / 100) / 8000;
    double lowPeak = Pcm.peak(level + Math.min(0, -twistDb));
    double highPeak = Pcm.peak(level + Math.min(0, twistDb));
    for (int i = 0; i < count; i++) {
      pcm[start + i] +=
          lowPeak * Math.sin(lowPhase + low * i) + highPeak * Math.sin(highPhase + high * i);
    }
  }

  private void noise(double[] pcm, double levelDbm0) {
    double deviation = Pcm.peak(levelDbm0) / Math.sqrt(2);
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] += deviation * random.nextGaussian();
    }
  }

  private double[] voice(int count) {
    var pcm = new double[count];
    double phase = 0;
    double[] now = {120, 600, 1300, 2500};
    double[] target = now.clone();
    for (int i = 0; i < count; i++) {
      if (i % 800 == 0) {
        target[0] = Math.clamp(target[0] + random.nextDouble(-25, 25), 80, 320);
        target[1] = random.nextDouble(280, 950);
        target[2] = random.nextDouble(850, 2300);
        target[3] = random.nextDouble(2200, 3200);
      }
      for (int k = 0; k < 4; k++) {
        now[k] += (target[k] - now[k]) / 400;
      }
      phase += 2 * Math.PI * now[0] / 8000;
      double sum = 0;
      for (int harmonic = 1; harmonic * now[0] < 3600; harmonic++) {
        double weight = 0.02 / harmonic;
        for (int k = 1; k < 4; k++) {
          double distance = (harmonic * now[0] - now[k]) / (30 + 40 * k);
          weight += 1 / (1 + distance * distance) / k;
        }
        sum += weight * Math.sin(harmonic * phase);
      }
      pcm[i] = 3000 * sum;
    }
    return pcm;
  }

  private static String hear(double[] pcm) {
    var detector = new DtmfDetector();
    var heard = new StringBuilder();
    var frame = new short[160];
    for (int from = 0; from + 160 <= pcm.length; from += 160) {
      for (int i = 0; i < 160; i++) {
        frame[i] = Pcm.saturate((int) pcm[from + i]);
      }
      detector.process(frame);
      if (detector.started() != 0) {
        heard.append(detector.started());
      }
    }
    return heard.toString();
  }
}
