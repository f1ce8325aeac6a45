package io.patchbay.trunk.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Replicas that share trunks out, in virtual time; the API server is a map.
final class LeaseRoundsTest {
  private static final Set<String> TRUNKS =
      IntStream.range(0, 40).mapToObj(i -> "trunk-" + i).collect(Collectors.toSet());

  private final AtomicLong nanos = new AtomicLong();
  private final Map<String, Lease> server = new TreeMap<>();
  private final Map<String, Replica> replicas = new HashMap<>();
  private int versions;

  private final class Replica implements LeaseStore {
    private final LeaseRounds rounds;
    private boolean cut;
    private boolean leaving;

    Replica(String name) {
      rounds =
          new LeaseRounds(
              "patchbay",
              name,
              this,
              Terms.DEFAULT,
              () -> Instant.EPOCH.plusNanos(nanos.get()),
              nanos::get);
      replicas.put(name, this);
    }

    @Override
    public List<Lease> list() throws IOException {
      reach();
      return List.copyOf(server.values());
    }

    @Override
    public Lease write(Lease lease) throws IOException {
      reach();
      Lease there = server.get(lease.name());
      if (!lease.version().equals(there == null ? "" : there.version())) {
        throw new Conflict("not version " + lease.version());
      }
      Lease written =
          new Lease(
              lease.name(),
              lease.subject(),
              lease.holder(),
              lease.duration(),
              lease.acquired(),
              lease.renewed(),
              lease.transitions(),
              String.valueOf(++versions));
      server.put(lease.name(), written);
      return written;
    }

    private void reach() throws IOException {
      if (cut) {
        throw new IOException("cut off");
      }
    }

    private void round() {
      try {
        rounds.round(TRUNKS, leaving, () -> {});
      } catch (IOException e) {
        assertTrue(cut, e.getMessage());
      }
    }
  }

  /// Rounds of all replicas, every 2 s; nobody ever has what another has.
  private void pass(Duration length) {
    for (long end = nanos.get() + length.toNanos(); nanos.get() < end; ) {
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
      for (Replica replica : replicas.values()) {
        replica.round();
        List<String> all = new ArrayList<>();
        replicas.values().forEach(one -> all.addAll(one.rounds.holding()));
        assertEquals(all.size(), Set.copyOf(all).size(), "two look after one trunk: " + all);
      }
    }
  }

  private Set<String> held() {
    Set<String> all = new TreeSet<>();
    replicas.values().forEach(one -> all.addAll(one.rounds.holding()));
    return all;
  }

  @Test
  void trunksAreSharedOutFairly() {
    Replica first = new Replica("first");
    pass(Duration.ofSeconds(4));
    assertEquals(TRUNKS, first.rounds.holding(), "the only one has all");
    Replica second = new Replica("second");
    Replica third = new Replica("third");
    pass(Duration.ofSeconds(10));
    assertEquals(TRUNKS, held());
    for (Replica replica : List.of(first, second, third)) {
      int share = replica.rounds.holding().size();
      assertTrue(share >= 6 && share <= 22, "a share of " + share);
    }
  }

  @Test
  void trunksOfOneThatDiedAreTakenOnceItsLeasesHaveRunOut() {
    Replica first = new Replica("first");
    Replica second = new Replica("second");
    pass(Duration.ofSeconds(10));
    Set<String> orphans = first.rounds.holding();
    assertTrue(!orphans.isEmpty());
    first.cut = true;
    replicas.remove("first");
    pass(Duration.ofSeconds(8));
    assertTrue(second.rounds.holding().stream().noneMatch(orphans::contains), "too early");
    pass(Duration.ofSeconds(12));
    assertEquals(TRUNKS, second.rounds.holding());
  }

  @Test
  void oneThatIsCutOffStopsBeforeAnotherBegins() {
    Replica first = new Replica("first");
    Replica second = new Replica("second");
    pass(Duration.ofSeconds(10));
    assertTrue(!first.rounds.holding().isEmpty());
    first.cut = true;
    // every round checks that nobody has what another has
    pass(Duration.ofSeconds(20));
    assertEquals(Set.of(), first.rounds.holding());
    assertEquals(TRUNKS, second.rounds.holding());
    first.cut = false;
    pass(Duration.ofSeconds(20));
    assertEquals(TRUNKS, held());
    assertTrue(!first.rounds.holding().isEmpty(), "it takes its share again");
  }

  @Test
  void oneThatLeavesGivesItsTrunksAwayAtOnce() {
    Replica first = new Replica("first");
    Replica second = new Replica("second");
    pass(Duration.ofSeconds(10));
    assertTrue(!first.rounds.holding().isEmpty());
    first.leaving = true;
    pass(Duration.ofSeconds(4));
    assertEquals(Set.of(), first.rounds.holding());
    assertEquals(TRUNKS, second.rounds.holding());
  }

  @Test
  void aChangeOfHandsIsCounted() {
    Replica first = new Replica("first");
    pass(Duration.ofSeconds(4));
    first.leaving = true;
    new Replica("second");
    pass(Duration.ofSeconds(4));
    assertTrue(
        server.values().stream()
            .filter(lease -> lease.subject().startsWith("trunk "))
            .allMatch(lease -> lease.transitions() == 1 && lease.heldBy("second")),
        server.toString());
  }

  @Test
  void termsThatLetTwoHoldOneTrunkAreRefused() {
    Duration round = Duration.ofSeconds(2);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Terms(Duration.ofSeconds(10), Duration.ofSeconds(10), round));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Terms(Duration.ofSeconds(15), Duration.ofSeconds(5), round));
  }
}
