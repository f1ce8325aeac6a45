package io.patchbay.simulator.analogue;

import io.patchbay.simulator.sound.Sound;
import java.util.ArrayDeque;
import java.util.Arrays;

/// Audio from the driver, waiting for its turn: at most 10 frames, the oldest goes first.
final class HookAudio {
  private static final int MOST_FRAMES = 10;

  private final ArrayDeque<short[]> frames = new ArrayDeque<>();

  void add(short[] frame) {
    if (frames.size() == MOST_FRAMES) {
      frames.removeFirst();
    }
    frames.addLast(frame);
  }

  /// The next 20 ms; silence when none has come.
  void next(short[] frame) {
    short[] oldest = frames.poll();
    if (oldest == null) {
      Arrays.fill(frame, (short) 0);
    } else {
      System.arraycopy(oldest, 0, frame, 0, Sound.FRAME);
    }
  }

  void clear() {
    frames.clear();
  }
}
