package io.patchbay.standalone.bench;

import java.util.Map;

/// What came of one rate.
///
/// @param rate calls per second offered
/// @param offered calls begun
/// @param completed calls set up and ended with 200 to BYE
/// @param refused of the others, those answered 503
/// @param retransmissions messages sent again, by the gateway or by us
/// @param refusalP99Millis INVITE to 503 of those, 99th percentile; NaN: there were none
/// @param delayP50Millis INVITE to 180, median
/// @param delayP99Millis the same, 99th percentile
/// @param cpuMillisPerCall of each process of the gateway, per completed call
/// @param ownCpuMillisPerCall of the bench, which shares the machine
public record Rung(
    int rate,
    int offered,
    long completed,
    long refused,
    double refusalP99Millis,
    long retransmissions,
    double delayP50Millis,
    double delayP99Millis,
    Map<String, Double> cpuMillisPerCall,
    double ownCpuMillisPerCall) {

  private static final double MOST_FAILED = 0.01;
  private static final double MOST_RETRANSMISSIONS = 0.05;

  /// Copies the map.
  public Rung {
    cpuMillisPerCall = Map.copyOf(cpuMillisPerCall);
  }

  /// Of the sip-trunk replica that took the calls.
  public double replicaCpuMillis() {
    return cpuMillisPerCall.getOrDefault("sip-trunk", Double.NaN);
  }

  /// Of all processes together.
  public double allCpuMillis() {
    return cpuMillisPerCall.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /// Share of calls that were not completed.
  public double failedShare() {
    return offered == 0 ? 1 : (double) (offered - completed) / offered;
  }

  /// Fewer than 1 % failed and at most 5 % retransmissions.
  public boolean clean() {
    return failedShare() < MOST_FAILED && retransmissions <= MOST_RETRANSMISSIONS * offered;
  }
}
