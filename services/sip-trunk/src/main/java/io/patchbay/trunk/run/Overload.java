package io.patchbay.trunk.run;

import java.time.Duration;

/// Is there more to do than can be done in time? Begins at the bound, ends at half of it.
/// Thread-safe.
public final class Overload {
  /// Less than this is never too much, however long it took: then something else holds us up.
  private static final int FEW = 16;

  private final Limits limits;
  private volatile boolean full;

  /// Where overload begins.
  ///
  /// @param backlog messages, events, calls without a decision and commands without an answer
  /// @param delay the next of them has waited
  public record Limits(int backlog, Duration delay) {
    /// Below the first retransmission of a request (T1, 500 ms), above a pause of the collector.
    public static final Limits DEFAULT = new Limits(1000, Duration.ofMillis(250));

    public Limits {
      if (backlog < FEW || delay.isNegative() || delay.isZero()) {
        throw new IllegalArgumentException(
            "overload at a backlog of " + backlog + " (at least " + FEW + ") or " + delay);
      }
    }
  }

  public Overload(Limits limits) {
    this.limits = limits;
  }

  boolean full(long backlog, long delayNanos) {
    long part = full ? 2 : 1;
    boolean late = delayNanos > limits.delay().toNanos() / part && backlog > FEW;
    boolean now = late || backlog > limits.backlog() / part;
    if (now != full) {
      full = now;
    }
    return now;
  }
}
