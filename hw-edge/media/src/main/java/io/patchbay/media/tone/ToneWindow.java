package io.patchbay.media.tone;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Pcm;
import java.util.List;

/// The last 40 ms of a line's audio, and whether given frequencies make it up (Goertzel).
///
/// Allocates nothing after construction.
final class ToneWindow {
  private static final int WINDOW = 2 * FRAME_SAMPLES;
  private static final double MIN_MEAN_SQUARE = Math.pow(Pcm.peak(-42), 2) / 2;

  /// The tone's frequencies together hold this share of all power.
  private static final double MIN_SHARE = 0.6;

  /// Each of two frequencies holds at least this share.
  private static final double MIN_PART = 0.12;

  private final float[] window = new float[WINDOW];
  private double meanSquare;

  /// The coefficients of some frequencies, for [#holds].
  static float[] coefficients(List<Double> frequenciesHz) {
    float[] coefficients = new float[frequenciesHz.size()];
    for (int k = 0; k < coefficients.length; k++) {
      coefficients[k] =
          (float) (2 * Math.cos(2 * Math.PI * frequenciesHz.get(k) / Pcm.SAMPLE_RATE_HZ));
    }
    return coefficients;
  }

  /// Takes the next frame of 160 samples.
  void add(short[] frame) {
    System.arraycopy(window, FRAME_SAMPLES, window, 0, FRAME_SAMPLES);
    double energy = 0;
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      window[FRAME_SAMPLES + i] = frame[i];
    }
    for (float sample : window) {
      energy += sample * sample;
    }
    meanSquare = energy / WINDOW;
  }

  /// Mean square of all that is heard.
  double meanSquare() {
    return meanSquare;
  }

  /// Whether it is loud enough, and these frequencies all there is.
  boolean holds(float[] tones) {
    if (meanSquare <= MIN_MEAN_SQUARE) {
      return false;
    }
    double sum = 0;
    for (float coefficient : tones) {
      double power = power(coefficient);
      if (tones.length > 1 && power < MIN_PART * meanSquare) {
        return false;
      }
      sum += power;
    }
    return sum > MIN_SHARE * meanSquare;
  }

  private double power(float coefficient) {
    float a = 0;
    float b = 0;
    for (int i = 0; i < WINDOW; i += 2) {
      b = window[i] + coefficient * a - b;
      a = window[i + 1] + coefficient * b - a;
    }
    return (a * a + b * b - coefficient * a * b) * 2.0 / ((double) WINDOW * WINDOW);
  }
}
