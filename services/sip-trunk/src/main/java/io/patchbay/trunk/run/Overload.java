package io.patchbay.trunk.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Is there more to do than can be done in time? Begins at the bound, ends at half of it.
/// Thread-safe.
public final class Overload {
  /// Less than this is never too much, however long it took: then something else holds us up.
  private static final int FEW = 16;

  private final Limits limits;
  private final SetUpRate rate;
  private volatile boolean full;

  /// Where overload begins.
  ///
  /// @param backlog messages, events, calls without a decision and commands without an answer
  /// @param delay the next of them has waited
  /// @param rate new calls a second; 0: no limit
  public record Limits(int backlog, Duration delay, int rate) {
    /// Below the first retransmission of a request (T1, 500 ms), above a pause of the collector.
    public static final Limits DEFAULT = new Limits(1000, Duration.ofMillis(250), 0);

    public Limits(int backlog, Duration delay) {
      this(backlog, delay, 0);
    }

    public Limits {
      if (rate < 0) {
        throw new IllegalArgumentException("overload at a rate of " + rate + " (0: no limit)");
      }
      if (backlog < FEW || delay.isNegative() || delay.isZero()) {
        throw new IllegalArgumentException(
            "overload at a backlog of " + backlog + " (at least " + FEW + ") or " + delay);
      }
    }
  }

  public Overload(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    rate = new SetUpRate(limits.rate(), nanoTime);
  }

  /// A new call has come in.
  void taken() {
    rate.taken();
  }

  boolean full(long backlog, long delayNanos) {
    long part = full ? 2 : 1;
    boolean late = delayNanos > limits.delay().toNanos() / part && backlog > FEW;
    boolean now = late || backlog > limits.backlog() / part;
    if (now != full) {
      full = now;
    }
    return now || rate.over();
  }
}
