package io.patchbay.dialplan.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.policy.v1.CallLease;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.limit.CallLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A number that goes out digit by digit (H-099) is one call for its limits, however often it is
/// asked about.
final class LeasesOverlapTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final AtomicInteger ids = new AtomicInteger();
  private final Quotas quotas =
      new Quotas(() -> "e-" + ids.incrementAndGet(), Duration.ofSeconds(5));

  private Leases leases(String limit) {
    quotas.use(
        new LedgerLog() {
          @Override
          public void append(LedgerEntry entry) {
            quotas.take(entry);
          }

          @Override
          public void publish(PolicyStateRecord state) {}
        });
    quotas.ready(true);
    CallLimits limits =
        new CallLimits(
            Documents.of(
                DocumentYaml.parse(
                    "t",
                    """
                    {kind: Line, name: fxs-1, spec: {edge: e, kind: fxs, driver: sim}}
                    ---
                    {kind: Trunk, name: pbx, spec: {address: "192.0.2.1"}}
                    ---
                    {kind: Limit, name: cap, spec: %s}
                    """
                        .formatted(limit))));
    return new Leases(
        quotas, () -> limits, () -> NOON, () -> true, () -> "l-" + ids.incrementAndGet());
  }

  private static Decision asked(Leases leases, String call, CallLease before) {
    RouteRequest.Builder request =
        RouteRequest.newBuilder()
            .setCallId(call)
            .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
            .setOrigin("fxs-1");
    if (!before.getId().isEmpty()) {
      request.setLease(before);
    }
    return leases
        .reserve(
            request.build(),
            Decision.newBuilder().addTargets(Target.newBuilder().setTrunk("pbx")).build())
        .join();
  }

  /// Four questions, each with the lease of the one before.
  private static Decision dialled(Leases leases, String call) {
    Decision last = asked(leases, call, CallLease.getDefaultInstance());
    for (int digit = 1; digit < 4; digit++) {
      assertEquals(1, last.getTargetsCount(), last.getReason());
      Decision next = asked(leases, call, last.getLease());
      assertEquals(last.getLease().getId(), next.getLease().getId());
      assertEquals(digit, next.getLease().getSequence());
      last = next;
    }
    assertEquals(1, last.getTargetsCount(), last.getReason());
    return last;
  }

  private static Balance balance(Leases leases, Measure measure) {
    return leases.balances().stream()
        .filter(one -> one.getMeasure() == measure)
        .findFirst()
        .orElseThrow();
  }

  private static CallRecord over(String call, long seconds) {
    return CallRecord.newBuilder()
        .setCallId(call)
        .addLegs(
            LegRecord.newBuilder()
                .setKind("trunk")
                .setName("pbx")
                .setDirection("outbound")
                .setAnsweredAt(Timestamps.fromSeconds(1_000))
                .setEndedAt(Timestamps.fromSeconds(1_000 + seconds)))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"line/fxs-1", "trunk/pbx"})
  void minutesAreHeldOnceAndBilledOnce(String on) {
    Leases leases = leases("{on: [" + on + "], minutes: 'D1,10'}");
    assertEquals(300, dialled(leases, "a").getLease().getSeconds());
    assertEquals(300, balance(leases, Measure.MEASURE_MINUTES).getReserved());
    leases.settle(over("a", 61));
    assertEquals(0, balance(leases, Measure.MEASURE_MINUTES).getReserved());
    assertEquals(120, balance(leases, Measure.MEASURE_MINUTES).getUsed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"line/fxs-1", "trunk/pbx"})
  void itIsOneCallOfTheCallsADay(String on) {
    Leases leases = leases("{on: [" + on + "], calls: 'D1,2'}");
    dialled(leases, "a");
    leases.settle(over("a", 5));
    assertEquals(1, balance(leases, Measure.MEASURE_CALLS).getUsed());
    dialled(leases, "b");
    assertEquals(0, asked(leases, "c", CallLease.getDefaultInstance()).getTargetsCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"line/fxs-1", "trunk/pbx"})
  void itIsOneCallAtATime(String on) {
    Leases leases = leases("{on: [" + on + "], concurrent: 1}");
    dialled(leases, "a");
    assertEquals(0, asked(leases, "b", CallLease.getDefaultInstance()).getTargetsCount());
    leases.settle(over("a", 5));
    dialled(leases, "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"line/fxs-1", "trunk/pbx"})
  void itIsOneCallOfThoseThatAreTooManyInAShortTime(String on) {
    Leases leases =
        leases("{on: [" + on + "], velocity: {calls: 2, within-minutes: 5, block-minutes: 10}}");
    dialled(leases, "a");
    dialled(leases, "b");
    Decision third = asked(leases, "c", CallLease.getDefaultInstance());
    assertTrue(third.getReason().contains("more than 2 calls within 5 min"), third.getReason());
  }

  @Test
  void theLeaseOfAnAttemptThatLedNowhereEndsWithTheCall() {
    Leases leases = leases("{on: [line/fxs-1], concurrent: 1}");
    dialled(leases, "a");
    leases.settle(CallRecord.newBuilder().setCallId("a").build());
    dialled(leases, "b");
  }
}
