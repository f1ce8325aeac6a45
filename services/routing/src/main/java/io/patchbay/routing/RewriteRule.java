package io.patchbay.routing;

/// What the dial plan makes of the number. What is nobody's is refused here.
public final class RewriteRule implements RoutingRule {
  @Override
  public String name() {
    return "rewrite";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    return switch (inquiry.resolution()) {
      case Resolution.Unknown(String why) -> Verdict.refuse(Refusal.UNKNOWN_NUMBER, why);
      case Resolution.Rejected(String why) -> Verdict.refuse(Refusal.NOT_ALLOWED, why);
      case Resolution.Declined(String why) -> Verdict.refuse(Refusal.NO_PREFIX, why);
      case Resolution.Found found -> Verdict.pass(found.why());
    };
  }
}
