package io.patchbay.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.media.pcm.Pcm;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Q.24 (1988) annex A, the strictest column of each row, for all sixteen digits in random phase.
final class Q24Test {
  private static final String DIGITS = "0123456789*#ABCD";
  private static final int ROUNDS = 6;

  private final SplittableRandom random = new SplittableRandom(240);

  /// One signal of the sweep.
  ///
  /// @param lowPercent how far the low tone is off its frequency
  /// @param highPercent how far the high tone is
  /// @param twistDb high over low
  /// @param levelDbm0 of the stronger tone
  private record Signal(
      int millis, double lowPercent, double highPercent, double twistDb, double levelDbm0) {}

  @Test
  void everyDigitWithinTheLimitsIsHeardOnce() {
    var signals = new ArrayList<Signal>();
    for (double low : new double[] {-1.5, 0, 1.5}) {
      for (double high : new double[] {-1.5, 0, 1.5}) {
        for (double twist : new double[] {-8, 0, 4}) {
          for (double level : new double[] {-3, -15, -25}) {
            signals.add(new Signal(40, low, high, twist, level));
          }
        }
      }
    }
    signals.add(new Signal(40, 0, 0, 0, -29));
    signals.add(new Signal(500, 1.5, -1.5, 0, -10));
    assertEquals(List.of(), wrong(signals, true));
  }

  @Test
  void nothingBeyondTheLimitsIsADigit() {
    var signals = new ArrayList<Signal>();
    for (double off : new double[] {-3.5, 3.5}) {
      for (double twist : new double[] {-8, 0, 4}) {
        for (int millis : new int[] {40, 100, 500}) {
          signals.add(new Signal(millis, off, 0, twist, -10));
          signals.add(new Signal(millis, 0, off, twist, -10));
          signals.add(new Signal(millis, off, off, twist, -10));
        }
      }
    }
    for (double off : new double[] {-1.5, 0, 1.5}) {
      signals.add(new Signal(23, off, off, 0, -10));
      signals.add(new Signal(23, off, -off, -8, -3));
    }
    assertEquals(List.of(), wrong(signals, false));
  }

  @Test
  void digitsFollowEachOtherWith40MillisecondsOnAndOff() {
    var all = new StringBuilder();
    var pcm = new ArrayList<double[]>();
    for (int round = 0; round < 20; round++) {
      for (int d = 0; d < 16; d++) {
        char digit = DIGITS.charAt(d);
        all.append(digit).append(digit);
        pcm.add(sound(digit, new Signal(40, 1.5, -1.5, 0, -12), 40));
        pcm.add(sound(digit, new Signal(40, -1.5, 1.5, 2, -12), 40));
      }
    }
    assertEquals(all.toString(), hear(pcm));
  }

  @Test
  void anInterruptionOf10MillisecondsMakesNoSecondDigit() {
    for (int d = 0; d < 16; d++) {
      char digit = DIGITS.charAt(d);
      var pcm = sound(digit, new Signal(120, 0, 0, 0, -10), 100);
      for (int i = 480; i < 560; i++) {
        pcm[i] = 0;
      }
      assertEquals(String.valueOf(digit), hear(List.of(pcm)));
    }
  }

  private List<String> wrong(List<Signal> signals, boolean digit) {
    var wrong = new ArrayList<String>();
    for (var signal : signals) {
      for (int round = 0; round < ROUNDS; round++) {
        for (int d = 0; d < 16; d++) {
          var lead = new double[random.nextInt(160)];
          var heard = hear(List.of(lead, sound(DIGITS.charAt(d), signal, 100)));
          if (!heard.equals(digit ? String.valueOf(DIGITS.charAt(d)) : "")) {
            wrong.add(signal + ": " + DIGITS.charAt(d) + " -> " + heard);
          }
        }
      }
    }
    return wrong;
  }

  private double[] sound(char digit, Signal signal, int pauseMillis) {
    var pcm = new double[8 * (signal.millis + pauseMillis)];
    double low = 2 * Math.PI * Dtmf.lowHz(digit) * (1 + signal.lowPercent / 100) / 8000;
    double high = 2 * Math.PI * Dtmf.highHz(digit) * (1 + signal.highPercent / 100) / 8000;
    double lowPeak = Pcm.peak(signal.levelDbm0 - Math.max(0, signal.twistDb));
    double highPeak = Pcm.peak(signal.levelDbm0 + Math.min(0, signal.twistDb));
    double lowPhase = random.nextDouble() * 2 * Math.PI;
    double highPhase = random.nextDouble() * 2 * Math.PI;
    for (int i = 0; i < 8 * signal.millis; i++) {
      pcm[i] = lowPeak * Math.sin(lowPhase + low * i) + highPeak * Math.sin(highPhase + high * i);
    }
    return pcm;
  }

  private static String hear(List<double[]> parts) {
    var detector = new DtmfDetector();
    var heard = new StringBuilder();
    var frame = new short[160];
    int filled = 0;
    for (double[] part : parts) {
      for (double sample : part) {
        frame[filled++] = Pcm.saturate((int) Math.round(sample));
        if (filled == 160) {
          filled = 0;
          detector.process(frame);
          heard.append(detector.started() == 0 ? "" : String.valueOf(detector.started()));
        }
      }
    }
    return heard.toString();
  }
}
