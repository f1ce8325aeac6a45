package io.patchbay.media.pcm;

/// Frames of 16-bit linear audio at 8 kHz mono: constants, gain, mixing and levels.
///
/// 0 dBm0 is the sine whose peak is 3.14 dB below full scale (G.711, A-law).
public final class Pcm {
  /// Samples per second.
  public static final int SAMPLE_RATE_HZ = 8000;

  /// Samples of one 20 ms frame.
  public static final int FRAME_SAMPLES = 160;

  /// Nanoseconds of one frame.
  public static final long FRAME_NANOS = 20_000_000;

  /// Samples of one millisecond.
  public static final int SAMPLES_PER_MILLI = 8;

  /// Peak of a sine of 0 dBm0.
  public static final double PEAK_0_DBM0 = 32767 * Math.pow(10, -3.14 / 20);

  /// Unity in the fixed-point gains of [#amplify].
  public static final int UNITY_GAIN = 1 << 12;

  private Pcm() {}

  /// The peak of a sine of `levelDbm0`.
  public static double peak(double levelDbm0) {
    return PEAK_0_DBM0 * Math.pow(10, levelDbm0 / 20);
  }

  /// The level of a signal whose mean square is `meanSquare`; −100 for silence.
  public static double levelDbm0(double meanSquare) {
    double reference = PEAK_0_DBM0 * PEAK_0_DBM0 / 2;
    return meanSquare <= reference * 1e-10 ? -100 : 10 * Math.log10(meanSquare / reference);
  }

  /// The mean square of `count` samples.
  public static double meanSquare(short[] pcm, int offset, int count) {
    long sum = 0;
    for (int i = offset; i < offset + count; i++) {
      sum += pcm[i] * pcm[i];
    }
    return (double) sum / count;
  }

  /// Limits to 16 bits.
  public static short saturate(int value) {
    return (short) Math.clamp(value, -32768, 32767);
  }

  /// The fixed-point factor of a gain, for [#amplify].
  ///
  /// @param db −24 to +24
  public static int gain(double db) {
    if (!(db >= -24 && db <= 24)) {
      throw new IllegalArgumentException("gain " + db + " dB is not within -24-24");
    }
    return (int) Math.round(UNITY_GAIN * Math.pow(10, db / 20));
  }

  /// Multiplies a frame in place by a factor of [#gain].
  public static void amplify(short[] frame, int factor) {
    if (factor != UNITY_GAIN) {
      for (int i = 0; i < frame.length; i++) {
        frame[i] = saturate((frame[i] * factor) >> 12);
      }
    }
  }

  /// Adds a frame to a sum.
  public static void add(short[] frame, int[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += frame[i];
    }
  }

  /// Mix-minus: what all others say, `sum` less `own`, limited to 16 bits.
  public static void subtract(int[] sum, short[] own, short[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = saturate(sum[i] - own[i]);
    }
  }
}
