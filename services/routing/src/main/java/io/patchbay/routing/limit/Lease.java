package io.patchbay.routing.limit;

import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Measure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is reserved for a call and not settled yet.
///
/// @param sequence of the last grant
/// @param seconds the call may talk in all; 0: any time
/// @param until when the call is over if nobody renews it
/// @param targets where it may go
record Lease(
    String id,
    String call,
    int sequence,
    long seconds,
    Instant until,
    List<String> targets,
    List<Hold> holds) {
  Lease {
    targets = List.copyOf(targets);
    holds = List.copyOf(holds);
  }

  /// Part of one limit.
  record Hold(Claim claim, long amount) {
    CounterKey counter() {
      return CounterKey.of(claim);
    }

    boolean isFor(List<String> some) {
      return claim.getTargetsCount() == 0
          || claim.getTargetsList().stream().anyMatch(some::contains);
    }
  }

  /// More of it, now that it is known where the call went.
  Lease renewed(int next, long more, Instant end, List<String> where, List<Hold> fresh) {
    List<Hold> all = new ArrayList<>(holds.stream().filter(hold -> hold.isFor(where)).toList());
    all.addAll(fresh);
    return new Lease(id, call, next, seconds + more, end, where, all);
  }

  /// How much of a counter it holds; calls at the same time end by themselves.
  long held(CounterKey counter, Instant now) {
    if (counter.measure() == Measure.MEASURE_CONCURRENT && until.isBefore(now)) {
      return 0;
    }
    return holds.stream()
        .filter(hold -> hold.counter().equals(counter))
        .mapToLong(Hold::amount)
        .sum();
  }

  /// Who calls or is called by it, of a quota.
  Optional<Hold> lastOf(String quota, Measure measure) {
    return holds.reversed().stream()
        .filter(hold -> hold.claim().getQuota().equals(quota))
        .filter(hold -> hold.claim().getMeasure() == measure)
        .findFirst();
  }
}
