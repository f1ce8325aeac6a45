package io.patchbay.standalone.bench;

import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;
import io.patchbay.media.session.FramePort;

/// A line that says 1 kHz and counts the frames it hears. Media thread only.
final class TonePort implements FramePort {
  private static final double LEVEL_DBM0 = -10;

  private final short[] tone = new short[Pcm.FRAME_SAMPLES];
  private volatile long heard;

  TonePort() {
    var oscillator = new Oscillator();
    oscillator.start(1000, LEVEL_DBM0); // 20 periods a frame: each frame is the same
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) Math.round(oscillator.next());
    }
  }

  /// Frames given to the line.
  long heard() {
    return heard;
  }

  @Override
  public boolean clocked() {
    return false;
  }

  @Override
  public int read(short[] frame) {
    System.arraycopy(tone, 0, frame, 0, tone.length);
    return tone.length;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  public void write(short[] frame) {
    heard++;
  }

  @Override
  public void close() {}
}
