package io.patchbay.dialplan.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.dialplan.OverCall;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.CorrectRequest;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.OriginName;
import io.patchbay.proto.limit.v1.RenewRequest;
import io.patchbay.proto.limit.v1.ResetRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.limit.Answer;
import io.patchbay.routing.limit.CallLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Money from the decision to the bill (D13), with a log that answers at once.
final class LeasesCostTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String CAP = "cap extension/101";
  private static final RateSpec RATE = RateSpec.newBuilder().setPriceMicros(500_000).build();

  private final AtomicInteger ids = new AtomicInteger();
  private final Quotas quotas =
      new Quotas(() -> "e-" + ids.incrementAndGet(), Duration.ofSeconds(5));
  private final Leases leases;

  LeasesCostTest() {
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
                    {kind: Extension, name: 101}
                    ---
                    {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at}}
                    ---
                    {kind: Limit, name: cap, spec: {on: [extension/101], cost: 'D1,3.50'}}
                    """)));
    leases =
        new Leases(
            quotas, () -> limits, () -> NOON, () -> true, () -> "l-" + ids.incrementAndGet());
  }

  private Decision reserved(String call) {
    return leases
        .reserve(
            RouteRequest.newBuilder()
                .setCallId(call)
                .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
                .setOrigin("101")
                .build(),
            Decision.newBuilder()
                .addTargets(Target.newBuilder().setLine("gsm-1").setRate(RATE))
                .build())
        .join();
  }

  private Balance cost() {
    return leases.balances().stream()
        .filter(one -> one.getMeasure() == Measure.MEASURE_COST)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void moneyIsReservedRenewedBilledCorrectedAndReset() {
    Decision decision = reserved("a");
    assertEquals(300, decision.getLease().getSeconds());
    assertEquals(2_500_000, cost().getReserved());
    RenewRequest more =
        RenewRequest.newBuilder()
            .setLease(decision.getLease().getId())
            .setCallId("a")
            .setSequence(1)
            .setOrigin(
                OriginName.newBuilder().setKind(OriginKind.ORIGIN_KIND_EXTENSION).setName("101"))
            .setTarget("line/gsm-1")
            .setRate(RATE)
            .build();
    assertEquals(420, leases.renew(more).join().getSeconds());
    assertEquals(3_500_000, cost().getReserved());
    assertEquals("limit " + CAP + ": 3.5 of 3.5 are spent or reserved", reserved("b").getReason());
    leases.settle(OverCall.byGsm1("a", 301));
    assertEquals(3_000_000, cost().getUsed());
    assertEquals(0, cost().getReserved());
    CorrectRequest back =
        CorrectRequest.newBuilder()
            .setQuota(CAP)
            .setMeasure(Measure.MEASURE_COST)
            .setMicros(-1_250_000)
            .build();
    assertInstanceOf(Answer.Done.class, leases.correct(back).join());
    assertEquals(1_750_000, cost().getUsed());
    assertEquals(3_500_000, cost().getLimit());
    assertEquals("2026-11-01", cost().getPeriod());
    ResetRequest reset =
        ResetRequest.newBuilder().setQuota(CAP).setMeasure(Measure.MEASURE_COST).build();
    assertInstanceOf(Answer.Done.class, leases.reset(reset).join());
    assertEquals(0, cost().getUsed());
  }
}
