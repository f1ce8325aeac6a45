package io.patchbay.trunk.sip;

import io.patchbay.proto.config.v1.SipTimers;

/// How patiently a message is sent again (RFC 3261 §17.1.1.1, §17.1.2.1), milliseconds.
///
/// @param t1 estimate of the round trip
/// @param t2 longest pause
/// @param f a request that is no INVITE has failed after so long; 0: after 64*T1
public record Pace(int t1, int t2, int f) {
  public static final Pace USUAL = new Pace(500, 4000, 0);

  /// 0: as usual.
  public static Pace of(SipTimers timers) {
    return new Pace(
        timers.getT1Ms() == 0 ? USUAL.t1 : timers.getT1Ms(),
        timers.getT2Ms() == 0 ? USUAL.t2 : timers.getT2Ms(),
        1000 * timers.getTransactionS());
  }
}
