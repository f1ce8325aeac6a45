package io.patchbay.media.clock;

import static io.patchbay.media.pcm.Pcm.FRAME_NANOS;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// The shared media clock: calls its work four times per 20 ms frame at absolute deadlines.
///
/// Runs on its own platform thread until [#stop]. Late by more than 5 frames, it leaves them out.
public final class FrameClock implements Runnable {
  /// Parts of a frame, so that calls are spread over it.
  public static final int SLOTS = 4;

  private static final long SLOT_NANOS = FRAME_NANOS / SLOTS;
  private static final long MAX_LATE_NANOS = 5 * FRAME_NANOS;

  /// What is to be done in a slot.
  public interface Work {
    /// Does the work of one slot.
    ///
    /// @param slot 0 to 3
    /// @param skippedFrames frames left out since the start
    void run(int slot, long skippedFrames);
  }

  private final Work work;
  private final LongSupplier nanoTime;
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private volatile boolean stopped;

  /// @param nanoTime monotonic time
  public FrameClock(Work work, LongSupplier nanoTime) {
    this.work = work;
    this.nanoTime = nanoTime;
  }

  @Override
  public void run() {
    ThreadTuning.forMedia();
    long due = nanoTime.getAsLong();
    for (int slot = 0; !stopped; slot = (slot + 1) % SLOTS) {
      parkUntil(due);
      long lateness = nanoTime.getAsLong() - due;
      if (lateness > SLOT_NANOS) {
        late.setOpaque(late.getPlain() + 1);
      }
      if (lateness > MAX_LATE_NANOS) {
        long frames = lateness / FRAME_NANOS;
        skipped.setOpaque(skipped.getPlain() + frames);
        due += frames * FRAME_NANOS;
      }
      work.run(slot, skipped.getPlain());
      due += SLOT_NANOS;
    }
  }

  /// Ends the thread after the present slot.
  public void stop() {
    stopped = true;
  }

  /// Slots begun more than 5 ms late.
  public long late() {
    return late.getOpaque();
  }

  /// Frames left out.
  public long skipped() {
    return skipped.getOpaque();
  }

  private void parkUntil(long due) {
    long left = due - nanoTime.getAsLong();
    while (left > 0 && !stopped) {
      LockSupport.parkNanos(this, left);
      left = due - nanoTime.getAsLong();
    }
  }
}
