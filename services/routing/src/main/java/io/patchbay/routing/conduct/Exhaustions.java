package io.patchbay.routing.conduct;

import io.patchbay.contract.document.Allowance;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PolicyAction;
import io.patchbay.proto.limit.v1.Exhaustion;
import io.patchbay.proto.limit.v1.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Limits for good, and what becomes of a line when one is used up (catalogue G-174, G-175,
/// AT-140): its calls out are barred by the limit itself; the registration of its account is taken
/// back unless `keep-sip-registered`, and its module is off if `keep-module-registered` is false
/// and its site has another line to call for help by.
public final class Exhaustions {
  private static final String LIMIT = "limit ";

  private final List<Exhaustion> all = new ArrayList<>();

  public Exhaustions(Documents documents) {
    documents
        .limits()
        .forEach((name, limit) -> {
          for (String on : limit.getOnList()) {
            String quota = limit.getShared() ? name : name + " " + on;
            for (String line : lines(documents, on)) {
              List<PolicyAction> actions = actions(documents, line);
              if (!actions.isEmpty()) {
                add(line, quota, limit, actions);
              }
            }
          }
        });
  }

  /// Every limit of every line that does anything to it.
  public List<Exhaustion> all() {
    return List.copyOf(all);
  }

  private void add(String line, String quota, LimitSpec limit, List<PolicyAction> actions) {
    Exhaustion.Builder told =
        Exhaustion.newBuilder().setLine(line).setQuota(quota).addAllActions(actions);
    if (total(limit.getMinutes()) instanceof Allowance.Total(long minutes)) {
      all.add(told.setMeasure(Measure.MEASURE_MINUTES).setLimit(minutes * 60).build());
    }
    if (total(limit.getCalls()) instanceof Allowance.Total(long calls)) {
      all.add(told.setMeasure(Measure.MEASURE_CALLS).setLimit(calls).build());
    }
  }

  /// Unlimited where it cannot be read: documents are checked before they get here.
  private static Allowance total(String text) {
    try {
      return Allowance.parse(text);
    } catch (IllegalArgumentException _) {
      return new Allowance.Unlimited();
    }
  }

  private static List<String> lines(Documents documents, String on) {
    String[] parts = on.split("/", 2);
    List<String> lines =
        switch (parts[0]) {
          case "line" -> List.of(parts[1]);
          case "line-group" ->
              documents
                  .lineGroups()
                  .getOrDefault(parts[1], LineGroupSpec.getDefaultInstance())
                  .getLinesList();
          default -> List.of();
        };
    return lines.stream().filter(line -> documents.lines().containsKey(line)).toList();
  }

  private static List<PolicyAction> actions(Documents documents, String line) {
    LineSpec spec = documents.lines().getOrDefault(line, LineSpec.getDefaultInstance());
    List<PolicyAction> actions = new ArrayList<>();
    if (!spec.getKeepSipRegistered()) {
      actions.add(PolicyAction.POLICY_ACTION_SUSPEND_REGISTRATION);
    }
    boolean off = spec.hasKeepModuleRegistered() && !spec.getKeepModuleRegistered();
    if (off && spec.getKind() == LineKind.LINE_KIND_SIM && otherWay(documents, line, spec)) {
      actions.add(PolicyAction.POLICY_ACTION_MODULE_OFF);
    }
    return actions;
  }

  /// A line at the same place that stays on whatever is used up.
  private static boolean otherWay(Documents documents, String line, LineSpec spec) {
    List<String> edges =
        documents.sites().values().stream()
            .filter(site -> site.getEdgesList().contains(spec.getEdge()))
            .findFirst()
            .map(site -> List.copyOf(site.getEdgesList()))
            .orElse(List.of(spec.getEdge()));
    return documents.lines().entrySet().stream()
        .filter(other -> !other.getKey().equals(line))
        .map(Map.Entry::getValue)
        .filter(other -> edges.contains(other.getEdge()) && !other.getDisabled())
        .anyMatch(other ->
            other.getKind() == LineKind.LINE_KIND_FXO
                || (other.getKind() == LineKind.LINE_KIND_SIM
                    && (!other.hasKeepModuleRegistered() || other.getKeepModuleRegistered())));
  }

  /// As a policy: `limit sim-plan line/gsm-1`.
  static String policy(String quota) {
    return LIMIT + quota;
  }

  static boolean isLimit(String policy) {
    return policy.startsWith(LIMIT);
  }

  static String words(Exhaustion told) {
    return told.getMeasure() == Measure.MEASURE_MINUTES
        ? told.getLimit() / 60 + " min are used up"
        : told.getLimit() + " calls are used up";
  }
}
