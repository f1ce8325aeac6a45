package io.patchbay.driver.gsm.audio;

/// A gain in our samples: fixed point, limited to 16 bits.
public final class Gain {
  /// As it is.
  static final int UNITY = 1 << 12;

  /// Decibels that can be asked for, up and down.
  public static final double MOST_DB = 24;

  private Gain() {}

  /// The factor of a gain in decibels.
  static int factor(double db) {
    if (!(db >= -MOST_DB && db <= MOST_DB)) {
      throw new IllegalArgumentException(db + " dB is not within ±" + MOST_DB);
    }
    return (int) Math.round(UNITY * Math.pow(10, db / 20));
  }

  /// A sample, multiplied and limited.
  static short of(short sample, int factor) {
    return factor == UNITY
        ? sample
        : (short) Math.clamp(((long) sample * factor) >> 12, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
