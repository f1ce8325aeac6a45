package io.patchbay.media.jitter;

/// Shortens or lengthens a frame by about one pitch period, cross-faded so that it is not heard.
public final class Splice {
  /// Least and largest change in samples (5 to 12.5 ms).
  public static final int MIN_LAG = 40;

  /// See [#MIN_LAG].
  public static final int MAX_LAG = 100;

  private static final int FADE = 40;

  private Splice() {}

  /// The lag at which the audio repeats itself best.
  ///
  /// @param pcm at least `MAX_LAG + 40` samples
  public static int lag(short[] pcm) {
    return Periodicity.lag(pcm, 0, FADE, 1, MIN_LAG, MAX_LAG);
  }

  /// Leaves `lag` samples out.
  ///
  /// @param in `out.length + lag` samples
  public static void shorten(short[] in, int lag, short[] out) {
    for (int i = 0; i < out.length; i++) {
      int weight = Math.min(i, FADE);
      out[i] = (short) ((in[i] * (FADE - weight) + in[i + lag] * weight) / FADE);
    }
  }

  /// Plays `lag` samples twice.
  ///
  /// @param in `out.length - lag` samples count
  public static void lengthen(short[] in, int lag, short[] out) {
    for (int i = 0; i < out.length; i++) {
      int weight = Math.clamp(i - lag, 0, FADE);
      int late = i < lag ? 0 : in[i - lag];
      int early = weight == FADE ? 0 : in[i];
      out[i] = (short) ((early * (FADE - weight) + late * weight) / FADE);
    }
  }
}
