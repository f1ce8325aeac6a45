package io.patchbay.trunk.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replicas and an API server, by HTTP.
final class LeaseOwnershipTest {
  private static final Set<String> TRUNKS = Set.of("pbx", "itsp", "Call Centre");
  private static final Terms TERMS =
      new Terms(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(100));

  @TempDir private Path directory;
  private ApiServer server;
  private ScheduledExecutorService timers;

  @BeforeEach
  void start() throws Exception {
    server = new ApiServer("secret");
    timers = Executors.newSingleThreadScheduledExecutor();
    Files.writeString(directory.resolve("token"), "secret\n");
  }

  @AfterEach
  void stop() {
    timers.shutdownNow();
    server.close();
  }

  private KubernetesLeases store() throws IOException {
    return new KubernetesLeases(
        new KubernetesAccess(
            server.url(), "telephony", "patchbay", directory.resolve("token"), Path.of("")));
  }

  private LeaseOwnership replica(String name) throws IOException {
    LeaseOwnership replica =
        new LeaseOwnership(
            "patchbay", name, store(), TERMS, timers, InstantSource.system(), System::nanoTime);
    replica.wanted(TRUNKS);
    return replica;
  }

  private static void eventually(String what, BooleanSupplier state) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 400; i++) {
      if (state.getAsBoolean()) {
        return;
      }
      assertFalse(never.await(50, TimeUnit.MILLISECONDS));
    }
    throw new AssertionError(what);
  }

  private static boolean all(LeaseOwnership replica) {
    return TRUNKS.stream().allMatch(replica::owns);
  }

  private static boolean shared(LeaseOwnership one, LeaseOwnership other) {
    return TRUNKS.stream().allMatch(trunk -> one.owns(trunk) != other.owns(trunk));
  }

  @Test
  void everyTrunkHasOneOwnerAndAnotherWhenThatLeaves() throws Exception {
    try (LeaseOwnership first = replica("first")) {
      CountDownLatch told = new CountDownLatch(1);
      first.onChange(told::countDown);
      eventually("the only replica has all", () -> all(first));
      assertTrue(told.await(5, TimeUnit.SECONDS), "whoever asks is told");
      try (LeaseOwnership second = replica("second")) {
        eventually("each trunk has one", () -> shared(first, second));
        first.retire(true);
        eventually("the other has all", () -> all(second));
        first.retire(false);
        eventually("each trunk has one again", () -> shared(first, second));
      }
      eventually("the one that stays has all at once", () -> all(first));
    }
  }

  @Test
  void withoutTheApiServerItStopsAndBeginsAgainAfterwards() throws Exception {
    try (LeaseOwnership only = replica("only")) {
      eventually("it has all", () -> all(only));
      server.away(true);
      eventually("it stops", () -> TRUNKS.stream().noneMatch(only::owns));
      server.away(false);
      eventually("it begins again", () -> all(only));
    }
  }

  @Test
  void whoIsTooLateIsRefused() throws Exception {
    KubernetesLeases store = store();
    Lease fresh = Lease.fresh("patchbay-x", Lease.ofTrunk("x"), Duration.ofSeconds(15));
    Lease written = store.write(fresh.takenBy("first", Instant.ofEpochSecond(1_000_000, 5_000)));
    assertEquals(List.of(written), store.list());
    assertThrows(
        LeaseStore.Conflict.class,
        () -> store.write(fresh.takenBy("second", Instant.ofEpochSecond(1_000_001))));
    store.write(written.renewed(Instant.ofEpochSecond(1_000_002)));
    assertThrows(
        LeaseStore.Conflict.class,
        () -> store.write(written.takenBy("second", Instant.ofEpochSecond(1_000_003))));
  }

  @Test
  void theTokenIsReadAnewEachTime() throws Exception {
    KubernetesLeases store = store();
    Files.writeString(directory.resolve("token"), "of yesterday");
    assertThrows(IOException.class, store::list);
    Files.writeString(directory.resolve("token"), "secret");
    assertEquals(List.of(), store.list());
  }
}
