package io.patchbay.routing.limit;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The leases that are not settled, found by id and call, and what they hold. Not thread-safe;
/// [Ledger] owns it.
final class OpenLeases {
  private final Map<String, Lease> byId = new LinkedHashMap<>();
  private final Map<String, Set<String>> byCall = new HashMap<>();
  private final Map<CounterKey, Long> held = new HashMap<>();

  @Nullable Lease get(String id) {
    return byId.get(id);
  }

  Collection<Lease> all() {
    return List.copyOf(byId.values());
  }

  boolean has(String call) {
    return byCall.containsKey(call);
  }

  /// Of a call, in the order they were granted.
  List<Lease> of(String call) {
    return byCall.getOrDefault(call, Set.of()).stream().map(this::known).toList();
  }

  /// In place of the one with the same id.
  void put(Lease lease) {
    Lease before = byId.put(lease.id(), lease);
    if (before != null) {
      forget(before);
    }
    byCall.computeIfAbsent(lease.call(), _ -> new LinkedHashSet<>()).add(lease.id());
    lease.holds().forEach(hold -> held.merge(hold.counter(), hold.amount(), Long::sum));
  }

  void remove(Lease lease) {
    byId.remove(lease.id());
    forget(lease);
  }

  /// What all of them hold of a counter.
  long held(CounterKey counter) {
    return held.getOrDefault(counter, 0L);
  }

  private Lease known(String id) {
    Lease lease = byId.get(id);
    if (lease == null) {
      throw new IllegalStateException("lease " + id + " is indexed and not there");
    }
    return lease;
  }

  private void forget(Lease lease) {
    byCall.computeIfPresent(
        lease.call(),
        (_, ids) -> {
          ids.remove(lease.id());
          return ids.isEmpty() ? null : ids;
        });
    lease
        .holds()
        .forEach(hold ->
            held.computeIfPresent(
                hold.counter(),
                (_, sum) -> sum == hold.amount() ? null : Long.valueOf(sum - hold.amount())));
  }
}
