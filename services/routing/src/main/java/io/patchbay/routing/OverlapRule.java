package io.patchbay.routing;

import java.util.List;

/// A number whose caller may still dial on goes to a trunk, whose peer answers 484 as long as it
/// wants more (RFC 3578, catalogue H-099), and to nothing that takes it for the whole number: a
/// phone, a line, a SIP URI, or what stands behind the trunk for when that cannot be reached.
public final class OverlapRule implements RoutingRule {
  @Override
  public String name() {
    return "overlap";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    if (!inquiry.request().getIncomplete()
        || !(inquiry.resolution() instanceof Resolution.Found found)) {
      return Verdict.pass();
    }
    String why = inquiry.called() + " may not be complete: ";
    String trunk = found.to().getTrunk();
    return trunk.isEmpty()
        ? Verdict.refuse(Refusal.INCOMPLETE, why + "no trunk that could say so")
        : Verdict.changed(
            inquiry.withResolution(found.before(List.of())), why + "trunk " + trunk + " says so");
  }
}
