package io.patchbay.media.codec.g722;

import static io.patchbay.media.codec.g722.Band.saturate;

/// G.722 encoder at 64 kbit/s: two samples at 16 kHz make an octet.
final class Encoder {
  private static final int TAPS = 24;
  private static final int HIGH_DECISION = 564;

  private final Band low = new Band(32, 8, 18432);
  private final Band high = new Band(8, 10, 22528);

  /// The last samples twice over, so that the filter never wraps.
  private final int[] samples = new int[2 * TAPS];

  private int at;

  byte encode(int first, int second) {
    samples[at] = first;
    samples[at + TAPS] = first;
    samples[at + 1] = second;
    samples[at + 1 + TAPS] = second;
    at = at + 2 == TAPS ? 0 : at + 2;
    int odd = 0;
    int even = 0;
    for (int i = 0; i < 12; i++) {
      odd += samples[at + 2 * i] * Tables.MIRROR_FILTER[i];
      even += samples[at + 2 * i + 1] * Tables.MIRROR_FILTER[11 - i];
    }
    return (byte) ((high((even - odd) >> 14) << 6) | low((even + odd) >> 14));
  }

  private int low(int sample) {
    int error = saturate(sample - low.prediction);
    int magnitude = error >= 0 ? error : ~error;
    int level = 1;
    while (level < 30 && magnitude >= (Tables.Q6[level] * low.step) >> 12) {
      level++;
    }
    int code = error < 0 ? (level < 3 ? 64 - level : 34 - level) : 62 - level;
    int coarse = code >> 2;
    int difference = (low.step * Tables.QM4[coarse]) >> 15;
    low.scale(Tables.WL4[coarse]);
    low.adapt(difference);
    return code;
  }

  private int high(int sample) {
    int error = saturate(sample - high.prediction);
    int magnitude = error >= 0 ? error : ~error;
    int outer = magnitude >= (HIGH_DECISION * high.step) >> 12 ? 0 : 1;
    int code = error < 0 ? outer : outer + 2;
    int difference = (high.step * Tables.QM2[code]) >> 15;
    high.scale(Tables.WH2[code]);
    high.adapt(difference);
    return code;
  }
}
