package io.patchbay.driver.gsm.audio;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Frames on their way to the modem, from one thread to another; neither locks, waits or allocates.
///
/// What the modem does not take in time is dropped, the oldest first, and counted.
final class FrameQueue {
  /// Samples of 16 bits, little endian.
  static final int FRAME_OCTETS = 320;

  private static final int CAPACITY = 16;

  /// 120 ms: more than that is delay that nobody wants.
  private static final int MOST_WAITING = 6;

  private final byte[][] frames = new byte[CAPACITY][FRAME_OCTETS];
  private final AtomicInteger head = new AtomicInteger();
  private final AtomicInteger tail = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();

  /// Adds a frame of 160 samples.
  void offer(short[] pcm) {
    offer(pcm, Gain.UNITY);
  }

  /// Adds a frame of 160 samples.
  ///
  /// @param factor of [Gain#factor]
  void offer(short[] pcm, int factor) {
    int at = tail.getPlain();
    if (at - head.getAcquire() == CAPACITY) {
      dropped.incrementAndGet();
      return;
    }
    byte[] octets = frames[at & CAPACITY - 1];
    for (int i = 0; i < pcm.length; i++) {
      short sample = Gain.of(pcm[i], factor);
      octets[2 * i] = (byte) sample;
      octets[2 * i + 1] = (byte) (sample >> 8);
    }
    tail.setRelease(at + 1);
  }

  /// Takes the oldest frame that is not too old; false when there is none.
  boolean poll(byte[] octets) {
    int at = head.getPlain();
    int waiting = tail.getAcquire() - at;
    int late = Math.max(0, waiting - MOST_WAITING);
    if (late > 0) {
      dropped.addAndGet(late);
      at += late;
    }
    if (waiting > 0) {
      System.arraycopy(frames[at & CAPACITY - 1], 0, octets, 0, FRAME_OCTETS);
      head.setRelease(at + 1);
    }
    return waiting > 0;
  }

  /// Drops what waits, uncounted; the taking side.
  void clear() {
    head.setRelease(tail.getAcquire());
  }

  /// Frames dropped so far.
  long dropped() {
    return dropped.get();
  }
}
