package io.patchbay.contract;

import java.time.Duration;

/// How long to wait before the next try: doubles from the first pause to the longest. For one
/// thread.
public final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public BackOff(Duration first, Duration longest) {
    if (!first.isPositive() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException("back-off from " + first + " to " + longest);
    }
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /// The pause to take now.
  public Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return now;
  }

  /// It worked: the next failure starts from the first pause.
  public void reset() {
    next = first;
  }
}
