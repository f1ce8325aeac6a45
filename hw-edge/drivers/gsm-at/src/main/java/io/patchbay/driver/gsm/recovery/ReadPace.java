package io.patchbay.driver.gsm.recovery;

import java.time.Duration;

/// How fast a port is read: a full store of messages at once, but no endless noise.
public final class ReadPace {
  /// Octets that may come at once.
  static final int BURST = 64 * 1024;

  /// Octets a second in the long run: three times what 115200 baud gives.
  static final int RATE = 32 * 1024;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private long last;
  private double credit = BURST;

  /// A port that was just opened.
  public ReadPace(long at) {
    last = at;
  }

  /// Takes note of what was read.
  ///
  /// @return nanoseconds to wait before reading on, mostly 0
  public long read(int octets, long at) {
    credit = Math.min(BURST, credit + (double) (at - last) * RATE / SECOND) - octets;
    last = at;
    return credit >= 0 ? 0 : Math.round(-credit * SECOND / RATE);
  }
}
