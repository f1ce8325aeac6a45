package io.patchbay.media.tone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears that a fax machine is on the line: the calling tone, the answering tone, or the first
/// message (T.30 §4.2, §5.3.1).
///
/// Feed frames of 160 samples. Allocates nothing after construction.
public final class FaxToneDetector {
  /// What tells a fax machine.
  public enum Sound {
    /// 1100 Hz for half a second every three and a half: a machine that calls.
    CNG,
    /// 2100 Hz, with or without phase reversals and modulation: a machine, or a modem, that
    /// answers.
    CED,
    /// Flags of V.21: a fax machine for certain.
    V21
  }

  /// 1100 Hz ± 38, and between two of them a tone still holds its share.
  private static final float[][] CALLING = around(1065, 1080, 1095, 1110, 1125, 1140);

  /// 2100 Hz ± 15.
  private static final float[][] ANSWERING = around(2085, 2100, 2115);

  /// 500 ms ± 15 %, in frames, and one for the window's own length.
  private static final int CALLING_LEAST = 20;

  private static final int CALLING_MOST = 31;

  /// Of the last half second, so that phase reversals do no harm.
  private static final int WINDOW_FRAMES = 25;

  private static final int ANSWERING_FRAMES = 20;

  /// Frames after which the same sound is told again.
  private static final int PAUSE_FRAMES = 50;

  private final ToneWindow window = new ToneWindow();
  private final V21Flags flags = new V21Flags();
  private int calling;
  private int answering;
  private int sinceAnswering = PAUSE_FRAMES;
  private int sinceFlags = PAUSE_FRAMES;

  /// Hears one frame.
  ///
  /// @return what began to be certain in it, once for each appearance; null for nothing
  public @Nullable Sound process(short[] frame) {
    window.add(frame);
    sinceFlags = Math.min(sinceFlags + 1, PAUSE_FRAMES);
    sinceAnswering = Math.min(sinceAnswering + 1, PAUSE_FRAMES);
    boolean flagged = flags.process(frame);
    Sound heard = null;
    if (calling()) {
      heard = Sound.CNG;
    }
    if (answering()) {
      heard = sinceAnswering == PAUSE_FRAMES ? Sound.CED : heard;
      sinceAnswering = 0;
    }
    if (flagged) {
      heard = sinceFlags == PAUSE_FRAMES ? Sound.V21 : heard;
      sinceFlags = 0;
    }
    return heard;
  }

  /// A tone that has ended, of the right length.
  private boolean calling() {
    if (holds(CALLING)) {
      calling++;
      return false;
    }
    boolean whole = calling >= CALLING_LEAST && calling <= CALLING_MOST;
    calling = 0;
    return whole;
  }

  private boolean answering() {
    answering = ((answering << 1) | (holds(ANSWERING) ? 1 : 0)) & ((1 << WINDOW_FRAMES) - 1);
    return Integer.bitCount(answering) >= ANSWERING_FRAMES;
  }

  private boolean holds(float[][] tones) {
    for (float[] tone : tones) {
      if (window.holds(tone)) {
        return true;
      }
    }
    return false;
  }

  private static float[][] around(double... frequenciesHz) {
    var all = new float[frequenciesHz.length][];
    for (int i = 0; i < all.length; i++) {
      all[i] = ToneWindow.coefficients(List.of(frequenciesHz[i]));
    }
    return all;
  }
}
