package io.patchbay.routing.limit;

import io.patchbay.contract.document.Money;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.proto.limit.v1.TargetRate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/// Decides one reservation: which targets are left, and what is held for them.
///
/// Cost is granted as time: as long as the money lasts at the target's rate.
final class Grant {
  private final Reservation wanted;
  private final boolean begins;
  private final long before;
  private final ToLongFunction<CounterKey> taken;
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final Map<Claim, Long> possible = new LinkedHashMap<>();

  /// Seconds the money is enough for, by target that costs any.
  private final Map<String, Long> affordable = new HashMap<>();

  private String lastReason = "";

  /// @param begins the call has not been at its target before
  /// @param before seconds it was granted by now
  /// @param taken what is used and held of a counter
  Grant(Reservation wanted, boolean begins, long before, ToLongFunction<CounterKey> taken) {
    this.wanted = wanted;
    this.begins = begins;
    this.before = begins ? 0 : before;
    this.taken = taken;
    Set<CounterKey> seen = new HashSet<>();
    for (Claim claim : wanted.getClaimsList()) {
      boolean again = !seen.add(CounterKey.of(claim));
      if (claim.getMeasure() == Measure.MEASURE_COST && !again) {
        afford(claim);
        continue;
      }
      long most = again ? 0 : most(claim);
      if (most > 0) {
        possible.put(claim, most);
      } else {
        refuse(claim);
      }
    }
  }

  /// How long the call may last at each target; refuses those where that is no time at all.
  private void afford(Claim claim) {
    long rest = rest(claim);
    for (TargetRate one : claim.getRatesList()) {
      RateSpec rate = one.getRate();
      if (Tariff.free(rate)) {
        continue;
      }
      long want = before + claim.getWant();
      long paid = before == 0 ? 0 : Tariff.cost(rate, before);
      long seconds = claim.getBeyond() ? want : Tariff.seconds(rate, paid + rest, want);
      if (seconds > before) {
        affordable.merge(one.getTarget(), seconds - before, Math::min);
      } else {
        lastReason = reason(claim);
        refused.putIfAbsent(one.getTarget(), lastReason);
      }
    }
    possible.put(claim, 0L);
  }

  private static Optional<RateSpec> rate(Claim claim, String target) {
    return claim.getRatesList().stream()
        .filter(one -> one.getTarget().equals(target))
        .map(TargetRate::getRate)
        .filter(rate -> !Tariff.free(rate))
        .findFirst();
  }

  private long rest(Claim claim) {
    return Math.max(0, claim.getLimit() - taken.applyAsLong(CounterKey.of(claim)));
  }

  /// What can be had of a limit; 0: too little.
  private long most(Claim claim) {
    long rest = rest(claim);
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
          case MEASURE_COST ->
              Money.text(used) + " of " + Money.text(limit) + " are spent or reserved";
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
    LongStream minutes =
        possible.keySet().stream()
            .filter(claim -> claim.getMeasure() == Measure.MEASURE_MINUTES && concerns(claim, left))
            .mapToLong(claim -> possible.getOrDefault(claim, 0L) - correction(claim));
    LongStream money =
        left.stream()
            .filter(affordable::containsKey)
            .mapToLong(target -> affordable.getOrDefault(target, 0L));
    return LongStream.concat(minutes, money).min().orElse(0);
  }

  /// What is held for the first of them: no more than the seconds need.
  List<Lease.Hold> holds() {
    List<String> left = first();
    long seconds = seconds();
    List<Lease.Hold> holds = new ArrayList<>();
    possible.forEach((claim, most) -> {
      if (claim.getMeasure() == Measure.MEASURE_COST) {
        left.stream()
            .flatMap(target -> rate(claim, target).stream())
            .forEach(rate -> holds.add(new Lease.Hold(claim, price(rate, seconds))));
      } else if (concerns(claim, left) && claim.getMeasure() != Measure.MEASURE_VELOCITY) {
        boolean minutes = claim.getMeasure() == Measure.MEASURE_MINUTES;
        long need = minutes ? Billing.wholeUnits(claim, seconds + correction(claim)) : most;
        holds.add(new Lease.Hold(claim, Math.min(most, need)));
      }
    });
    return holds;
  }

  /// Of so many seconds more.
  private long price(RateSpec rate, long seconds) {
    return Tariff.cost(rate, before + seconds) - (before == 0 ? 0 : Tariff.cost(rate, before));
  }

  private static boolean concerns(Claim claim, List<String> targets) {
    return claim.getTargetsCount() == 0
        || claim.getTargetsList().stream().anyMatch(targets::contains);
  }
}
