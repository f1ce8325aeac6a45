package io.patchbay.media.echo;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import java.util.Arrays;

/// The echo path, learned by normalised least mean squares, in two copies.
///
/// The one behind the scenes learns; the one whose echo is taken off is replaced by it only after
/// it has done better for some frames. So what a double talk that nobody noticed does to the
/// learner is not heard.
final class AdaptiveFilter {
  private static final float STEP = 0.5F;

  /// Keeps the step small when hardly anything is said: −50 dBm0 of each tap.
  private static final float LEAST_POWER = 4000;

  /// Better by 1.2 dB, three frames long, is better.
  private static final double BETTER = 0.75;

  private static final int BETTER_FRAMES = 3;

  /// Worse by 6 dB: the learner went astray.
  private static final double ASTRAY = 4;

  private final int taps;

  /// What was said, the newest last.
  private final float[] said;

  // coefficients, the one of the newest sample last
  private final float[] learning;
  private final float[] using;
  private float power;
  private int better;

  /// @param taps samples of the path's length, a multiple of 4
  AdaptiveFilter(int taps) {
    this.taps = taps;
    said = new float[taps + FRAME_SAMPLES];
    learning = new float[taps];
    using = new float[taps];
  }

  /// The next 160 samples that were said.
  void said(short[] frame) {
    System.arraycopy(said, FRAME_SAMPLES, said, 0, taps);
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      said[taps + i] = frame[i];
    }
  }

  /// Takes the echo off a frame.
  ///
  /// @param heard with echo
  /// @param rest without
  /// @param learn whether nothing but echo is heard
  void cancel(short[] heard, float[] rest, boolean learn) {
    power = 0;
    for (int k = 0; k < taps; k++) {
      power += said[k] * said[k];
    }
    double all = 0;
    double left = 0;
    double wrong = 0;
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      float newest = said[taps + i];
      power += newest * newest - said[i] * said[i];
      rest[i] = heard[i] - echo(using, i + 1);
      all += heard[i] * heard[i];
      left += rest[i] * rest[i];
      if (learn) {
        float error = heard[i] - echo(learning, i + 1);
        wrong += error * error;
        learn(i + 1, STEP * error / (Math.max(0, power) + taps * LEAST_POWER));
      }
    }
    if (learn) {
      choose(all, left, wrong);
    }
  }

  private void choose(double all, double left, double wrong) {
    if (wrong < BETTER * left && wrong < all) {
      if (++better >= BETTER_FRAMES) {
        System.arraycopy(learning, 0, using, 0, taps);
      }
    } else {
      better = 0;
      if (wrong > ASTRAY * left) {
        System.arraycopy(using, 0, learning, 0, taps);
      }
    }
    if (left > 2 * all) { // makes echo instead of taking it off
      forget();
    }
  }

  /// Begins anew.
  void forget() {
    Arrays.fill(using, 0);
    Arrays.fill(learning, 0);
    better = 0;
  }

  private float echo(float[] path, int from) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int k = 0; k < taps; k += 4) {
      a += path[k] * said[from + k];
      b += path[k + 1] * said[from + k + 1];
      c += path[k + 2] * said[from + k + 2];
      d += path[k + 3] * said[from + k + 3];
    }
    return a + b + c + d;
  }

  private void learn(int from, float step) {
    for (int k = 0; k < taps; k++) {
      learning[k] += step * said[from + k];
    }
  }
}
