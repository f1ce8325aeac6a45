package io.patchbay.media.record;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Takes both sides of a termination off the media thread, and lets both hear that it does: by an
/// announcement, or by 200 ms of 1400 Hz, at the beginning; and by that in an interval.
///
/// The media thread calls [#heard] and [#said] in each frame, which neither wait, lock nor
/// allocate; one other thread calls [#drain] at least every 4 s, or what did not fit is lost and
/// counted.
public final class CallTap {
  private static final double BEEP_HZ = 1400;
  private static final double BEEP_DBM0 = -18;
  private static final int BEEP_FRAMES = 10;
  private static final int FRAMES_PER_SECOND = 50;

  /// 4 s of two channels.
  private static final int CAPACITY = 1 << 16;

  private final short[] ring = new short[CAPACITY];
  private final AtomicInteger head = new AtomicInteger();
  private final AtomicInteger tail = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final Oscillator beep = new Oscillator();
  private final short[] notice = new short[FRAME_SAMPLES];
  private final short[] outward = new short[FRAME_SAMPLES];
  private final short[] announcement;
  private final int intervalFrames;
  private int announced;
  private int frame;
  private boolean noticing;

  /// @param beepSeconds from one beep to the next, 0 = none at all
  public CallTap(int beepSeconds) {
    this(beepSeconds, new short[0]);
  }

  /// @param beepSeconds from the announcement, or the first beep, to the next beep, 0 = none at all
  /// @param announcement what both hear instead of the first beep; empty: nothing
  public CallTap(int beepSeconds, short[] announcement) {
    if (beepSeconds < 0 || beepSeconds > 3600) {
      throw new IllegalArgumentException("beep every " + beepSeconds + " s is not 0 to 3600 s");
    }
    intervalFrames = beepSeconds * FRAMES_PER_SECOND;
    this.announcement = announcement.clone();
    frame = announcement.length == 0 ? 0 : BEEP_FRAMES;
  }

  /// The next frame of what the termination says, before others hear it; the notice is added.
  public void heard(short[] pcm) {
    noticing = announce() || beep();
    if (noticing) {
      for (int i = 0; i < FRAME_SAMPLES; i++) {
        pcm[i] = Pcm.saturate(pcm[i] + notice[i]);
      }
    }
  }

  private boolean announce() {
    int count = Math.min(FRAME_SAMPLES, announcement.length - announced);
    if (count <= 0) {
      return false;
    }
    System.arraycopy(announcement, announced, notice, 0, count);
    Arrays.fill(notice, count, FRAME_SAMPLES, (short) 0);
    announced += count;
    return true;
  }

  private boolean beep() {
    int since = intervalFrames == 0 ? BEEP_FRAMES : frame % intervalFrames;
    frame++;
    if (since >= BEEP_FRAMES) {
      return false;
    }
    if (since == 0) {
      beep.start(BEEP_HZ, BEEP_DBM0);
    }
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      notice[i] = (short) beep.next();
    }
    return true;
  }

  /// The frame for the termination that goes with the last [#heard].
  ///
  /// @param from what the termination has said, as given to [#heard]
  /// @param to what it is to hear
  /// @return what it is to hear, with the notice
  public short[] said(short[] from, short[] to) {
    short[] out = to;
    if (noticing) {
      for (int i = 0; i < FRAME_SAMPLES; i++) {
        outward[i] = Pcm.saturate(to[i] + notice[i]);
      }
      out = outward;
    }
    put(from, out);
    return out;
  }

  /// Takes what has come.
  ///
  /// @param pcm gets pairs of samples: what the termination said, and what it heard
  /// @return samples taken, an even number
  public int drain(short[] pcm) {
    int at = head.getPlain();
    int count = Math.min(tail.getAcquire() - at, pcm.length & ~1);
    for (int i = 0; i < count; i++) {
      pcm[i] = ring[at + i & CAPACITY - 1];
    }
    head.setRelease(at + count);
    return count;
  }

  /// Milliseconds for which there was no room.
  public long lostMillis() {
    return lost.getOpaque();
  }

  private void put(short[] left, short[] right) {
    int at = tail.getPlain();
    if (CAPACITY - (at - head.getAcquire()) < 2 * FRAME_SAMPLES) {
      lost.setOpaque(lost.getPlain() + FRAME_SAMPLES / Pcm.SAMPLES_PER_MILLI);
      return;
    }
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      ring[at + 2 * i & CAPACITY - 1] = left[i];
      ring[at + 2 * i + 1 & CAPACITY - 1] = right[i];
    }
    tail.setRelease(at + 2 * FRAME_SAMPLES);
  }
}
