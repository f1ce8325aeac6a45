package io.patchbay.media.codec.g722;

/// Takes audio from 8 to 16 kHz and back: a half-band filter of 63 taps, flat to 3.4 kHz within 0.1
/// dB, 60 dB down from 4.6 kHz. One instance for one way of one stream.
final class HalfBand {
  private static final int ARMS = 16;
  private static final int HISTORY = 2 * ARMS;
  private static final double KAISER_BETA = 5.65;

  /// The odd taps of one side, in 1/32768; the middle one is a half, all even ones are nothing.
  private static final int[] TAPS = taps();

  private final int[] history = new int[2 * HISTORY];
  private final int[] delayed = new int[ARMS];
  private int at;
  private int delayedAt;

  /// One sample at 8 kHz makes two at 16 kHz.
  void up(int sample, short[] out, int offset) {
    push(sample);
    out[offset] = (short) Band.saturate(filtered() >> 14);
    out[offset + 1] = (short) history[at + ARMS];
  }

  /// Two samples at 16 kHz make one at 8 kHz.
  short down(int first, int second) {
    push(second);
    delayed[delayedAt] = first;
    delayedAt = delayedAt + 1 == ARMS ? 0 : delayedAt + 1;
    int middle = delayed[delayedAt];
    return (short) Band.saturate((filtered() >> 15) + (middle >> 1));
  }

  private void push(int sample) {
    history[at] = sample;
    history[at + HISTORY] = sample;
    at = at + 1 == HISTORY ? 0 : at + 1;
  }

  /// Sum over the odd taps.
  private int filtered() {
    int sum = 1 << 13;
    for (int i = 0; i < ARMS; i++) {
      sum += TAPS[i] * (history[at + ARMS - 1 - i] + history[at + ARMS + i]);
    }
    return sum;
  }

  /// A windowed sinc (Kaiser), its odd taps made to sum to a quarter on each side.
  private static int[] taps() {
    var exact = new double[ARMS];
    double sum = 0;
    for (int i = 0; i < ARMS; i++) {
      int n = 2 * i + 1;
      double x = (double) n / (2 * ARMS);
      double window = bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
      exact[i] = Math.sin(Math.PI * n / 2) / (Math.PI * n) * window;
      sum += exact[i];
    }
    var taps = new int[ARMS];
    for (int i = 0; i < ARMS; i++) {
      taps[i] = (int) Math.round(exact[i] / sum / 4 * 32768);
    }
    return taps;
  }

  /// Modified Bessel function of the first kind, order 0.
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k < 30; k++) {
      term *= x / 2 / k * (x / 2 / k);
      sum += term;
    }
    return sum;
  }
}
