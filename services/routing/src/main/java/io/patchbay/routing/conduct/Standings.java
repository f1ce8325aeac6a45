package io.patchbay.routing.conduct;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PolicyAction;
import io.patchbay.proto.event.v1.PolicyFiring;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What run policies have done to lines, as `policy-state` tells it. Immutable.
///
/// @param states by subject
public record Standings(Map<String, PolicyStateRecord> states) {
  /// Nothing was done to any.
  public static final Standings NONE = new Standings(Map.of());

  public Standings {
    requireNonNull(states, "states");
    states = Map.copyOf(states);
  }

  /// With what was heard, unless more is known.
  public Standings with(PolicyStateRecord heard) {
    PolicyStateRecord known = states.get(heard.getSubject());
    if (known != null && known.getRevision() > heard.getRevision()) {
      return this;
    }
    Map<String, PolicyStateRecord> next = new TreeMap<>(states);
    next.put(heard.getSubject(), heard);
    return new Standings(next);
  }

  /// Why a line carries no ordinary call out, each in a few words; none: nothing is against it.
  public List<String> againstCallOut(String line) {
    return firings(line).stream()
        .filter(one ->
            does(one, PolicyAction.POLICY_ACTION_DISABLE_CALL_OUT)
                || does(one, PolicyAction.POLICY_ACTION_DISABLE_VOIP)
                || does(one, PolicyAction.POLICY_ACTION_MODULE_OFF))
        .map(Standings::words)
        .toList();
  }

  /// Why a line takes no call in; empty: it does.
  public Optional<String> againstCallIn(String line) {
    return firings(line).stream()
        .filter(one -> does(one, PolicyAction.POLICY_ACTION_DISABLE_VOIP))
        .map(one -> "line " + line + " is " + words(one))
        .findFirst();
  }

  /// The documents as they are to be read by whoever knows nothing of policies: an edge that is
  /// alone.
  public Documents applied(Documents documents) {
    List<Document> changed = new ArrayList<>();
    documents
        .lines()
        .forEach((name, spec) -> {
          LineSpec now = applied(name, spec);
          if (!now.equals(spec)) {
            documents
                .get("Line", name)
                .ifPresent(one -> changed.add(one.toBuilder().setLine(now).build()));
          }
        });
    return changed.isEmpty() ? documents : documents.with(changed);
  }

  private LineSpec applied(String line, LineSpec spec) {
    LineSpec.Builder now = spec.toBuilder();
    if (!againstCallOut(line).isEmpty()) {
      now.setRejectOutgoing(true);
    }
    if (againstCallIn(line).isPresent()) {
      now.setRejectIncoming(true);
    }
    if (any(line, PolicyAction.POLICY_ACTION_MODULE_OFF)) {
      now.setMaintenance(true);
    }
    return now.build();
  }

  /// The trunks whose registration is taken back: accounts of lines of which every one is cut off
  /// from VoIP.
  public Set<String> suspended(Documents documents) {
    Set<String> suspended = new HashSet<>();
    Set<String> needed = new HashSet<>();
    documents
        .lines()
        .forEach((name, spec) -> {
          boolean off =
              any(name, PolicyAction.POLICY_ACTION_DISABLE_VOIP)
                  || any(name, PolicyAction.POLICY_ACTION_SUSPEND_REGISTRATION);
          accounts(documents, name, spec).forEach((off ? suspended : needed)::add);
        });
    suspended.removeAll(needed);
    return suspended;
  }

  private static Set<String> accounts(Documents documents, String line, LineSpec spec) {
    Set<String> accounts = new HashSet<>();
    accounts.add(spec.getAccount());
    documents.lineGroups().values().stream()
        .filter(group -> group.getLinesList().contains(line))
        .forEach(group -> accounts.add(group.getAccount()));
    accounts.remove("");
    return accounts;
  }

  private List<PolicyFiring> firings(String line) {
    return states.isEmpty()
        ? List.of()
        : states
            .getOrDefault("line/" + line, PolicyStateRecord.getDefaultInstance())
            .getFiringsList();
  }

  private boolean any(String line, PolicyAction action) {
    return firings(line).stream().anyMatch(one -> does(one, action));
  }

  private static boolean does(PolicyFiring firing, PolicyAction action) {
    return firing.getActionsList().contains(action);
  }

  /// `disabled by run policy dead (ASR 0 % of 30 calls) since 2026-11-22T09:00:00Z`.
  public static String words(PolicyFiring firing) {
    if (firing.getPolicy().equals(HelpAlarms.FAILED)) {
      return firing.getReason() + " at " + time(firing);
    }
    if (firing.getPolicy().equals(HelpAlarms.TEST_FAILED)) {
      return "self-test of " + time(firing) + ": " + firing.getReason();
    }
    boolean disabled =
        firing.getActionsList().stream()
            .anyMatch(action -> action != PolicyAction.POLICY_ACTION_RESET_COUNTERS);
    return (disabled ? "disabled" : "reported")
        + (Exhaustions.isLimit(firing.getPolicy()) ? " by " : " by run policy ")
        + firing.getPolicy()
        + " ("
        + firing.getReason()
        + ") since "
        + time(firing);
  }

  private static String time(PolicyFiring firing) {
    return Timestamps.toString(Timestamps.fromSeconds(firing.getAt().getSeconds()));
  }

  /// What was done last, for people.
  public static String words(PolicyStateRecord state) {
    return state.getFiringsCount() == 0
        ? "restored, no policy is against it"
        : words(state.getFirings(state.getFiringsCount() - 1));
  }
}
