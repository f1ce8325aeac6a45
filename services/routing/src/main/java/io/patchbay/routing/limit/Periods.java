package io.patchbay.routing.limit;

import java.time.Duration;
import java.time.Instant;

/// How long the counters of periods are kept.
final class Periods {
  private static final Duration DAILY = Duration.ofDays(3);
  private static final Duration MONTHLY = Duration.ofDays(65);

  private Periods() {}

  /// Nobody will ask for it any more. Nobody whose clock is a day behind is granted anything, see
  /// [LimitTerms].
  static boolean past(CounterKey counter, Instant changed, Instant now) {
    if (counter.period().isEmpty()) {
      return false;
    }
    Duration kept = counter.period().length() == "2026-11-22".length() ? MONTHLY : DAILY;
    return changed.plus(kept).isBefore(now);
  }
}
