package io.patchbay.simulator.sound;

import java.util.Arrays;

/// A tone switched on and off in turn (ITU-T E.180).
public final class Cadence implements Sound {
  private final Sound tone;
  private final int[] frames;
  private int phase;
  private int inPhase;

  /// @param framesOnOff lengths in frames of 20 ms: on, off, on, …
  private Cadence(Sound tone, int... framesOnOff) {
    this.tone = tone;
    this.frames = framesOnOff.clone();
  }

  /// Ring-back: 425 Hz, 1 s on, 4 s off.
  public static Sound ringBack() {
    return new Cadence(new Tone(-10, 425), 50, 200);
  }

  /// Busy: 425 Hz, 0.5 s on, 0.5 s off.
  public static Sound busy() {
    return new Cadence(new Tone(-10, 425), 25, 25);
  }

  /// Congestion and number unobtainable: 425 Hz, 0.25 s on, 0.25 s off (rounded to frames).
  public static Sound congestion() {
    return new Cadence(new Tone(-10, 425), 12, 12);
  }

  /// Dial tone: 425 Hz, steady.
  public static Sound dialTone() {
    return new Tone(-10, 425);
  }

  @Override
  public void next(short[] frame) {
    if (inPhase == frames[phase]) {
      inPhase = 0;
      phase = (phase + 1) % frames.length;
    }
    inPhase++;
    if (phase % 2 == 0) {
      tone.next(frame);
    } else {
      Arrays.fill(frame, (short) 0);
    }
  }
}
