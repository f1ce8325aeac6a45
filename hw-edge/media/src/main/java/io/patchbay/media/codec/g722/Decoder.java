package io.patchbay.media.codec.g722;

import static io.patchbay.media.codec.g722.Band.saturate;

/// G.722 decoder, mode 1 (64 kbit/s): an octet makes two samples at 16 kHz.
final class Decoder {
  private static final int TAPS = 24;
  private static final int LIMIT = 16384;

  private final Band low = new Band(32, 8, 18432);
  private final Band high = new Band(8, 10, 22528);
  private final int[] samples = new int[2 * TAPS];
  private int at;

  /// @param out gets two samples
  void decode(int octet, short[] out, int offset) {
    int fine = octet & 63;
    int code = (octet >> 6) & 3;
    int lower = limit(low.prediction + ((low.step * Tables.QM6[fine]) >> 15));
    int coarse = fine >> 2;
    int difference = (low.step * Tables.QM4[coarse]) >> 15;
    low.scale(Tables.WL4[coarse]);
    low.adapt(difference);

    int higherDifference = (high.step * Tables.QM2[code]) >> 15;
    int higher = limit(high.prediction + higherDifference);
    high.scale(Tables.WH2[code]);
    high.adapt(higherDifference);
    synthesise(lower + higher, lower - higher, out, offset);
  }

  private void synthesise(int sum, int difference, short[] out, int offset) {
    samples[at] = sum;
    samples[at + TAPS] = sum;
    samples[at + 1] = difference;
    samples[at + 1 + TAPS] = difference;
    at = at + 2 == TAPS ? 0 : at + 2;
    int first = 0;
    int second = 0;
    for (int i = 0; i < 12; i++) {
      second += samples[at + 2 * i] * Tables.MIRROR_FILTER[i];
      first += samples[at + 2 * i + 1] * Tables.MIRROR_FILTER[11 - i];
    }
    out[offset] = (short) saturate(first >> 11);
    out[offset + 1] = (short) saturate(second >> 11);
  }

  private static int limit(int value) {
    return Math.clamp(value, -LIMIT, LIMIT - 1);
  }
}
