package io.patchbay.trunk.dialog;

import io.patchbay.proto.policy.v1.Decision;
import java.util.List;

/// A decision of the policy, resolved.
///
/// @param anyEdge where the RTP ports of a call without line go; empty: no edge is attached
/// @param salt tells the legs this replica makes from those a dead one has made of the same call
/// @param earlyMedia answer 183 instead of 180 to a line that is alerting
/// @param codecs what the edges can code
public record Plan(
    Decision decision,
    List<Destination> destinations,
    String anyEdge,
    String salt,
    boolean earlyMedia,
    EdgeCodecs codecs) {
  public Plan {
    destinations = List.copyOf(destinations);
  }

  /// Where it is not known what edges can code.
  public Plan(
      Decision decision,
      List<Destination> destinations,
      String anyEdge,
      String salt,
      boolean earlyMedia) {
    this(decision, destinations, anyEdge, salt, earlyMedia, EdgeCodecs.UNKNOWN);
  }

  static final Plan NONE = new Plan(Decision.getDefaultInstance(), List.of(), "", "", false);
}
