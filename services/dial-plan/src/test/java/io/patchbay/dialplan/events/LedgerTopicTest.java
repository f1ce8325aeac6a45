package io.patchbay.dialplan.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.dialplan.limit.Leases;
import io.patchbay.dialplan.limit.Quotas;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.limit.CallLimits;
import io.patchbay.testkit.broker.BrokerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replicas of dial-plan with a broker: one ledger.
final class LedgerTopicTest {
  private static final CallLimits LIMITS =
      new CallLimits(
          Documents.of(
              DocumentYaml.parse(
                  "t",
                  """
                  {kind: Line, name: gsm-1, spec: {kind: sim}}
                  ---
                  {kind: Limit, name: plan, spec: {on: [line/gsm-1], minutes: '20'}}
                  """)));

  private final AtomicInteger ids = new AtomicInteger();

  /// One replica, as the service puts it together.
  private final class Replica implements AutoCloseable {
    final Quotas quotas =
        new Quotas(() -> "entry-" + ids.incrementAndGet(), Duration.ofSeconds(10));
    final Leases leases =
        new Leases(
            quotas,
            () -> LIMITS,
            InstantSource.fixed(Instant.parse("2026-11-22T06:00:00Z")),
            () -> true,
            () -> "lease-" + ids.incrementAndGet());
    final LedgerTopic topic;

    Replica(String bootstrap) {
      topic = new LedgerTopic(bootstrap, quotas, System::nanoTime);
      await(quotas::ready);
    }

    Decision call(String id) throws Exception {
      RouteRequest request =
          RouteRequest.newBuilder()
              .setCallId(id)
              .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
              .setOrigin("101")
              .build();
      Decision decision =
          Decision.newBuilder().addTargets(Target.newBuilder().setLine("gsm-1")).build();
      return leases.reserve(request, decision).get(10, TimeUnit.SECONDS);
    }

    Balance balance() {
      return leases.balances().getFirst();
    }

    @Override
    public void close() {
      topic.close();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 30 s");
      Thread.onSpinWait();
    }
  }

  private static CallRecord record(String call, int seconds) {
    return CallRecord.newBuilder()
        .setCallId(call)
        .addLegs(
            LegRecord.newBuilder()
                .setKind("line")
                .setName("gsm-1")
                .setDirection("outbound")
                .setAnsweredAt(Timestamps.fromSeconds(1_000))
                .setEndedAt(Timestamps.fromSeconds(1_000 + seconds)))
        .build();
  }

  @Test
  void replicasGrantOneLimitTogetherAndANewOneKnowsWhatIsLeft(@TempDir Path directory)
      throws Exception {
    try (var broker = BrokerFactory.start(directory);
        Replica first = new Replica(broker.bootstrap())) {
      try (Replica second = new Replica(broker.bootstrap())) {
        Decision warm = first.call("a");
        assertEquals(300, warm.getLease().getSeconds(), warm.toString());
        assertEquals(300, second.call("b").getLease().getSeconds());
        assertEquals(300, first.call("c").getLease().getSeconds());
        assertEquals(300, second.call("d").getLease().getSeconds());
        assertEquals(
            "limit plan line/gsm-1: 20 of 20 min are used or reserved",
            second.call("e").getReason());
        first.leases.settle(record("a", 61));
        second.leases.settle(record("a", 61));
        await(() -> first.balance().getUsed() == 120 && second.balance().getUsed() == 120);
        assertEquals(900, second.balance().getReserved());
        RenewRequest more =
            RenewRequest.newBuilder()
                .setLease(first.call("f").getLease().getId())
                .setCallId("f")
                .setSequence(1)
                .setTarget("line/gsm-1")
                .build();
        assertEquals(
            "limit plan line/gsm-1: 20 of 20 min are used or reserved",
            second.leases.renew(more).get(10, TimeUnit.SECONDS).getReason());
      }
      try (Replica third = new Replica(broker.bootstrap())) {
        assertEquals(first.balance(), third.balance());
        third.leases.reset("plan line/gsm-1").get(10, TimeUnit.SECONDS);
        await(() -> first.balance().getUsed() == 0);
      }
    }
  }

  @Test
  void withoutKafkaNothingIsGranted() throws Exception {
    Quotas quotas = new Quotas(() -> "x", Duration.ofSeconds(1));
    Leases leases = new Leases(quotas, () -> LIMITS, InstantSource.system(), () -> true, () -> "y");
    Decision decision =
        Decision.newBuilder().addTargets(Target.newBuilder().setLine("gsm-1")).build();
    Decision refused =
        leases.reserve(RouteRequest.getDefaultInstance(), decision).get(10, TimeUnit.SECONDS);
    assertEquals(403, refused.getSipStatus());
    assertEquals("nobody can say what is left of the limits: Kafka is away", refused.getReason());
  }
}
