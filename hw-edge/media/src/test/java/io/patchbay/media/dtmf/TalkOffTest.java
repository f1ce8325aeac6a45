package io.patchbay.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Ten minutes of speech are no digit, and would be to a detector that only looks at the eight
/// frequencies.
final class TalkOffTest {
  private static final int TEN_MINUTES = 10 * 60 * 50;

  @Test
  void tenMinutesOfSpeechHoldNoDigit() {
    var babble = new Babble(1977);
    var detector = new DtmfDetector();
    var frame = new short[160];
    var heard = new StringBuilder();
    for (int i = 0; i < TEN_MINUTES; i++) {
      babble.fill(frame);
      detector.process(frame);
      heard.append(detector.started() == 0 ? "" : i / 50 + "s:" + detector.started() + " ");
    }
    assertEquals("", heard.toString());
  }

  @Test
  void aDetectorThatOnlyLooksAtTheEightFrequenciesHearsManyInIt() {
    var babble = new Babble(1977);
    var frame = new short[160];
    int digits = 0;
    int lastPair = -1;
    int agreeing = 0;
    for (int i = 0; i < TEN_MINUTES; i++) {
      babble.fill(frame);
      int pair = pair(frame);
      agreeing = pair == lastPair ? agreeing + 1 : 1;
      lastPair = pair;
      digits += pair >= 0 && agreeing == 2 ? 1 : 0;
    }
    assertTrue(digits >= 20, digits + " digits");
  }

  /// The strongest of each group when both are loud enough and of like power.
  private static int pair(short[] frame) {
    double[] powers = new double[8];
    for (int k = 0; k < 8; k++) {
      int hz = k < 4 ? Dtmf.LOW_HZ[k] : Dtmf.HIGH_HZ[k - 4];
      double c = 2 * Math.cos(2 * Math.PI * hz / 8000);
      double a = 0;
      double b = 0;
      for (short sample : frame) {
        double next = sample + c * a - b;
        b = a;
        a = next;
      }
      powers[k] = (a * a + b * b - c * a * b) * 2 / (160.0 * 160);
    }
    int row = 0;
    int column = 4;
    for (int k = 1; k < 4; k++) {
      row = powers[k] > powers[row] ? k : row;
      column = powers[4 + k] > powers[column] ? 4 + k : column;
    }
    double low = powers[row];
    double high = powers[column];
    boolean digit = low > 40_000 && high > 40_000 && high < 2.5 * low && low < 6.3 * high;
    return digit ? row * 4 + column - 4 : -1;
  }
}
