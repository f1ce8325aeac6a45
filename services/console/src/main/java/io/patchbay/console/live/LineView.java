package io.patchbay.console.live;

import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.event.v1.PolicyFiring;
import java.util.List;

/// A line as configured and as last heard of.
///
/// @param state its number is the configured one when the line did not tell
/// @param stale what is shown may not be so any more
/// @param disabled by its document
/// @param maintenance by its document
/// @param policies what run policies have done to it
/// @param settings what its phone has set by feature codes
public record LineView(
    LineStateRecord state,
    boolean stale,
    boolean disabled,
    boolean maintenance,
    List<PolicyFiring> policies,
    List<PhoneSetting> settings) {
  public LineView {
    policies = List.copyOf(policies);
    settings = List.copyOf(settings);
  }
}
