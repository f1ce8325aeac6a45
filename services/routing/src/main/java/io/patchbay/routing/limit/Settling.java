package io.patchbay.routing.limit;

import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.Use;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a call that is over has cost each limit it held a part of.
final class Settling {
  private Settling() {}

  /// By counter. Messages: what was held but for the parts that did not leave. A limit that was
  /// held in two periods is billed to the first as far as that was held, then to the next; what is
  /// more than was held, to the last.
  static Map<CounterKey, Long> of(Lease lease, List<Use> uses, int unsent) {
    Map<CounterKey, Long> billed = new LinkedHashMap<>();
    lease.holds().stream()
        .filter(hold -> hold.claim().getMeasure() == Measure.MEASURE_MESSAGES)
        .forEach(hold ->
            billed.put(
                hold.counter(), Math.max(0, hold.amount() - Integer.toUnsignedLong(unsent))));
    lease.holds().stream()
        .filter(hold -> hold.claim().getMeasure() != Measure.MEASURE_MESSAGES)
        .map(Lease.Hold::claim)
        .map(claim -> new CounterKey(claim.getQuota(), claim.getMeasure(), ""))
        .distinct()
        .forEach(limit -> spread(lease, limit, uses, billed));
    return billed;
  }

  private static void spread(
      Lease lease, CounterKey limit, List<Use> uses, Map<CounterKey, Long> billed) {
    List<Lease.Hold> holds =
        lease.holds().stream()
            .filter(hold ->
                hold.claim().getQuota().equals(limit.quota())
                    && hold.claim().getMeasure() == limit.measure())
            .toList();
    long rest = cost(holds.getFirst().claim(), uses);
    for (Lease.Hold hold : holds) {
      long part = Math.min(rest, hold.amount());
      rest -= part;
      billed.merge(hold.counter(), part, Long::sum);
    }
    billed.merge(holds.getLast().counter(), rest, Long::sum);
  }

  private static long cost(Claim claim, List<Use> uses) {
    List<Use> mine =
        uses.stream()
            .filter(use ->
                claim.getTargetsCount() == 0 || claim.getTargetsList().contains(use.getTarget()))
            .toList();
    List<Use> answered = mine.stream().filter(Use::getAnswered).toList();
    return switch (claim.getMeasure()) {
      case MEASURE_MINUTES ->
          answered.stream().mapToLong(use -> Billing.billed(claim, use.getSeconds())).sum();
      case MEASURE_COST -> answered.stream().mapToLong(use -> price(claim, use)).sum();
      case MEASURE_CALLS -> claim.getAnsweredOnly() ? answered.size() : Math.min(1, mine.size());
      case MEASURE_CONCURRENT,
          MEASURE_MESSAGES,
          MEASURE_VELOCITY,
          MEASURE_UNSPECIFIED,
          UNRECOGNIZED ->
          0;
    };
  }

  private static long price(Claim claim, Use use) {
    return claim.getRatesList().stream()
        .filter(one -> one.getTarget().equals(use.getTarget()))
        .mapToLong(one -> Tariff.cost(one.getRate(), use.getSeconds()))
        .sum();
  }
}
