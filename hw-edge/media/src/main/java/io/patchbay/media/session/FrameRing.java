package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Pcm;
import java.util.concurrent.atomic.AtomicInteger;

/// Frames from one thread to another, for a line that is not master of its context.
///
/// Neither side waits: full, the newest is dropped; far behind, the reader leaves frames out.
final class FrameRing {
  private static final int CAPACITY = 8;
  private static final int MAX_WAITING = 3;
  private static final int MAX_DELAYED = 50;
  private static final double QUIET = Math.pow(Pcm.peak(-45), 2) / 2;

  private final short[][] frames = new short[CAPACITY][FRAME_SAMPLES];
  private final AtomicInteger head = new AtomicInteger();
  private final AtomicInteger tail = new AtomicInteger();
  private int delayed;

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

  /// For when both sides are the same thread: the oldest frame for the newest, so that nothing is
  /// lost at the change of the driver. What that delays is caught up with when it is quiet, or
  /// after a second.
  ///
  /// @param result may be `newest`
  void exchange(short[] newest, short[] result) {
    int waiting = tail.getPlain() - head.getPlain();
    if (waiting == 0) {
      System.arraycopy(newest, 0, result, 0, FRAME_SAMPLES);
      return;
    }
    offer(newest);
    poll(result);
    if (++delayed >= MAX_DELAYED || Pcm.meanSquare(result, 0, FRAME_SAMPLES) < QUIET) {
      delayed = 0;
      poll(result);
    }
  }
}
