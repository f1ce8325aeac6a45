package io.patchbay.trunk.lease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A replica's part in sharing out trunks: round by round it says that it lives, renews what it
/// has, takes what is free and its own by share, and gives away what is another's by share.
///
/// Each replica has a Lease of its own, by which the others know that it lives; of those that live
/// the one with the lowest hash of replica and trunk has the trunk, so that shares are fair and few
/// trunks move when replicas come and go. Whether a Lease of another has run out is measured by our
/// own clock: from when we first saw it as it is. One thread calls [#round]; the others ask.
final class LeaseRounds {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseRounds.class);
  private static final int READABLE = 30;

  private final String prefix;
  private final String replica;
  private final LeaseStore store;
  private final Terms terms;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Map<String, Seen> seen = new HashMap<>();
  private final Map<String, Long> held = new ConcurrentHashMap<>();

  /// A Lease as it was first seen so.
  private record Seen(Lease lease, long since) {}

  /// @param prefix of the names of Leases: the installation's
  LeaseRounds(
      String prefix,
      String replica,
      LeaseStore store,
      Terms terms,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.prefix = prefix;
    this.replica = replica;
    this.store = store;
    this.terms = terms;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /// Held, and said so lately enough that nobody else has begun. Any thread.
  boolean holds(String trunk) {
    Long renewed = held.get(trunk);
    return renewed != null && nanoTime.getAsLong() - renewed < terms.deadline().toNanos();
  }

  /// The trunks held now. Any thread.
  Set<String> holding() {
    Set<String> all = new TreeSet<>(held.keySet());
    all.removeIf(trunk -> !holds(trunk));
    return all;
  }

  /// Looks at all Leases and does our part.
  ///
  /// @param trunks that somebody is to look after
  /// @param leaving everything is given away
  /// @param letGo told before a trunk is given away: what it does there has to end first
  void round(Set<String> trunks, boolean leaving, LetGo letGo) throws IOException {
    observe(store.list());
    Lease own = known(name(Lease.REPLICA, replica), Lease.REPLICA);
    if (leaving) {
      if (own.heldBy(replica)) {
        write(own.released(clock.instant()));
      }
    } else if (!own.heldBy(replica)) {
      write(own.takenBy(replica, clock.instant()));
    } else if (due(own)) {
      write(own.renewed(clock.instant()));
    }
    Set<String> living = living();
    for (String trunk : held.keySet()) {
      if (!trunks.contains(trunk)) {
        giveAway(trunk, letGo);
      }
    }
    for (String trunk : trunks) {
      one(trunk, !leaving && replica.equals(preferred(trunk, living)), letGo);
    }
  }

  /// Told that a trunk is no longer ours.
  @FunctionalInterface
  interface LetGo {
    void before();
  }

  private void one(String trunk, boolean ours, LetGo letGo) throws IOException {
    Lease lease = known(name("trunk", trunk), Lease.ofTrunk(trunk));
    if (lease.heldBy(replica) && held.containsKey(trunk)) {
      if (!ours) {
        giveAway(trunk, letGo);
      } else if (due(lease)) {
        renew(trunk, lease.renewed(clock.instant()));
      }
      return;
    }
    held.remove(trunk);
    if (ours && (lease.free() || lease.heldBy(replica) || over(lease))) {
      renew(trunk, lease.takenBy(replica, clock.instant()));
      if (held.containsKey(trunk)) {
        LOG.info("looks after trunk {}", trunk);
      }
    }
  }

  private void giveAway(String trunk, LetGo letGo) throws IOException {
    held.remove(trunk);
    letGo.before();
    Lease lease = known(name("trunk", trunk), Lease.ofTrunk(trunk));
    if (lease.heldBy(replica)) {
      write(lease.released(clock.instant()));
    }
    LOG.info("looks no longer after trunk {}", trunk);
  }

  /// It counts from before the request: the answer may have taken long.
  private void renew(String trunk, Lease lease) throws IOException {
    long asked = nanoTime.getAsLong();
    if (write(lease)) {
      held.put(trunk, asked);
    } else {
      held.remove(trunk);
    }
  }

  /// False: somebody was quicker; the next round sees who.
  private boolean write(Lease lease) throws IOException {
    try {
      Lease written = store.write(lease);
      seen.put(written.name(), new Seen(written, nanoTime.getAsLong()));
      return true;
    } catch (LeaseStore.Conflict e) {
      LOG.debug("{}: {}", lease.name(), e.getMessage());
      return false;
    }
  }

  private void observe(List<Lease> all) {
    long now = nanoTime.getAsLong();
    Map<String, Seen> fresh = new HashMap<>();
    for (Lease lease : all) {
      Seen before = seen.get(lease.name());
      boolean same = before != null && before.lease().version().equals(lease.version());
      fresh.put(lease.name(), same ? before : new Seen(lease, now));
    }
    seen.clear();
    seen.putAll(fresh);
  }

  private Lease known(String name, String subject) {
    Seen at = seen.get(name);
    return at == null ? Lease.fresh(name, subject, terms.lease()) : at.lease();
  }

  private boolean due(Lease lease) {
    Seen at = seen.get(lease.name());
    return at == null || nanoTime.getAsLong() - at.since() >= terms.renewal().toNanos();
  }

  /// Not renewed for as long as it says.
  private boolean over(Lease lease) {
    Seen at = seen.get(lease.name());
    return at == null || nanoTime.getAsLong() - at.since() >= lease.duration().toNanos();
  }

  private Set<String> living() {
    Set<String> living = new TreeSet<>();
    for (Seen one : seen.values()) {
      Lease lease = one.lease();
      if (lease.subject().equals(Lease.REPLICA) && !lease.free() && !over(lease)) {
        living.add(lease.holder());
      }
    }
    return living;
  }

  /// Who of those that live is to have the trunk (rendezvous hashing); empty: nobody lives.
  private static String preferred(String trunk, Set<String> living) {
    Map<String, String> ranks = new TreeMap<>();
    living.forEach(one -> ranks.put(hash(one + '/' + trunk), one));
    return ranks.isEmpty() ? "" : ranks.values().iterator().next();
  }

  /// A name that Kubernetes takes, different for different subjects.
  private String name(String kind, String of) {
    String readable =
        of.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return prefix
        + "-"
        + kind
        + "-"
        + readable.substring(0, Math.min(readable.length(), READABLE))
        + "-"
        + hash(of).substring(0, 8);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
