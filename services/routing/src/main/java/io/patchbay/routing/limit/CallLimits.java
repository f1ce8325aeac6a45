package io.patchbay.routing.limit;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.proto.policy.v1.CallLease;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.proto.policy.v1.TraceStep;
import io.patchbay.routing.limit.LimitTerms.Moment;
import io.patchbay.routing.limit.LimitTerms.Quota;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Limits of one call: what is reserved before a decision is given, and what becomes of the
/// decision. Immutable, thread-safe.
public final class CallLimits {
  /// Q.850 21 and SIP 403: a limit is against it.
  private static final int CAUSE = 21;

  private static final int SIP_STATUS = 403;

  /// Targets a claim is made for at first.
  private static final int FEW = 4;

  private final LimitTerms terms;

  public CallLimits(Documents documents) {
    terms = new LimitTerms(documents);
  }

  public LimitTerms terms() {
    return terms;
  }

  /// What a decision claims, without lease id; empty: nothing limits it. Emergency calls, and calls
  /// back to who made one, are never limited. Something is held for the first target that is
  /// granted; for the others it is claimed when the call goes there.
  ///
  /// @param caller as `extension/101`
  /// @param few no more targets than are needed to find one that can be had, as far as is known
  ///   here; false: all of them
  public Optional<Reservation> first(
      String caller, Decision decision, Moment moment, Ledger ledger, boolean few) {
    if (help(decision) || terms.all().isEmpty()) {
      return Optional.empty();
    }
    List<String> exits = terms.subjects().exits(decision.getTargetsList());
    if (!terms.count(caller, exits)) {
      return Optional.empty();
    }
    Map<String, RateSpec> rates = rates(decision);
    for (int asked = few ? FEW : exits.size(); ; asked *= 2) {
      List<String> some = exits.subList(0, Math.min(asked, exits.size()));
      Reservation wanted = wanted(caller, some, moment, ledger, true, rates);
      if (asked >= exits.size() || ledger.preview(wanted) instanceof Answer.Granted) {
        return Optional.of(wanted);
      }
    }
  }

  /// What a call claims that goes on, or (`moves`) goes somewhere else before anybody has answered.
  ///
  /// @param target that answered, or is called next
  /// @param rate of the target, as the decision said; empty: it costs nothing
  public Optional<Reservation> more(
      String caller,
      String target,
      Optional<RateSpec> rate,
      boolean moves,
      Moment moment,
      Ledger ledger) {
    List<String> exits = List.of(target);
    Map<String, RateSpec> rates = rate.map(one -> Map.of(target, one)).orElse(Map.of());
    return terms.count(caller, exits)
        ? Optional.of(
            wanted(caller, exits, moment, ledger, moves, rates).toBuilder().setMoves(moves).build())
        : Optional.empty();
  }

  /// By exit; the first where it stands twice.
  private Map<String, RateSpec> rates(Decision decision) {
    Map<String, RateSpec> rates = new LinkedHashMap<>();
    for (Target target : decision.getTargetsList()) {
      if (target.hasRate()) {
        rates.putIfAbsent(terms.subjects().exit(target), target.getRate());
      }
    }
    return rates;
  }

  /// A call for help, or back to who called for it.
  private static boolean help(Decision decision) {
    return decision.getEmergency() || decision.getEmergencyCallBack();
  }

  private Reservation wanted(
      String caller,
      List<String> exits,
      Moment moment,
      Ledger ledger,
      boolean first,
      Map<String, RateSpec> rates) {
    Map<String, RateSpec> some = new LinkedHashMap<>(rates);
    some.keySet().retainAll(exits);
    Reservation.Builder wanted = Reservation.newBuilder().addAllTargets(exits);
    for (Quota quota : terms.quotas(caller, exits)) {
      wanted.addAllClaims(terms.claims(quota, moment, ledger, first, some));
    }
    return wanted.build();
  }

