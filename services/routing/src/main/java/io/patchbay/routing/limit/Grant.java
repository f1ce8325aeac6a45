package io.patchbay.routing.limit;

import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.Reservation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/// Decides one reservation: which targets are left, and what is held for them.
final class Grant {
  private final Reservation wanted;
  private final boolean begins;
  private final ToLongFunction<CounterKey> taken;
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final Map<Claim, Long> possible = new LinkedHashMap<>();
  private String lastReason = "";

  /// @param begins the call has not been at its target before
  /// @param taken what is used and held of a counter
  Grant(Reservation wanted, boolean begins, ToLongFunction<CounterKey> taken) {
    this.wanted = wanted;
    this.begins = begins;
    this.taken = taken;
    Set<CounterKey> seen = new HashSet<>();
    for (Claim claim : wanted.getClaimsList()) {
      long most = seen.add(CounterKey.of(claim)) ? most(claim) : 0;
      if (most > 0) {
        possible.put(claim, most);
      } else {
        refuse(claim);
      }
    }
  }

  /// What can be had of a limit; 0: too little.
  private long most(Claim claim) {
    long rest = Math.max(0, claim.getLimit() - taken.applyAsLong(CounterKey.of(claim)));
    if (claim.getMeasure() == Measure.MEASURE_MESSAGES) {
      return rest >= claim.getWant() ? claim.getWant() : 0;
    }
    if (claim.getMeasure() != Measure.MEASURE_MINUTES) {
      return claim.getBeyond() || rest > 0 ? 1 : 0;
    }
    long want = Billing.wholeUnits(claim, claim.getWant());
    long most = claim.getBeyond() ? want : Math.min(want, Billing.unitsWithin(claim, rest));
    return most > correction(claim) ? most : 0;
  }

  private long correction(Claim claim) {
    return begins ? claim.getCorrectionS() : 0;
  }

  private void refuse(Claim claim) {
    lastReason = reason(claim);
    List<String> hit =
        claim.getTargetsCount() == 0 ? wanted.getTargetsList() : claim.getTargetsList();
    hit.forEach(target -> refused.putIfAbsent(target, lastReason));
  }

  private String reason(Claim claim) {
    long limit = claim.getLimit();
    long used = taken.applyAsLong(CounterKey.of(claim));
    String stands =
        switch (claim.getMeasure()) {
          case MEASURE_MINUTES -> used / 60 + " of " + limit / 60 + " min are used or reserved";
          case MEASURE_CALLS -> used + " of " + limit + " calls are used";
          case MEASURE_MESSAGES -> used + " of " + limit + " messages are used or reserved";
          case MEASURE_CONCURRENT -> used + " of " + limit + " calls at the same time";
          case MEASURE_VELOCITY ->
              "more than " + limit + " calls within " + claim.getWithinS() / 60 + " min";
          case MEASURE_UNSPECIFIED, UNRECOGNIZED -> "nothing is known of it";
        };
    return "limit " + claim.getQuota() + ": " + stands;
  }

  /// Targets that no limit refuses.
  List<String> targets() {
    return wanted.getTargetsList().stream().filter(one -> !refused.containsKey(one)).toList();
  }

  private List<String> first() {
    return targets().stream().limit(1).toList();
  }

  Map<String, String> refused() {
    return refused;
  }

  String lastReason() {
    return lastReason;
  }

  /// Seconds to talk by the first of them; 0: nothing limits them.
  long seconds() {
    List<String> left = first();
    return possible.keySet().stream()
        .filter(claim -> claim.getMeasure() == Measure.MEASURE_MINUTES && concerns(claim, left))
        .mapToLong(claim -> possible.getOrDefault(claim, 0L) - correction(claim))
        .min()
        .orElse(0);
  }

  /// What is held for the first of them: no more than the seconds need.
  List<Lease.Hold> holds() {
    List<String> left = first();
    long seconds = seconds();
    List<Lease.Hold> holds = new ArrayList<>();
    possible.forEach((claim, most) -> {
      if (concerns(claim, left) && claim.getMeasure() != Measure.MEASURE_VELOCITY) {
        boolean minutes = claim.getMeasure() == Measure.MEASURE_MINUTES;
        long need = minutes ? Billing.wholeUnits(claim, seconds + correction(claim)) : most;
        holds.add(new Lease.Hold(claim, Math.min(most, need)));
      }
    });
    return holds;
  }

  private static boolean concerns(Claim claim, List<String> targets) {
    return claim.getTargetsCount() == 0
        || claim.getTargetsList().stream().anyMatch(targets::contains);
  }
}
