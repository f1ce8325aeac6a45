package io.patchbay.routing;

/// What is dialled where the dial plan sends the call, in the form that is wanted there. What is
/// nobody's is refused here.
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
      case Resolution.Found found -> formed(inquiry, found);
    };
  }

  private static Verdict formed(Inquiry inquiry, Resolution.Found found) {
    Resolution.Found formed = found.each(one -> one.dialling(form(inquiry, one)));
    if (formed.equals(found)) {
      return Verdict.pass(found.why());
    }
    return formed.number().equals(found.number())
        ? Verdict.changed(inquiry.withResolution(formed), found.why())
        : Verdict.changed(
            inquiry.withResolution(formed), found.why(), "dialled there as " + formed.number());
  }

  private static String form(Inquiry inquiry, Resolution.Found found) {
    return switch (found.to().getNumberForm()) {
      case NUMBER_FORM_UNSPECIFIED, UNRECOGNIZED -> found.number();
      case NUMBER_FORM_E164 -> inquiry.publicNumber(found.number()).orElse(found.number());
      case NUMBER_FORM_NATIONAL ->
          inquiry
              .publicNumber(found.number())
              .map(inquiry.plan().numberings().of(found.to())::national)
              .orElse(found.number());
      case NUMBER_FORM_AS_DIALLED -> inquiry.called();
    };
  }
}
