package io.patchbay.driver.gsm.soundcard;

/// Brings 8 kHz up to a whole multiple of it, or down again, through one low-pass filter.
///
/// Hann-windowed sinc, cut off at 3.6 kHz, 2 ms of delay. Blocks of any length, in order, one
/// direction for each instance; allocates nothing after construction.
final class Resampler {
  private static final int RATE_HZ = 8000;
  private static final double CUT_OFF_HZ = 3600;

  /// Taps for each sample at 8 kHz.
  private static final int TAPS = 32;

  private final int ratio;
  private final float[] filter;
  private final float[] history;
  private int at;

  /// @param ratio the other rate is so many times 8 kHz, 1 to 6; 1: samples pass unchanged
  Resampler(int ratio) {
    if (ratio < 1 || ratio > 6) {
      throw new IllegalArgumentException("a ratio of " + ratio + " is not within 1-6");
    }
    this.ratio = ratio;
    filter = lowPass(ratio);
    history = new float[filter.length];
  }

  private static float[] lowPass(int ratio) {
    int length = TAPS * ratio;
    double middle = (length - 1) / 2.0;
    double cutOff = CUT_OFF_HZ / ((double) RATE_HZ * ratio);
    float[] taps = new float[length];
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double x = 2 * Math.PI * cutOff * (i - middle);
      double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
      taps[i] = (float) (sinc * (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / length)));
      sum += taps[i];
    }
    for (int i = 0; i < length; i++) {
      taps[i] /= (float) sum;
    }
    return taps;
  }

  /// From the higher rate to 8 kHz.
  ///
  /// @param in `count * ratio` samples
  /// @param out takes `count` samples
  void down(short[] in, short[] out, int count) {
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < ratio; k++) {
        push(in[i * ratio + k]);
      }
      out[i] = ratio == 1 ? in[i] : sample(filtered(0, 1));
    }
  }

  /// From 8 kHz to the higher rate.
  ///
  /// @param in `count` samples
  /// @param out takes `count * ratio` samples
  void up(short[] in, short[] out, int count) {
    for (int i = 0; i < count; i++) {
      push(in[i]);
      for (int k = 0; k < ratio; k++) {
        out[i * ratio + k] = ratio == 1 ? in[i] : sample(ratio * filtered(k, ratio));
      }
    }
  }

  private void push(short value) {
    at = at == 0 ? history.length - 1 : at - 1;
    history[at] = value;
  }

  /// Every `step`-th tap from `first` on, over the newest samples.
  private float filtered(int first, int step) {
    float sum = 0;
    int from = at;
    for (int tap = first; tap < filter.length; tap += step) {
      sum += filter[tap] * history[from];
      from = from + 1 == history.length ? 0 : from + 1;
    }
    return sum;
  }

  private static short sample(float value) {
    return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
