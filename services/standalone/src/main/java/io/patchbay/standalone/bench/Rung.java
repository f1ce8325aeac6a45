package io.patchbay.standalone.bench;

/// What came of one rate.
///
/// @param rate calls per second offered
/// @param offered calls begun
/// @param completed calls set up and ended with 200 to BYE
/// @param refused of the others, those answered 503
/// @param retransmissions messages sent again, by the gateway or by us
/// @param delayP50Millis INVITE to 180, median
/// @param delayP99Millis the same, 99th percentile
/// @param cpuMillisPerCall of the gateway's JVM, everything in it, per completed call
/// @param ownCpuMillisPerCall of the bench, which shares the machine
public record Rung(
    int rate,
    int offered,
    long completed,
    long refused,
    long retransmissions,
    double delayP50Millis,
    double delayP99Millis,
    double cpuMillisPerCall,
    double ownCpuMillisPerCall) {

  private static final double MOST_FAILED = 0.01;
  private static final double MOST_RETRANSMISSIONS = 0.05;

  /// Share of calls that were not completed.
  public double failedShare() {
    return offered == 0 ? 1 : (double) (offered - completed) / offered;
  }

  /// Fewer than 1 % failed and at most 5 % retransmissions.
  public boolean clean() {
    return failedShare() < MOST_FAILED && retransmissions <= MOST_RETRANSMISSIONS * offered;
  }
}