  /// The decision with the longest call that the limits allow.
  public Decision bounded(String caller, Decision decision) {
    int longest =
        help(decision)
            ? 0
            : terms.longestSeconds(caller, terms.subjects().exits(decision.getTargetsList()));
    int before = decision.getMaxDurationS();
    return longest == 0 || (before != 0 && before < longest)
        ? decision
        : decision.toBuilder().setMaxDurationS(longest).build();
  }

  /// The decision as it is after the ledger's answer: with the lease, or without the targets that
  /// were refused.
  public Decision decided(String caller, Decision decision, Reservation wanted, Answer answer) {
    return switch (answer) {
      case Answer.Granted granted -> {
        Decision.Builder left = without(decision, granted.refused().keySet()::contains);
        granted.refused().forEach((target, why) -> note(left, target + ": " + why));
        left.setLease(
            CallLease.newBuilder()
                .setId(wanted.getLease())
                .setTarget(granted.targets().getFirst())
                .setSeconds((int) Math.min(granted.seconds(), Integer.MAX_VALUE))
                .setSequence(wanted.getSequence())
                .setLetFinish(letFinish(caller, wanted.getTargetsList())));
        note(
            left,
            granted.seconds() == 0 ? "counted" : granted.seconds() + " s reserved to begin with");
        yield left.build();
      }
      case Answer.Refused(String reason) -> refused(decision, wanted.getTargetsList(), reason);
      case Answer.Unanswered(String reason) -> refused(decision, limited(caller, decision), reason);
      case Answer.Done _, Answer.Ignored _ ->
          refused(decision, limited(caller, decision), "the limits are not known");
    };
  }

  private boolean letFinish(String caller, List<String> exits) {
    List<Quota> quotas =
        terms.quotas(caller, exits).stream()
            .filter(
                quota -> !quota.spec().getMinutes().isEmpty() || !quota.spec().getCost().isEmpty())
            .toList();
    return !quotas.isEmpty() && quotas.stream().allMatch(quota -> quota.spec().getLetFinish());
  }

  private List<String> limited(String caller, Decision decision) {
    return terms.subjects().exits(decision.getTargetsList()).stream()
        .filter(exit -> terms.count(caller, List.of(exit)))
        .toList();
  }

  private Decision refused(Decision decision, List<String> targets, String reason) {
    Decision.Builder left = without(decision, targets::contains);
    note(left, reason);
    if (left.getTargetsCount() == 0) {
      left.setCause(CAUSE).setSipStatus(SIP_STATUS).setReason(reason);
    }
    return left.build();
  }

  /// Where the ledger cannot be asked: what any limit concerns is refused, the rest goes on.
  ///
  /// @param texts takes the reason
  public Decision withoutLedger(String caller, Decision decision, List<String> texts) {
    Decision bounded = bounded(caller, decision);
    List<String> exits = terms.subjects().exits(decision.getTargetsList());
    if (help(decision) || !terms.count(caller, exits)) {
      return bounded;
    }
    List<Quota> counting = terms.quotas(caller, exits).stream().filter(Quota::counts).toList();
    boolean everywhere = counting.stream().anyMatch(quota -> quota.exits().isEmpty());
    texts.add("limit " + counting.getFirst().name() + ": nobody can say what is left of it");
    return without(
            bounded,
            exit -> everywhere || counting.stream().anyMatch(one -> one.exits().contains(exit)))
        .build();
  }

  private static void note(Decision.Builder decision, String text) {
    decision
        .addTrace("limit: " + text)
        .addSteps(TraceStep.newBuilder().setStep("limit").setText(text));
  }

  private Decision.Builder without(Decision decision, Predicate<String> gone) {
    List<Target> left =
        decision.getTargetsList().stream()
            .filter(target -> {
              String exit = terms.subjects().exit(target);
              return exit.isEmpty() || !gone.test(exit);
            })
            .toList();
    return decision.toBuilder().clearTargets().addAllTargets(left);
  }
}
