package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import java.util.concurrent.atomic.AtomicInteger;

/// Frames from one thread to another, for a line that is not master of its context.
///
/// Neither side waits: full, the newest is dropped; far behind, the reader leaves frames out.
final class FrameRing {
  private static final int CAPACITY = 8;
  private static final int MAX_WAITING = 3;

  private final short[][] frames = new short[CAPACITY][FRAME_SAMPLES];
  private final AtomicInteger head = new AtomicInteger();
  private final AtomicInteger tail = new AtomicInteger();

  void offer(short[] frame) {
    int at = tail.getPlain();
    if (at - head.getAcquire() < CAPACITY) {
      System.arraycopy(frame, 0, frames[at & CAPACITY - 1], 0, FRAME_SAMPLES);
      tail.setRelease(at + 1);
    }
  }

  /// Takes a frame.
  ///
  /// @return false when there was none, the frame is left as it is
  boolean poll(short[] frame) {
    int at = head.getPlain();
    int waiting = tail.getAcquire() - at;
    if (waiting == 0) {
      return false;
    }
    at += waiting > MAX_WAITING ? waiting - 1 : 0;
    System.arraycopy(frames[at & CAPACITY - 1], 0, frame, 0, FRAME_SAMPLES);
    head.setRelease(at + 1);
    return true;
  }

  /// Drops what waits; the reader's side.
  void clear() {
    head.setRelease(tail.getAcquire());
  }
}
