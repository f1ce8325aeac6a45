package io.patchbay.media.jitter;

/// Makes up lost audio by repeating the last pitch period and fading out (after G.711 Appendix I).
///
/// Feed every block that is played, in order. Works in blocks of 80 samples; allocates nothing.
public final class Concealment {
  private static final int BLOCK = 80;

  /// Marks a sample that was not received; decoders never make it.
  static final short MISSING = Short.MIN_VALUE;

  private static final int HISTORY = 320;
  private static final int MIN_LAG = 40;
  private static final int MAX_LAG = 120;

  /// The last 20 ms are looked for in what came before them.
  private static final int MATCH = 160;

  /// The voice is kept for 10 ms and fades to nothing after 60 ms.
  private static final int HOLD = 80;

  private static final int FADE = 480;
  private static final int OVERLAP = 32;

  private final short[] history = new short[HISTORY];
  private final short[] period = new short[MAX_LAG];
  private int lag = MIN_LAG;
  private int position;
  private int erased;
  private int rejoin;

  /// With nothing heard yet; one for each stream.
  public Concealment() {}

  /// Remembers a frame of 160 samples, or makes one up.
  ///
  /// @param came false: the frame's content is worthless
  public void frame(short[] pcm, boolean came) {
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = came ? (short) Math.max(pcm[i], MISSING + 1) : MISSING;
    }
    for (int from = 0; from < pcm.length; from += BLOCK) {
      block(pcm, from, BLOCK);
    }
  }

  /// Samples made up in the present gap.
  int erased() {
    return erased;
  }

  void reset() {
    java.util.Arrays.fill(history, (short) 0);
    erased = 0;
    rejoin = 0;
  }

  /// Replaces missing samples of a block and remembers the block.
  ///
  /// @return samples that were missing
  int block(short[] pcm, int offset, int count) {
    int missing = 0;
    for (int i = offset; i < offset + count; i++) {
      if (pcm[i] == MISSING) {
        missing++;
      }
    }
    if (missing > 0 || rejoin > 0) {
      repair(pcm, offset, count);
    }
    System.arraycopy(history, count, history, 0, HISTORY - count);
    System.arraycopy(pcm, offset, history, HISTORY - count, count);
    return missing;
  }

  private void repair(short[] pcm, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      if (pcm[i] == MISSING) {
        if (erased == 0) {
          begin(pcm, offset, i - offset);
        }
        pcm[i] = (short) made();
        rejoin = OVERLAP;
      } else if (rejoin > 0) {
        pcm[i] = (short) ((pcm[i] * (OVERLAP - rejoin) + made() * rejoin) / OVERLAP);
        rejoin--;
        erased = rejoin == 0 ? 0 : erased;
      }
    }
  }

  /// Copies the last pitch period before the gap, which begins `known` samples into the block.
  private void begin(short[] pcm, int offset, int known) {
    lag = Periodicity.lag(history, HISTORY - MATCH, MATCH, -1, MIN_LAG, MAX_LAG);
    int fromBlock = Math.min(known, lag);
    System.arraycopy(history, HISTORY - (lag - fromBlock), period, 0, lag - fromBlock);
    System.arraycopy(pcm, offset + known - fromBlock, period, lag - fromBlock, fromBlock);
    position = 0;
  }

  private int made() {
    int sample = (period[position] * gain()) >> 15;
    position = position + 1 == lag ? 0 : position + 1;
    erased = Math.min(erased + 1, FADE);
    return sample;
  }

  private int gain() {
    if (erased <= HOLD) {
      return 1 << 15;
    }
    return Math.max(0, (1 << 15) * (FADE - erased) / (FADE - HOLD));
  }
}
