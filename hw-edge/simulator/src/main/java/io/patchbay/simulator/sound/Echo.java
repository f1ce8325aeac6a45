package io.patchbay.simulator.sound;

import java.util.ArrayDeque;
import java.util.Arrays;

/// Says what it hears, 40 ms later.
public final class Echo implements Sound, Ear {
  private static final int DELAY_FRAMES = 2;
  private static final int MOST_FRAMES = 10;

  private final ArrayDeque<short[]> heard = new ArrayDeque<>();

  public Echo() {
    for (int i = 0; i < DELAY_FRAMES; i++) {
      heard.add(new short[FRAME]);
    }
  }

  @Override
  public void hear(short[] frame) {
    if (heard.size() < MOST_FRAMES) {
      heard.add(frame.clone());
    }
  }

  @Override
  public void next(short[] frame) {
    short[] oldest = heard.poll();
    if (oldest == null) {
      Arrays.fill(frame, (short) 0);
    } else {
      System.arraycopy(oldest, 0, frame, 0, FRAME);
    }
  }
}
