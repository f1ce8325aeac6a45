package io.patchbay.media.jitter;

/// Play-out delay of a jitter buffer.
///
/// @param adaptive whether the delay follows the measured jitter between `minMillis` and
///   `maxMillis`
/// @param minMillis least delay
/// @param initialMillis delay at the start of a stream
/// @param maxMillis largest delay; later packets are lost
public record JitterSettings(boolean adaptive, int minMillis, int initialMillis, int maxMillis) {
  /// Checks 0 ≤ min ≤ initial ≤ max ≤ 300 ms.
  public JitterSettings {
    if (minMillis < 0
        || minMillis > initialMillis
        || initialMillis > maxMillis
        || maxMillis > 300) {
      throw new IllegalArgumentException(
          "jitter buffer "
              + minMillis
              + "/"
              + initialMillis
              + "/"
              + maxMillis
              + " ms is not 0 <= min <= initial <= max <= 300");
    }
  }

  /// Adaptive, 10 to 200 ms, 40 ms at first.
  public static JitterSettings adapting() {
    return new JitterSettings(true, 10, 40, 200);
  }

  /// A constant delay.
  public static JitterSettings fixed(int millis) {
    return new JitterSettings(false, millis, millis, Math.min(300, millis + 100));
  }
}
