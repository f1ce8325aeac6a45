package io.patchbay.media.rtp;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Pcm;

/// Tells voice from silence, and when the noise is to be told of (RFC 3389 §4).
///
/// A frame is voice when it is louder than −45 dBm0, or 6 dB above the noise that was measured and
/// louder than −60 dBm0. Voice lasts 200 ms beyond its last frame, so that no word loses its end.
/// The noise floor falls at once and rises slowly. Allocates nothing.
public final class SilenceSuppressor {
  private static final int HANGOVER_FRAMES = 10;

  /// Frames between two tellings of the same noise: half a second.
  private static final int REPEAT_FRAMES = 25;

  private static final double CERTAIN_DBM0 = -45;
  private static final double FAINT_DBM0 = -60;
  private static final double ABOVE_NOISE_DB = 6;
  private static final double RISE_DB = 0.05;
  private static final double CHANGE_DB = 3;

  private double floor = CERTAIN_DBM0;
  private double level = -127;
  private double told;
  private int hangover = HANGOVER_FRAMES;
  private int silentFrames;
  private boolean due;

  /// As if somebody spoke.
  public SilenceSuppressor() {}

  /// Hears the next frame.
  ///
  /// @param frame 160 samples
  /// @return whether it need not be sent
  public boolean silent(short[] frame) {
    double loud = Pcm.levelDbm0(Pcm.meanSquare(frame, 0, FRAME_SAMPLES));
    boolean voice = loud > CERTAIN_DBM0 || (loud > FAINT_DBM0 && loud > floor + ABOVE_NOISE_DB);
    floor = loud < floor ? loud : Math.min(floor + RISE_DB, CERTAIN_DBM0);
    if (voice) {
      hangover = HANGOVER_FRAMES;
    } else if (hangover > 0) {
      hangover--;
    }
    if (hangover > 0) {
      silentFrames = 0;
      due = false;
      return false;
    }
    level = silentFrames == 0 ? loud : level + (loud - level) / 8;
    due = silentFrames % REPEAT_FRAMES == 0 || Math.abs(level - told) > CHANGE_DB;
    silentFrames++;
    if (due) {
      told = level;
    }
    return true;
  }

  /// Whether a packet of comfort noise is to be sent for the frame that was silent.
  public boolean due() {
    return due;
  }

  /// How loud the silence is, 0 to −127.
  public int levelDbm0() {
    return (int) Math.max(-127, Math.round(level));
  }
}
