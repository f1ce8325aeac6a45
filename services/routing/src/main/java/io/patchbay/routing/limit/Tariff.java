package io.patchbay.routing.limit;

import io.patchbay.contract.document.Money;
import io.patchbay.proto.config.v1.RateSpec;

/// What a call costs by one rate, in millionths of the currency. Whole numbers throughout.
public final class Tariff {
  private static final int USUAL_UNIT_S = 60;

  /// Nobody talks longer, and no price times so many units is too large a number.
  private static final long LONGEST_S = 8_000_000;

  private Tariff() {}

  /// An answered call of so many seconds; units begun are paid for, the least is one.
  public static long cost(RateSpec rate, long seconds) {
    long talked = Math.clamp(seconds, Math.max(1, rate.getMinimumS()), LONGEST_S);
    return rate.getSetupMicros() + Math.ceilDiv(talked, unit(rate)) * rate.getPriceMicros();
  }

  /// How long a call may last for this money.
  ///
  /// @param most seconds that are asked for
  /// @return seconds, no more than that; 0: it is not enough for the least that can be paid
  static long seconds(RateSpec rate, long micros, long most) {
    if (cost(rate, most) <= micros) {
      return most;
    }
    long left = micros - rate.getSetupMicros();
    if (left <= 0 || rate.getPriceMicros() == 0) {
      return 0;
    }
    // fewer units than `most` has: no overflow
    long seconds = left / rate.getPriceMicros() * unit(rate);
    return seconds < rate.getMinimumS() ? 0 : Math.min(seconds, most);
  }

  static boolean free(RateSpec rate) {
    return rate.getSetupMicros() == 0 && rate.getPriceMicros() == 0;
  }

  /// `0.15 a 60 s, 0.02 at first`.
  public static String words(RateSpec rate) {
    return Money.text(rate.getPriceMicros())
        + " a "
        + unit(rate)
        + " s"
        + (rate.getSetupMicros() == 0 ? "" : ", " + Money.text(rate.getSetupMicros()) + " at first")
        + (rate.getMinimumS() == 0 ? "" : ", at least " + rate.getMinimumS() + " s");
  }

  private static long unit(RateSpec rate) {
    return rate.getUnitS() == 0 ? USUAL_UNIT_S : rate.getUnitS();
  }
}
