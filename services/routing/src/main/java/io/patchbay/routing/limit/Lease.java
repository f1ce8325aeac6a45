package io.patchbay.routing.limit;

import io.patchbay.proto.limit.v1.Claim;
import io.patchbay.proto.limit.v1.Measure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What is reserved for a call and not settled yet.
///
/// @param sequence of the last grant
/// @param seconds the call may talk in all; 0: any time
/// @param until when the call is over if nobody renews it
/// @param targets where it went; the last one is where it goes now
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
  }

  String target() {
    return targets.getLast();
  }

  /// Without what was held where it went: nobody answered there. That it was tried is not
  /// forgotten, unless the same limit counts it again.
  ///
  /// @param next what is claimed for where it goes now
  Lease left(List<Claim> next) {
    Set<CounterKey> again = next.stream().map(CounterKey::of).collect(Collectors.toSet());
    List<Hold> tried =
        holds.stream()
            .filter(hold ->
                hold.claim().getMeasure() == Measure.MEASURE_CALLS
                    && hold.claim().getTargetsCount() > 0
                    && !again.contains(hold.counter()))
            .toList();
    return new Lease(id, call, sequence, 0, until, targets, tried);
  }

  /// More of it.
  Lease with(int next, long more, Instant end, String where, List<Hold> fresh) {
    List<Hold> all = new ArrayList<>(holds);
    all.addAll(fresh);
    List<String> places = new ArrayList<>(targets);
    places.remove(where);
    places.add(where);
    return new Lease(id, call, next, seconds + more, end, places, all);
  }

  /// When nobody has renewed it: the call is over, and its place among calls at the same time free.
  Lease overdue() {
    List<Hold> left =
        holds.stream()
            .filter(hold -> hold.claim().getMeasure() != Measure.MEASURE_CONCURRENT)
            .toList();
    return left.size() == holds.size()
        ? this
        : new Lease(id, call, sequence, seconds, until, targets, left);
  }
}
