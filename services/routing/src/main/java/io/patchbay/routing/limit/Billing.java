package io.patchbay.routing.limit;

import io.patchbay.proto.limit.v1.Claim;

/// What an operator makes of a call's duration (catalogue G-186, G-188).
final class Billing {
  private Billing() {}

  /// Whole units of an answered call, in seconds: 68 s by 60 s are 120.
  static long billed(Claim claim, long seconds) {
    return wholeUnits(claim, seconds + claim.getCorrectionS());
  }

  /// Rounded up; the least is one unit.
  static long wholeUnits(Claim claim, long seconds) {
    long unit = Math.max(1, claim.getUnit());
    return Math.max(1, Math.ceilDiv(seconds, unit)) * unit;
  }

  /// Rounded down.
  static long unitsWithin(Claim claim, long seconds) {
    long unit = Math.max(1, claim.getUnit());
    return Math.floorDiv(Math.max(0, seconds), unit) * unit;
  }
}
