package io.patchbay.media.jitter;

/// Play-out delay of a jitter buffer.
///
/// @param minMillis least delay
/// @param initialMillis delay at the start of a stream
/// @param maxMillis largest delay; later packets are lost
public record JitterSettings(Mode mode, int minMillis, int initialMillis, int maxMillis) {
  /// What becomes of the delay. Packets are put in order by timestamp in every mode.
  public enum Mode {
    /// It stays as it was at the start.
    FIXED,
    /// It grows to what late packets need, up to the largest, and stays there.
    SEQUENTIAL,
    /// It follows the measured jitter up and down.
    ADAPTIVE
  }

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

  /// Adaptive or fixed.
  public JitterSettings(boolean adaptive, int minMillis, int initialMillis, int maxMillis) {
    this(adaptive ? Mode.ADAPTIVE : Mode.FIXED, minMillis, initialMillis, maxMillis);
  }

  /// Adaptive, 25 to 200 ms, 40 ms at first.
  ///
  /// Less than a frame would not do even where nothing is late: packets are looked for once a
  /// frame, by a clock that passes the sender's every minute or so.
  public static JitterSettings adapting() {
    return new JitterSettings(true, 25, 40, 200);
  }

  /// A constant delay.
  public static JitterSettings fixed(int millis) {
    return new JitterSettings(false, millis, millis, Math.min(300, millis + 100));
  }
}
