package io.patchbay.media.echo;

import io.patchbay.media.pcm.Pcm;

/// Tells whether more than echo is heard: an echo is at least 6 dB weaker than the loudest of what
/// was said within the path (G.168 §1; after Geigel, by frames' power and not by peaks).
final class DoubleTalk {
  private static final double ECHO = 0.25;

  /// Nobody speaks as low as this.
  private static final double QUIET = Math.pow(Pcm.peak(-50), 2) / 2;

  private static final int HANG_OVER_FRAMES = 3;

  private int hold;

  /// For each frame, by mean squares.
  ///
  /// @param said of the loudest frame within the path
  boolean heard(double heard, double said) {
    if (heard > QUIET && heard > ECHO * said) {
      hold = HANG_OVER_FRAMES;
    } else if (hold > 0) {
      hold--;
    }
    return hold > 0;
  }
}
