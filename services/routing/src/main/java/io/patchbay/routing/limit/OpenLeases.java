package io.patchbay.routing.limit;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The leases that are not settled, found by id, call and counter. Not thread-safe; [Ledger] owns
/// it.
final class OpenLeases {
  private final Map<String, Lease> byId = new LinkedHashMap<>();
  private final Map<String, Set<String>> byCall = new HashMap<>();
  private final Map<CounterKey, Set<String>> byCounter = new HashMap<>();

  @Nullable Lease get(String id) {
    return byId.get(id);
  }

  Collection<Lease> all() {
    return List.copyOf(byId.values());
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
    lease
        .holds()
        .forEach(hold ->
            byCounter.computeIfAbsent(hold.counter(), _ -> new LinkedHashSet<>()).add(lease.id()));
  }

  void remove(Lease lease) {
    byId.remove(lease.id());
    forget(lease);
  }

  /// What all of them hold of a counter.
  long held(CounterKey counter, Instant now) {
    long held = 0;
    for (String id : byCounter.getOrDefault(counter, Set.of())) {
      held += known(id).held(counter, now);
    }
    return held;
  }

  private Lease known(String id) {
    Lease lease = byId.get(id);
    if (lease == null) {
      throw new IllegalStateException("lease " + id + " is indexed and not there");
    }
    return lease;
  }

  private void forget(Lease lease) {
    drop(byCall, lease.call(), lease.id());
    lease.holds().forEach(hold -> drop(byCounter, hold.counter(), lease.id()));
  }

  private static <K> void drop(Map<K, Set<String>> index, K key, String id) {
    index.computeIfPresent(
        key,
        (_, ids) -> {
          ids.remove(id);
          return ids.isEmpty() ? null : ids;
        });
  }
}
