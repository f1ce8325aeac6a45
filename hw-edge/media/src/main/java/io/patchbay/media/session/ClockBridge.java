package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.jitter.Splice;
import io.patchbay.media.pcm.Pcm;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Frames from one clock to another: a line that is not master of its context and the context.
///
/// One thread puts, one gets; neither waits, locks or allocates. What the clocks differ is taken up
/// by leaving out or repeating a pitch period, so that nothing is heard of it and the delay stays
/// where it is: one to two frames in hand at the worst moment of the last half second.
final class ClockBridge {
  private static final int CAPACITY = 2048;

  /// In hand after a frame was taken: at least, and at most.
  private static final int LOW = FRAME_SAMPLES;

  private static final int HIGH = 2 * FRAME_SAMPLES;

  /// From here on the surplus goes at once, 120 ms.
  private static final int EXCESS = 960;

  private static final int WINDOW = 25;
  private static final int SLIP_PAUSE = 5;
  private static final int FADE = 40;

  /// Frames before a surplus is caught up with while both sides are one thread.
  private static final int MAX_DELAYED = 50;

  private static final double QUIET = Math.pow(Pcm.peak(-45), 2) / 2;

  private final short[] ring = new short[CAPACITY];
  private final AtomicInteger head = new AtomicInteger();
  private final AtomicInteger tail = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();

  // the getter's own
  private final short[] scratch = new short[FRAME_SAMPLES + Splice.MAX_LAG];
  private int gets;
  private int least = Integer.MAX_VALUE;
  private int surplus;
  private int sinceSlip;
  private int delayed;

  /// Adds a frame of 160 samples; dropped when there is no room.
  void put(short[] frame) {
    int at = tail.getPlain();
    if (CAPACITY - (at - head.getAcquire()) < FRAME_SAMPLES) {
      dropped.setOpaque(dropped.getPlain() + 1);
      return;
    }
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      ring[at + i & CAPACITY - 1] = frame[i];
    }
    tail.setRelease(at + FRAME_SAMPLES);
  }

  /// Takes a frame.
  ///
  /// @return false when there was none, the frame is left as it is
  boolean get(short[] frame) {
    int waiting = waiting();
    watch(waiting - FRAME_SAMPLES);
    if (waiting < FRAME_SAMPLES) {
      return false;
    }
    sinceSlip++;
    if (surplus > EXCESS && waiting >= FRAME_SAMPLES + surplus) {
      jump(frame, surplus);
      surplus = 0;
    } else if (surplus > 0 && mayShorten(waiting)) {
      surplus = Math.max(0, surplus - shorten(frame));
    } else if (surplus < 0 && sinceSlip >= SLIP_PAUSE) {
      surplus = Math.min(0, surplus + lengthen(frame));
    } else {
      take(frame);
    }
    return true;
  }

  /// For when both sides are one thread: the oldest frame for the newest, so that nothing is lost
  /// at the change of the driver. What that delays is caught up with after a second, or when it is
  /// quiet.
  ///
  /// @param result may be `newest`
  void exchange(short[] newest, short[] result) {
    int waiting = waiting();
    if (waiting == 0) {
      System.arraycopy(newest, 0, result, 0, FRAME_SAMPLES);
      return;
    }
    boolean quiet = Pcm.meanSquare(newest, 0, FRAME_SAMPLES) < QUIET;
    put(newest);
    sinceSlip++;
    boolean due = quiet || ++delayed >= MAX_DELAYED;
    if (due && (quiet || waiting <= Splice.MAX_LAG)) {
      jump(result, waiting);
      delayed = 0;
    } else if (due && mayShorten(waiting + FRAME_SAMPLES)) {
      shorten(result);
    } else {
      take(result);
    }
  }

  /// Frames for which there was no room.
  long dropped() {
    return dropped.getOpaque();
  }

  private int waiting() {
    return tail.getAcquire() - head.getPlain();
  }

  /// What is in hand, at its least of the last half second, tells what there is too much.
  private void watch(int inHand) {
    least = Math.min(least, Math.max(0, inHand));
    if (++gets == WINDOW) {
      surplus = least < LOW || least > HIGH ? least - LOW - FADE : 0;
      gets = 0;
      least = Integer.MAX_VALUE;
    }
  }

  private boolean mayShorten(int waiting) {
    return sinceSlip >= SLIP_PAUSE && waiting >= FRAME_SAMPLES + Splice.MAX_LAG;
  }

  private void take(short[] frame) {
    copy(frame, FRAME_SAMPLES);
    advance(FRAME_SAMPLES);
  }

  private int shorten(short[] frame) {
    copy(scratch, FRAME_SAMPLES + Splice.MAX_LAG);
    int lag = Splice.lag(scratch);
    Splice.shorten(scratch, lag, frame);
    advance(FRAME_SAMPLES + lag);
    return lag;
  }

  private int lengthen(short[] frame) {
    copy(scratch, FRAME_SAMPLES);
    int lag = Splice.lag(scratch);
    Splice.lengthen(scratch, lag, frame);
    advance(FRAME_SAMPLES - lag);
    return lag;
  }

  /// Leaves any number of samples out, cross-faded.
  private void jump(short[] frame, int samples) {
    int at = head.getPlain();
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      int weight = Math.min(i, FADE);
      int early = ring[at + i & CAPACITY - 1];
      int late = ring[at + samples + i & CAPACITY - 1];
      frame[i] = (short) ((early * (FADE - weight) + late * weight) / FADE);
    }
    advance(FRAME_SAMPLES + samples);
  }

  private void copy(short[] to, int samples) {
    int at = head.getPlain();
    for (int i = 0; i < samples; i++) {
      to[i] = ring[at + i & CAPACITY - 1];
    }
  }

  private void advance(int samples) {
    head.setRelease(head.getPlain() + samples);
    sinceSlip = samples == FRAME_SAMPLES ? sinceSlip : 0;
  }
}
