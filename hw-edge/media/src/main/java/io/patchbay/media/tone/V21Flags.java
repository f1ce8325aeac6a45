package io.patchbay.media.tone;

import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

/// Hears the HDLC flags before a fax message (T.30 §5.3.1): V.21 channel 2, 300 bit/s, 1650 Hz for
/// 1 and 1850 Hz for 0.
///
/// Two correlators over one bit, exact in integers; a zero crossing of their difference sets the
/// bit clock. Allocates nothing after construction.
final class V21Flags {
  private static final int PERIOD = 160;
  private static final int MARK_STEP = 33; // 1650 / 8000 of the period
  private static final int SPACE_STEP = 37;
  private static final int BIT_SAMPLES = 26;
  private static final int BIT_RATE = 300;
  private static final int SAMPLE_RATE = 8000;
  private static final int AMPLITUDE = 1024;
  private static final int FLAG = 0x7e;
  private static final int NEEDED = 8;

  private final int[] sine = new int[PERIOD];
  private final int[][] products = new int[4][BIT_SAMPLES];
  private final long[] sums = new long[4];
  private int oldest;
  private int mark;
  private int space;
  private int phase;
  private boolean one;
  private int bits;
  private int sinceFlag;
  private int flags;

  V21Flags() {
    for (int i = 0; i < PERIOD; i++) {
      sine[i] = (int) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * i / PERIOD));
    }
  }

  /// Hears 160 samples.
  ///
  /// @return true while a preamble lasts
  boolean process(short[] frame) {
    boolean heard = false;
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      heard |= sample(frame[i]);
    }
    return heard;
  }

  private boolean sample(int value) {
    sum(0, value * sine[mark]);
    sum(1, value * sine[(mark + PERIOD / 4) % PERIOD]);
    sum(2, value * sine[space]);
    sum(3, value * sine[(space + PERIOD / 4) % PERIOD]);
    mark = (mark + MARK_STEP) % PERIOD;
    space = (space + SPACE_STEP) % PERIOD;
    oldest = (oldest + 1) % BIT_SAMPLES;
    boolean now = power(0) > power(2);
    if (now != one) {
      one = now;
      phase = SAMPLE_RATE / 2;
    }
    phase += BIT_RATE;
    if (phase < SAMPLE_RATE) {
      return false;
    }
    phase -= SAMPLE_RATE;
    return bit();
  }

  private boolean bit() {
    bits = ((bits << 1) | (one ? 1 : 0)) & 0xff;
    sinceFlag++;
    if (bits == FLAG) {
      flags = sinceFlag == 8 ? flags + 1 : 1;
      sinceFlag = 0;
    }
    return bits == FLAG && flags >= NEEDED;
  }

  private void sum(int which, int product) {
    sums[which] += product - products[which][oldest];
    products[which][oldest] = product;
  }

  private double power(int which) {
    double sin = sums[which];
    double cos = sums[which + 1];
    return sin * sin + cos * cos;
  }
}
