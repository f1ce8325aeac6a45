package io.patchbay.media.echo;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

/// Tells whether a frame is a steady tone or two: what nothing is learned from, because many paths
/// would explain its echo, and what another may be playing, too (G.168 §6.4.2.7).
///
/// Linear prediction of fourth order (Levinson and Durbin) leaves hardly anything of two tones.
final class Steady {
  private static final int ORDER = 4;
  private static final double LEFT = 2e-3;

  private final double[] correlation = new double[ORDER + 1];
  private final double[] predictor = new double[ORDER + 1];
  private final double[] before = new double[ORDER + 1];

  /// For each frame of what was said.
  boolean tone(short[] frame) {
    for (int lag = 0; lag <= ORDER; lag++) {
      double sum = 0;
      for (int i = lag; i < FRAME_SAMPLES; i++) {
        sum += window(i) * frame[i] * window(i - lag) * frame[i - lag];
      }
      correlation[lag] = sum;
    }
    double energy = correlation[0];
    if (energy <= 0) {
      return false;
    }
    double left = energy;
    for (int order = 1; order <= ORDER && left > energy * 1e-9; order++) {
      double sum = correlation[order];
      for (int k = 1; k < order; k++) {
        sum -= predictor[k] * correlation[order - k];
      }
      double reflection = sum / left;
      System.arraycopy(predictor, 0, before, 0, ORDER + 1);
      predictor[order] = reflection;
      for (int k = 1; k < order; k++) {
        predictor[k] = before[k] - reflection * before[order - k];
      }
      left *= 1 - reflection * reflection;
    }
    return left < LEFT * energy;
  }

  /// Welch's: no edges to mistake for noise.
  private static double window(int i) {
    double x = (i - (FRAME_SAMPLES - 1) / 2.0) / (FRAME_SAMPLES / 2.0);
    return 1 - x * x;
  }
}
