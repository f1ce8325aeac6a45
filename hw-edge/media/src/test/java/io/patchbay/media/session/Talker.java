package io.patchbay.media.session;

import io.patchbay.media.dtmf.DtmfGenerator;
import java.util.Arrays;

/// A line on which somebody presses keys: 100 ms each, 100 ms between.
final class Talker implements FramePort {
  private static final int FRAMES = 5;
  private final String digits;
  private final DtmfGenerator generator = new DtmfGenerator();
  private int frames;

  Talker(String digits) {
    this.digits = digits;
  }

  @Override
  public boolean clocked() {
    return false;
  }

  @Override
  public int read(short[] frame) {
    int part = frames / FRAMES - 2;
    boolean first = frames % FRAMES == 0;
    frames++;
    if (part < 0 || part / 2 >= digits.length() || part % 2 == 1) {
      Arrays.fill(frame, (short) 0);
    } else {
      if (first) {
        generator.start(digits.charAt(part / 2));
      }
      generator.fill(frame, 0, frame.length);
    }
    return frame.length;
  }

  @Override
  public void write(short[] frame) {}

  @Override
  public void close() {}
}
