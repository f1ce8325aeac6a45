package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.policy.v1.OriginKind;
import java.util.List;
import java.util.Optional;

/// What the caller may do: number lists, rules that refuse, and extensions that may call inside
/// only.
public final class AuthoriseRule implements RoutingRule {
  @Override
  public String name() {
    return "authorise";
  }

  @Override
  public Verdict judge(Inquiry inquiry) {
    return history(inquiry)
        .or(() -> NumberLists.problem(inquiry))
        .map(reason -> Verdict.refuse(Refusal.NOT_ALLOWED, reason))
        .orElseGet(() -> rights(inquiry));
  }

  private static Optional<String> history(Inquiry inquiry) {
    return inquiry.caller().kind() == OriginKind.ORIGIN_KIND_LINE
        ? inquiry.lines().against(inquiry.caller().name(), inquiry.request().getCallingNumber())
        : Optional.empty();
  }

  private static Verdict rights(Inquiry inquiry) {
    return switch (inquiry.resolution()) {
      case Resolution.Rejected(String why) -> Verdict.refuse(Refusal.NOT_ALLOWED, why);
      case Resolution.Unknown _, Resolution.Declined _ -> Verdict.pass();
      case Resolution.Found found
          when internalOnly(inquiry.plan(), inquiry.caller())
              && found.all().stream().anyMatch(one -> leaves(inquiry.plan(), one.to())) ->
          Verdict.refuse(Refusal.NOT_ALLOWED, inquiry.caller() + " may call inside only");
      case Resolution.Found _ -> Verdict.pass(NumberLists.missing(inquiry).toArray(String[]::new));
    };
  }

  static boolean internalOnly(Plan plan, Caller caller) {
    return caller.kind() == OriginKind.ORIGIN_KIND_EXTENSION
        && plan.documents()
            .extensions()
            .getOrDefault(caller.name(), ExtensionSpec.getDefaultInstance())
            .getInternalOnly();
  }

  static boolean leaves(Plan plan, Destination to) {
    if (to.hasSecondStage()) {
      return false; // the number that is entered there is judged when it is known
    }
    if (!to.getTrunk().isEmpty() || !to.getUri().isEmpty()) {
      return true;
    }
    List<String> lines =
        to.getLineGroup().isEmpty()
            ? List.of(to.getLine())
            : plan.documents()
                .lineGroups()
                .getOrDefault(to.getLineGroup(), LineGroupSpec.getDefaultInstance())
                .getLinesList();
    return to.getExtension().isEmpty()
        && lines.stream()
            .map(line -> plan.documents().lines().getOrDefault(line, LineSpec.getDefaultInstance()))
            .anyMatch(line -> line.getKind() != LineKind.LINE_KIND_FXS);
  }
}
