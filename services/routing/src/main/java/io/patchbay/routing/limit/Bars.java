package io.patchbay.routing.limit;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.BarSpec;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import java.util.List;
import java.util.Map;

/// The kill switch: nobody whom a bar names calls out, or is called out by. Immutable.
///
/// @param bars by name
public record Bars(Map<String, BarSpec> bars, LimitTerms terms) {
  private static final String EVERYBODY = "*";

  public Bars {
    bars = Map.copyOf(bars);
  }

  public static Bars of(Map<String, BarSpec> bars, LimitTerms terms) {
    return new Bars(bars, terms);
  }

  /// The decision without the targets that are barred.
  ///
  /// @param caller as `extension/101`
  /// @param texts takes the reasons
  public Decision apply(String caller, Decision decision, List<String> texts) {
    if (bars.isEmpty() || decision.getEmergency()) {
      return decision;
    }
    Decision.Builder left = decision.toBuilder().clearTargets();
    for (Target target : decision.getTargetsList()) {
      String exit = terms.subjects().exit(target);
      String bar = exit.isEmpty() ? "" : against(caller, exit, false);
      if (bar.isEmpty()) {
        left.addTargets(target);
      } else {
        texts.add(exit + " is stopped by " + bar);
      }
    }
    return left.build();
  }

  /// Whether a call under way has to end: it leaves by this way, and a bar that stops calls names
  /// it.
  ///
  /// @param exit as `line/gsm-1`
  /// @return the bar with its reason; empty: none
  public String stops(String caller, String exit) {
    return against(caller, exit, true);
  }

  /// Whether a leg is a call out: by a trunk, or a line that is no phone.
  ///
  /// @param kind `line`, `trunk` or `extension`
  public static boolean leavesTheHouse(Documents documents, String kind, String name) {
    Target.Builder target = Target.newBuilder();
    switch (kind) {
      case "line" -> target.setLine(name);
      case "trunk" -> target.setTrunk(name);
      case "uri" -> target.setUri(name);
      default -> target.setExtension(name);
    }
    return !Subjects.exit(documents, target.build()).isEmpty();
  }

  private String against(String caller, String exit, boolean underWay) {
    if (bars.isEmpty()) {
      return "";
    }
    Map<String, List<String>> concerned = terms.subjects().of(caller, List.of(exit));
    return bars.entrySet().stream()
        .filter(bar -> !underWay || !bar.getValue().getKeepCalls())
        .filter(bar ->
            bar.getValue().getOnList().stream()
                .anyMatch(whom -> whom.equals(EVERYBODY) || concerned.containsKey(whom)))
        .map(bar ->
            "bar "
                + bar.getKey()
                + (bar.getValue().getReason().isEmpty() ? "" : ": ")
                + bar.getValue().getReason())
        .findFirst()
        .orElse("");
  }
}
