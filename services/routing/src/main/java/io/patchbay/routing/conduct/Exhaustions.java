package io.patchbay.routing.conduct;

import io.patchbay.contract.document.Allowance;
import io.patchbay.contract.document.Documents;
import io.patchbay.contract.document.Money;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PolicyAction;
import io.patchbay.proto.event.v1.PolicyFiring;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.Exhaustion;
import io.patchbay.proto.limit.v1.Measure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Limits for good, and what becomes of lines, extensions and trunks when one is used up (catalogue
/// G-174, G-175, AT-140): it is told, and calls out are barred by the limit itself; the
/// registration of a line's account is taken back unless `keep-sip-registered`, and its module is
/// off if `keep-module-registered` is false and its site has another line to call for help by.
public final class Exhaustions {
  private static final String LIMIT = "limit ";
  private static final String LINE = "line/";
  private static final String MINUTES = "minutes";
  private static final String CALLS = "calls";
  private static final String COST = "cost";

  private final List<Exhaustion> all = new ArrayList<>();

  public Exhaustions(Documents documents) {
    documents
        .limits()
        .forEach((name, limit) -> {
          for (String on : limit.getOnList()) {
            String quota = limit.getShared() ? name : name + " " + on;
            for (String subject : subjects(documents, on)) {
              add(subject, quota, limit, actions(documents, subject));
            }
          }
        });
  }

  /// Every limit of every subject.
  public List<Exhaustion> all() {
    return List.copyOf(all);
  }

  /// What was done because of limits that are no more, or concern the subject no more.
  ///
  /// @param states of everybody
  public List<Exhaustion> gone(List<PolicyStateRecord> states) {
    Set<String> known = new HashSet<>();
    all.forEach(told -> known.add(key(told.getSubject(), policy(told.getQuota()), measure(told))));
    List<Exhaustion> gone = new ArrayList<>();
    for (PolicyStateRecord state : states) {
      for (PolicyFiring firing : state.getFiringsList()) {
        boolean usedUp = !firing.getMeasure().isEmpty() || firing.getActionsCount() > 0;
        if (isLimit(firing.getPolicy())
            && usedUp
            && !known.contains(key(state.getSubject(), firing.getPolicy(), firing.getMeasure()))) {
          gone.add(
              Exhaustion.newBuilder()
                  .setSubject(state.getSubject())
                  .setQuota(firing.getPolicy().substring(LIMIT.length()))
                  .setMeasure(measure(firing))
                  .setGone(true)
                  .build());
        }
      }
    }
    return gone;
  }

  private static String key(String subject, String policy, String measure) {
    return String.join("\n", subject, policy, measure);
  }

  /// As firings name it; empty: unspecified.
  static String measure(Exhaustion told) {
    return switch (told.getMeasure()) {
      case MEASURE_MINUTES -> MINUTES;
      case MEASURE_CALLS -> CALLS;
      case MEASURE_COST -> COST;
      case MEASURE_CONCURRENT,
          MEASURE_MESSAGES,
          MEASURE_VELOCITY,
          MEASURE_UNSPECIFIED,
          UNRECOGNIZED ->
          "";
    };
  }

  private static Measure measure(PolicyFiring firing) {
    return switch (firing.getMeasure()) {
      case MINUTES -> Measure.MEASURE_MINUTES;
      case CALLS -> Measure.MEASURE_CALLS;
      case COST -> Measure.MEASURE_COST;
      default -> Measure.MEASURE_UNSPECIFIED;
    };
  }

  private void add(String subject, String quota, LimitSpec limit, List<PolicyAction> actions) {
    Exhaustion.Builder told =
        Exhaustion.newBuilder().setSubject(subject).setQuota(quota).addAllActions(actions);
    if (total(limit.getMinutes(), Allowance::parse) instanceof Allowance.Total(long minutes)) {
      all.add(told.setMeasure(Measure.MEASURE_MINUTES).setLimit(minutes * 60).build());
    }
    if (total(limit.getCalls(), Allowance::parse) instanceof Allowance.Total(long calls)) {
      all.add(told.setMeasure(Measure.MEASURE_CALLS).setLimit(calls).build());
    }
    if (total(limit.getCost(), Allowance::parseMoney) instanceof Allowance.Total(long micros)) {
      all.add(told.setMeasure(Measure.MEASURE_COST).setLimit(micros).build());
    }
  }

  /// Unlimited where it cannot be read: documents are checked before they get here.
  private static Allowance total(String text, Function<String, Allowance> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException _) {
      return new Allowance.Unlimited();
    }
  }

  /// Those that are there.
  private static List<String> subjects(Documents documents, String on) {
    String[] parts = on.split("/", 2);
    return switch (parts[0]) {
      case "line" -> documents.lines().containsKey(parts[1]) ? List.of(on) : List.of();
      case "line-group" ->
          documents
              .lineGroups()
              .getOrDefault(parts[1], LineGroupSpec.getDefaultInstance())
              .getLinesList()
              .stream()
              .filter(line -> documents.lines().containsKey(line))
              .map(line -> LINE + line)
              .toList();
      default -> List.of(on);
    };
  }

  private static List<PolicyAction> actions(Documents documents, String subject) {
    if (!subject.startsWith(LINE)) {
      return List.of();
    }
    String line = subject.substring(LINE.length());
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
    return switch (told.getMeasure()) {
      case MEASURE_MINUTES -> told.getLimit() / 60 + " min are used up";
      case MEASURE_COST -> Money.text(told.getLimit()) + " are spent";
      default -> told.getLimit() + " calls are used up";
    };
  }
}
