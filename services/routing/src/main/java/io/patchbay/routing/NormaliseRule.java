package io.patchbay.routing;

/// Looks up where the dial plan sends the number. Refuses nothing: that is for the steps behind it.
public final class NormaliseRule implements RoutingRule {
  @Override
  public String name() {
    return "normalise";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    Resolution resolution =
        inquiry
            .plan()
            .resolve(inquiry.caller(), inquiry.called(), inquiry.request().getCallingNumber());
    return Verdict.changed(inquiry.withResolution(resolution));
  }
}
