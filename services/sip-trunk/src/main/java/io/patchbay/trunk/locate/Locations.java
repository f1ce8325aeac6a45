package io.patchbay.trunk.locate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// What was found out about peers, so that a call never waits for DNS, and which of their servers
/// did not answer lately: those are tried last. Thread-safe.
public final class Locations {
  /// A server that failed is tried after the others for so long.
  private static final long SHUNNED_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int MAX_SHUNNED = 1000;

  private final Function<Peer, Located> locator;
  private final Executor workers;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Peer, Entry> known = new ConcurrentHashMap<>();
  private final ConcurrentMap<Peer, Boolean> asking = new ConcurrentHashMap<>();
  private final ConcurrentMap<Hop, Long> shunned = new ConcurrentHashMap<>();

  private record Entry(Located located, long until) {}

  /// Knows nothing yet.
  ///
  /// @param locator may block
  /// @param workers what it blocks
  public Locations(Function<Peer, Located> locator, Executor workers, LongSupplier nanoTime) {
    this.locator = locator;
    this.workers = workers;
    this.nanoTime = nanoTime;
  }

  /// What is known now; asks again behind the caller's back when it is old.
  ///
  /// @return empty: nothing is known yet
  public Optional<List<Hop>> known(Peer peer) {
    if (peer.literal()) {
      return Optional.of(List.of(Locator.hop(peer)));
    }
    Entry entry = known.get(peer);
    if ((entry == null || entry.until() - nanoTime.getAsLong() < 0)
        && asking.putIfAbsent(peer, true) == null) {
      run(() -> refresh(peer));
    }
    return entry == null ? Optional.empty() : Optional.of(ordered(entry.located().hops()));
  }

  /// Finds it, from memory or by asking.
  ///
  /// @param then on another thread
  public void find(Peer peer, Consumer<Located> then) {
    run(() -> {
      Entry entry = known.get(peer);
      Located located =
          entry == null || entry.until() - nanoTime.getAsLong() < 0
              ? refresh(peer)
              : entry.located();
      then.accept(new Located(ordered(located.hops()), located.ttlS(), located.problem()));
    });
  }

  private void run(Runnable task) {
    try {
      workers.execute(task);
    } catch (RejectedExecutionException e) {
      // the trunk stops
    }
  }

  private Located refresh(Peer peer) {
    try {
      Located found = locator.apply(peer);
      long until = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(found.ttlS());
      // what nobody can tell now leaves what was known before
      known.merge(
          peer,
          new Entry(found, until),
          (old, fresh) ->
              fresh.located().hops().isEmpty() ? new Entry(old.located(), until) : fresh);
      return found;
    } finally {
      asking.remove(peer);
    }
  }

  /// This server did not answer, or said 503.
  public void shun(Hop hop) {
    if (shunned.size() >= MAX_SHUNNED) {
      shunned.clear();
    }
    shunned.put(hop, nanoTime.getAsLong() + SHUNNED_NANOS);
  }

  /// This server answers.
  public void trust(Hop hop) {
    shunned.remove(hop);
  }

  /// Did this server not answer lately?
  public boolean shunned(Hop hop) {
    Long until = shunned.get(hop);
    return until != null && until - nanoTime.getAsLong() > 0;
  }

  private List<Hop> ordered(List<Hop> hops) {
    if (shunned.isEmpty()) {
      return hops;
    }
    List<Hop> good = new ArrayList<>();
    List<Hop> bad = new ArrayList<>();
    for (Hop hop : hops) {
      (shunned(hop) ? bad : good).add(hop);
    }
    good.addAll(bad);
    return good;
  }
}
