package io.patchbay.media.pcm;

/// White noise of a given level: comfort noise (RFC 3389 without spectral shape).
public final class Noise {
  private int state;

  /// @param seed any number
  public Noise(int seed) {
    state = seed == 0 ? 1 : seed;
  }

  /// Fills samples with noise.
  ///
  /// @param peak largest value, 1.73 times the root mean square
  public void fill(short[] pcm, int offset, int count, int peak) {
    for (int i = offset; i < offset + count; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      pcm[i] = (short) (((state >> 16) * peak) >> 15);
    }
  }

  /// The peak that gives `levelDbm0`.
  public static int peak(double levelDbm0) {
    return (int) Math.min(32767, Pcm.peak(levelDbm0) / Math.sqrt(2) * Math.sqrt(3));
  }
}
