package io.patchbay.simulator.analogue;

import io.patchbay.simulator.sound.Sound;
import java.util.ArrayDeque;
import java.util.Arrays;

/// Audio from the driver, waiting for its turn: at most 10 frames, the oldest is dropped.
///
/// After a gap it starts with 60 ms in hand, so that a late frame does not tear a tone in two.
final class HookAudio {
  private static final int MOST_FRAMES = 10;

  private static final int PRIMED_FRAMES = 3;

  private final ArrayDeque<short[]> frames = new ArrayDeque<>();

  private boolean primed;

  void add(short[] frame) {
    if (frames.size() == MOST_FRAMES) {
      frames.removeFirst();
    }
    frames.addLast(frame);
    primed |= frames.size() >= PRIMED_FRAMES;
  }

  /// The next 20 ms; silence when none has come.
  void next(short[] frame) {
    short[] oldest = primed ? frames.poll() : null;
    if (oldest == null) {
      primed = false;
      Arrays.fill(frame, (short) 0);
    } else {
      System.arraycopy(oldest, 0, frame, 0, Sound.FRAME);
    }
  }

  void clear() {
    frames.clear();
    primed = false;
  }
}
