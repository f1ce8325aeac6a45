package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PresentationSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.routing.pattern.PatternException;
import io.patchbay.routing.rewrite.PrefixRules;
import java.util.Optional;

/// Which number and name of the caller the called side is shown: as the destination says, else as
/// the trunk does that it names, else the caller's as they are.
public final class PresentRule implements RoutingRule {
  @Override
  public String name() {
    return "present";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    return inquiry.resolution() instanceof Resolution.Found found
        ? presentation(inquiry, found.to())
            .map(spec -> shown(inquiry, found.to(), spec))
            .orElseGet(Verdict::pass)
        : Verdict.pass();
  }

  private static Optional<PresentationSpec> presentation(Inquiry inquiry, Destination to) {
    return to.hasPresent()
        ? Optional.of(to.getPresent())
        : Optional.ofNullable(inquiry.plan().documents().trunks().get(to.getTrunk()))
            .filter(TrunkSpec::hasPresent)
            .map(TrunkSpec::getPresent);
  }

  private static Verdict shown(Inquiry inquiry, Destination to, PresentationSpec spec) {
    Decision before = inquiry.draft();
    String number = number(inquiry, to, spec);
    Decision.Builder draft = before.toBuilder().setCallingNumber(number);
    if (spec.getNumber() == PresentationSpec.Number.NUMBER_WITHHELD) {
      draft.clearCallingName();
    } else if (!spec.getName().isEmpty()) {
      draft.setCallingName(spec.getName());
    }
    String name = draft.getCallingName().isEmpty() ? "" : ", " + draft.getCallingName();
    return draft.build().equals(before)
        ? Verdict.pass()
        : Verdict.changed(
            inquiry.withDraft(draft.build()),
            "shown there: " + (number.isEmpty() ? "no number" : number) + name);
  }

  private static String number(Inquiry inquiry, Destination to, PresentationSpec spec) {
    String calling = inquiry.draft().getCallingNumber();
    return switch (spec.getNumber()) {
      case NUMBER_WITHHELD -> "";
      case NUMBER_FIXED -> spec.getFixed();
      case NUMBER_LINE -> lineNumber(inquiry).orElse(calling);
      case NUMBER_UNSPECIFIED, NUMBER_CALLER, UNRECOGNIZED ->
          formed(inquiry, to, spec, ruled(spec.getRules(), calling));
    };
  }

  /// The number of the line that the call came in on.
  private static Optional<String> lineNumber(Inquiry inquiry) {
    return inquiry.caller().kind() == OriginKind.ORIGIN_KIND_LINE
        ? Optional.ofNullable(inquiry.plan().documents().lines().get(inquiry.caller().name()))
            .map(LineSpec::getNumber)
            .filter(number -> !number.isEmpty())
        : Optional.empty();
  }

  /// What cannot be read is not in force; the documents were checked.
  private static String ruled(String rules, String calling) {
    if (rules.isEmpty() || calling.isEmpty()) {
      return calling;
    }
    try {
      return PrefixRules.parse(rules).apply(calling);
    } catch (PatternException _) {
      return calling;
    }
  }

  private static String formed(
      Inquiry inquiry, Destination to, PresentationSpec spec, String calling) {
    Numberings numberings = inquiry.plan().numberings();
    Optional<String> e164 = numberings.of(inquiry.caller()).e164(calling);
    return switch (spec.getNumberForm()) {
      case NUMBER_FORM_UNSPECIFIED, NUMBER_FORM_AS_DIALLED, UNRECOGNIZED -> calling;
      case NUMBER_FORM_E164 -> e164.orElse(calling);
      case NUMBER_FORM_NATIONAL -> e164.map(numberings.of(to)::national).orElse(calling);
    };
  }
}
