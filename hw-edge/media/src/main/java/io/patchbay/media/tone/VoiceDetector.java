package io.patchbay.media.tone;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Pcm;
import java.util.List;
import java.util.stream.Stream;

/// Hears that somebody answered: 240 ms of sound within half a second that is none of the
/// exchange's tones.
///
/// Speech, music and a fax machine's tone count; ring-back, busy and the special information tone
/// (E.180 §6) do not, nor does the echo of what we say to the line. Feed frames with [#process].
/// Allocates nothing after construction.
public final class VoiceDetector {
  private static final double MIN_MEAN_SQUARE = Math.pow(Pcm.peak(-38), 2) / 2;

  /// The hybrid sends back our own voice at least 6 dB down.
  private static final double ECHO = 0.25;

  /// An echo is heard up to so many frames later.
  private static final int ECHO_FRAMES = 4;

  private static final int WINDOW_FRAMES = 25;
  private static final int NEEDED_FRAMES = 12;
  private static final List<List<Double>> INFORMATION =
      List.of(List.of(950.0), List.of(1400.0), List.of(1800.0));

  private final ToneWindow window = new ToneWindow();
  private final float[][] tones;
  private final double[] said = new double[ECHO_FRAMES];
  private int frames;
  private int recent;

  /// @param exchange the tones that are no answer
  public VoiceDetector(List<TonePattern> exchange) {
    tones =
        Stream.concat(exchange.stream().map(TonePattern::frequenciesHz), INFORMATION.stream())
            .map(ToneWindow::coefficients)
            .toArray(float[][]::new);
  }

  /// Tells what was just said to the line: 160 samples.
  public void said(short[] frame) {
    said[frames % ECHO_FRAMES] = Pcm.meanSquare(frame, 0, FRAME_SAMPLES);
  }

  /// Hears one frame.
  ///
  /// @param frame 160 samples
  /// @return true once there was enough of a voice
  public boolean process(short[] frame) {
    window.add(frame);
    frames++;
    recent = (recent << 1 | (foreign() ? 1 : 0)) & ((1 << WINDOW_FRAMES) - 1);
    return Integer.bitCount(recent) >= NEEDED_FRAMES;
  }

  private boolean foreign() {
    double loudest = MIN_MEAN_SQUARE;
    for (double own : said) {
      loudest = Math.max(loudest, own * ECHO);
    }
    if (window.meanSquare() <= loudest) {
      return false;
    }
    for (float[] tone : tones) {
      if (window.holds(tone)) {
        return false;
      }
    }
    return true;
  }
}
