package io.patchbay.media.jitter;

/// Finds the lag at which audio repeats itself best: the highest normalised cross-correlation of a
/// piece with what lies a lag before or after it.
///
/// Every second lag by every second sample at first, then the neighbours of the best by all
/// samples; the energy is carried from lag to lag. Allocates nothing.
final class Periodicity {
  private static final int STRIDE = 2;

  private Periodicity() {}

  /// @param at first sample of the piece
  /// @param samples of the piece, even
  /// @param way 1: compared with what comes after it, −1: before it
  /// @param least lag
  /// @param most lag, an even number of samples after the least
  static int lag(short[] pcm, int at, int samples, int way, int least, int most) {
    long energy = energy(pcm, at + way * least, samples, STRIDE);
    int coarse = least;
    double coarseScore = Double.NEGATIVE_INFINITY;
    for (int lag = least; lag <= most; lag += STRIDE) {
      int other = at + way * lag;
      double score = score(product(pcm, at, other, samples, STRIDE), energy);
      if (score > coarseScore) {
        coarseScore = score;
        coarse = lag;
      }
      if (lag < most) {
        int gone = way > 0 ? other : other + samples - STRIDE;
        int come = way > 0 ? other + samples : other - STRIDE;
        energy += square(pcm[come]) - square(pcm[gone]);
      }
    }
    int best = coarse;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int lag = Math.max(least, coarse - 1); lag <= Math.min(most, coarse + 1); lag++) {
      int other = at + way * lag;
      double score = score(product(pcm, at, other, samples, 1), energy(pcm, other, samples, 1));
      if (score > bestScore) {
        bestScore = score;
        best = lag;
      }
    }
    return best;
  }

  private static double score(long product, long energy) {
    return product / Math.sqrt((double) energy + 1);
  }

  private static long product(short[] pcm, int one, int other, int samples, int stride) {
    long sum = 0;
    for (int i = 0; i < samples; i += stride) {
      sum += pcm[one + i] * pcm[other + i];
    }
    return sum;
  }

  private static long energy(short[] pcm, int from, int samples, int stride) {
    long sum = 0;
    for (int i = from; i < from + samples; i += stride) {
      sum += square(pcm[i]);
    }
    return sum;
  }

  private static int square(short sample) {
    return sample * sample;
  }
}
