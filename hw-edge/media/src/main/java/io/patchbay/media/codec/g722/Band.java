package io.patchbay.media.codec.g722;

/// One sub-band's adaptive predictor and scale factor (G.722 §3.5, §3.6; block names of §6.2).
final class Band {
  private static final int[] INVERSE_LOG = {
    2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
    2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
  };

  private final int scaleShift;
  private final int maxLogScale;

  /// Reconstructed signal, partial signal and pole coefficients, newest first.
  private int r1;

  private int r2;
  private int p1;
  private int p2;
  private int a1;
  private int a2;

  /// Zero coefficients and the differences they weigh.
  private final int[] b = new int[6];

  private final int[] d = new int[6];
  private int zeroPrediction;
  private int logScale;

  /// The prediction of the next sample.
  int prediction;

  /// The quantiser's step.
  int step;

  /// @param scaleShift 8 in the lower, 10 in the higher band
  /// @param maxLogScale limit of the logarithmic scale factor
  Band(int step, int scaleShift, int maxLogScale) {
    this.step = step;
    this.scaleShift = scaleShift;
    this.maxLogScale = maxLogScale;
  }

  /// LOGSCL and SCALEL, or LOGSCH and SCALEH.
  ///
  /// @param weight of the code word
  void scale(int weight) {
    logScale = Math.clamp(((logScale * 127) >> 7) + weight, 0, maxLogScale);
    int fraction = INVERSE_LOG[(logScale >> 6) & 31];
    int shift = scaleShift - (logScale >> 11);
    step = (shift < 0 ? fraction << -shift : fraction >> shift) << 2;
  }

  /// Block 4: adapts the predictor to a quantised difference.
  void adapt(int difference) {
    int r0 = saturate(prediction + difference);
    int p0 = saturate(zeroPrediction + difference);
    int second = secondPole(p0);
    int first = firstPole(p0, second);
    zeros(difference);
    r2 = r1;
    r1 = r0;
    p2 = p1;
    p1 = p0;
    a2 = second;
    a1 = first;
    // FILTEP, FILTEZ, PREDIC
    int pole = saturate(((a1 * saturate(r1 + r1)) >> 15) + ((a2 * saturate(r2 + r2)) >> 15));
    int zero = 0;
    for (int i = 5; i >= 0; i--) {
      zero += (b[i] * saturate(d[i] + d[i])) >> 15;
    }
    zeroPrediction = saturate(zero);
    prediction = saturate(pole + zeroPrediction);
  }

  /// UPPOL2.
  private int secondPole(int p0) {
    int fourfold = saturate(a1 << 2);
    int turned = Math.min((p0 ^ p1) >= 0 ? -fourfold : fourfold, 32767);
    int value = (turned >> 7) + ((p0 ^ p2) >= 0 ? 128 : -128) + ((a2 * 32512) >> 15);
    return Math.clamp(value, -12288, 12288);
  }

  /// UPPOL1.
  private int firstPole(int p0, int second) {
    int value = saturate(((p0 ^ p1) >= 0 ? 192 : -192) + ((a1 * 32640) >> 15));
    int limit = saturate(15360 - second);
    return Math.clamp(value, -limit, limit);
  }

  /// UPZERO and the shift of the differences.
  private void zeros(int difference) {
    int gain = difference == 0 ? 0 : 128;
    for (int i = 0; i < 6; i++) {
      b[i] = saturate(((d[i] ^ difference) >= 0 ? gain : -gain) + ((b[i] * 32640) >> 15));
    }
    System.arraycopy(d, 0, d, 1, 5);
    d[0] = difference;
  }

  static int saturate(int value) {
    return Math.clamp(value, -32768, 32767);
  }
}
