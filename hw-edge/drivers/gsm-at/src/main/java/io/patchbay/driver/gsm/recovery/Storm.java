package io.patchbay.driver.gsm.recovery;

import java.time.Duration;

/// Keeps a flood of unsolicited lines from taking the processor: so many in a second are let
/// through, the rest is counted.
public final class Storm {
  /// Lines let through in a second: a modem in calls and messages says a tenth of it.
  static final int MOST = 100;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int SECONDS = 5;

  private long second;
  private int lines;
  private int full;
  private long dropped;

  /// A gate at rest.
  public Storm(long at) {
    second = at;
  }

  /// Whether a line is to be looked at.
  public boolean admits(long at) {
    turn(at);
    if (++lines <= MOST) {
      return true;
    }
    dropped++;
    return false;
  }

  private void turn(long at) {
    long passed = (at - second) / SECOND;
    if (passed > 0) {
      full = passed == 1 && lines > MOST ? full + 1 : 0;
      second += passed * SECOND;
      lines = 0;
    }
  }

  /// Whether it has gone on for five seconds.
  public boolean raging(long at) {
    turn(at);
    return full >= SECONDS;
  }

  /// Whether nothing is being dropped.
  public boolean calm(long at) {
    turn(at);
    return full == 0 && lines <= MOST;
  }

  /// Lines not looked at so far.
  public long dropped() {
    return dropped;
  }
}
