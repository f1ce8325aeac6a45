package io.patchbay.media.codec;

import java.util.SplittableRandom;

/// Signals that drive a codec through all that it adapts: something like speech, tones, silence,
/// noise at full scale, steps.
public final class Speech {
  private Speech() {}

  /// The same numbers for the same length and rate.
  public static short[] of(int samples, int rateHz) {
    var random = new SplittableRandom(20);
    var pcm = new short[samples];
    double phase = 0;
    double formant = 0;
    int section = rateHz / 2;
    for (int i = 0; i < samples; i++) {
      double t = (double) (i % section) / section;
      switch (i / section % 6) {
        case 0 -> {
          // voiced: a pulse train of falling pitch through a decaying resonance
          phase += (180 - 60 * t) / rateHz;
          double pulse = phase >= 1 ? 1 : 0;
          phase -= pulse;
          formant = formant * 0.97 + pulse * 12_000;
          pcm[i] = (short) (formant * Math.cos(i * 2 * Math.PI * 700 / rateHz));
        }
        case 1 -> pcm[i] = (short) (random.nextInt(-3000, 3000) * (1 - t));
        case 2 -> pcm[i] = (short) (9000 * Math.sin(i * 2 * Math.PI * (300 + 3000 * t) / rateHz));
        case 3 -> pcm[i] = (short) random.nextInt(-2, 3);
        case 4 -> pcm[i] = (short) random.nextInt(-32768, 32768);
        default -> pcm[i] = (short) (i / 37 % 2 == 0 ? 32767 : -32768);
      }
    }
    return pcm;
  }
}
