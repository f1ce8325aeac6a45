package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.echo.EchoCanceller;

/// A line's audio without the echo of what is said to it.
///
/// Each frame read is compared with the frames written before it: an echo may come back at the
/// earliest in the frame after. When the line's clock and ours are not in step, a frame in hand
/// stays in hand, as it does in the hardware's queue.
public final class EchoCancelledPort implements FramePort {
  private static final int MOST_IN_HAND = 4;

  private final FramePort line;
  private final EchoCanceller canceller;
  private final short[][] inHand = new short[MOST_IN_HAND][FRAME_SAMPLES];
  private final short[] silence = new short[FRAME_SAMPLES];
  private int first;
  private int count;

  /// @param tailMillis longest echo, with what the hardware holds in its queues, 8 to 128
  public EchoCancelledPort(FramePort line, int tailMillis) {
    this.line = line;
    canceller = new EchoCanceller(tailMillis);
  }

  @Override
  public boolean clocked() {
    return line.clocked();
  }

  @Override
  public int read(short[] frame) {
    int samples = line.read(frame);
    if (samples == FRAME_SAMPLES) {
      if (count > 0) {
        canceller.said(inHand[first]);
        first = (first + 1) % MOST_IN_HAND;
        count--;
      } else {
        canceller.said(silence);
      }
      canceller.heard(frame);
    }
    return samples;
  }

  @Override
  public void write(short[] frame) {
    if (count == MOST_IN_HAND) { // more than the hardware would keep
      first = (first + 1) % MOST_IN_HAND;
      count--;
    }
    System.arraycopy(frame, 0, inHand[(first + count) % MOST_IN_HAND], 0, FRAME_SAMPLES);
    count++;
    line.write(frame);
  }

  @Override
  public void close() {
    line.close();
  }
}
