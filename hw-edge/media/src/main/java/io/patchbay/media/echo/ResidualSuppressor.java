package io.patchbay.media.echo;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Noise;
import io.patchbay.media.pcm.Pcm;

/// Replaces what the filter leaves of an echo by noise as loud as the line's own (the non-linear
/// processor of G.168 §6.3 and its comfort noise).
final class ResidualSuppressor {
  /// Less than what was said by this much is echo, not a speaker.
  private static final double RESIDUAL = Math.pow(10, -2.7);

  /// −50 dBm0: nothing was said.
  private static final double SILENCE = meanSquare(-50);

  private static final double LOUDEST_NOISE = meanSquare(-40);
  private static final double FALL = 0.2;
  private static final double RISE = 1.02;
  private static final float RAMP = 1F / FRAME_SAMPLES;

  private final Noise noise = new Noise(7);
  private final short[] comfort = new short[FRAME_SAMPLES];
  private double background = meanSquare(-66);
  private float share = 1;

  private static double meanSquare(double levelDbm0) {
    return Math.pow(Pcm.peak(levelDbm0), 2) / 2;
  }

  /// Makes the frame that is passed on.
  ///
  /// @param rest what the filter left
  /// @param said mean square of the loudest frame that was said within the path
  /// @param others whether more than echo was heard
  void process(float[] rest, double said, boolean others, short[] frame) {
    double left = 0;
    for (float sample : rest) {
      left += sample * sample;
    }
    left /= FRAME_SAMPLES;
    boolean talking = said > SILENCE;
    if (!talking && !others) {
      learn(left);
    }
    boolean suppress = talking && !others && left < said * RESIDUAL;
    float target = suppress ? 0 : 1;
    boolean filled = suppress || share < 1;
    if (filled) {
      noise.fill(comfort, 0, FRAME_SAMPLES, (int) Math.sqrt(3 * background));
    }
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      share += Math.clamp(target - share, -RAMP, target > 0 ? 8 * RAMP : RAMP);
      float mixed = filled ? share * rest[i] + (1 - share) * comfort[i] : rest[i];
      frame[i] = Pcm.saturate(Math.round(mixed));
    }
  }

  /// Falls fast and rises slowly, so that words are no noise.
  private void learn(double left) {
    double now = Math.min(left, LOUDEST_NOISE);
    background = now < background ? background + FALL * (now - background) : background * RISE;
    background = Math.clamp(background, 1, Math.max(1, LOUDEST_NOISE));
  }
}
