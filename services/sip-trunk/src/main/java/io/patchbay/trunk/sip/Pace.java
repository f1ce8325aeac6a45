package io.patchbay.trunk.sip;

/// How patiently a message is sent again (RFC 3261 §17.1.1.1), milliseconds.
///
/// @param t1 estimate of the round trip
/// @param t2 longest pause
public record Pace(int t1, int t2) {
  public static final Pace USUAL = new Pace(500, 4000);

  /// 0: as usual.
  public static Pace of(int t1, int t2) {
    return new Pace(t1 == 0 ? USUAL.t1 : t1, t2 == 0 ? USUAL.t2 : t2);
  }
}
