package io.patchbay.routing;

import io.patchbay.routing.number.Numbering;

/// Finds the public numbers in question and where the dial plan sends the call. Refuses nothing:
/// that is for the steps behind it.
public final class NormaliseRule implements RoutingRule {
  @Override
  public String name() {
    return "normalise";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    Plan plan = inquiry.plan();
    String calling = inquiry.request().getCallingNumber();
    Numbering numbering = plan.numberings().of(inquiry.caller());
    Inquiry.E164 e164 =
        new Inquiry.E164(
            numbering.e164(inquiry.called()).orElse(""), numbering.e164(calling).orElse(""));
    Inquiry known = inquiry.withE164(e164);
    Inquiry found = known.withResolution(plan.resolve(known));
    return e164.called().isEmpty() || e164.called().equals(inquiry.called())
        ? Verdict.changed(found)
        : Verdict.changed(found, inquiry.called() + " is " + e164.called());
  }
}
