package io.patchbay.routing.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.proto.limit.v1.Restoration;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.limit.LimitTerms.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The velocity alarm, and what it blocks (D13).
final class VelocityTest {
  private static final Instant T0 = Instant.parse("2026-11-22T09:00:00Z");
  private static final Decision BY_GSM_1 =
      Decision.newBuilder().addTargets(Target.newBuilder().setLine("gsm-1")).build();

  private Ledger ledger = new Ledger();
  private Instant now = T0;
  private int calls;

  private static CallLimits limits(int block) {
    return new CallLimits(
        Documents.of(
            DocumentYaml.parse(
                "t",
                """
                {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at}}
                ---
                {kind: Limit, name: guard, spec: {on: [extension/101], velocity: {calls: 3, within-minutes: 5, block-minutes: %d}}}
                """
                    .formatted(block))));
  }

  private boolean call(CallLimits limits, String caller) {
    Reservation wanted =
        limits
            .first(caller, BY_GSM_1, new Moment(now, true), ledger, false)
            .map(one -> one.toBuilder().setLease("l" + calls++).setCallId("c" + calls).build())
            .orElse(Reservation.getDefaultInstance());
    return wanted.getClaimsCount() == 0
        || ledger.apply(entry().setReservation(wanted).build()) instanceof Answer.Granted;
  }

  private LedgerEntry.Builder entry() {
    return LedgerEntry.newBuilder().setAt(Timestamps.fromMillis(now.toEpochMilli()));
  }

  private int alarms() {
    return ledger.conduct().state("extension/101").getFiringsCount();
  }

  @Test
  void tooManyCallsAreAnAlarmAloneWhenNothingIsBlocked() {
    CallLimits limits = limits(0);
    for (int i = 0; i < 3; i++) {
      assertTrue(call(limits, "extension/101"));
    }
    assertEquals(0, alarms());
    assertTrue(call(limits, "extension/101"));
    assertTrue(call(limits, "extension/101"));
    assertEquals(1, alarms(), "told once");
    assertEquals(
        "more than 3 calls within 5 min",
        ledger.conduct().state("extension/101").getFirings(0).getReason());
  }

  @Test
  void theCallThatIsTooManyIsRefusedAndAllAfterItUntilTheBlockEndsOrIsTakenBack() {
    CallLimits limits = limits(60);
    for (int i = 0; i < 3; i++) {
      assertTrue(call(limits, "extension/101"));
    }
    assertEquals(false, call(limits, "extension/101"));
    assertTrue(call(limits, "extension/102"), "another's");
    assertEquals(1, alarms());
    now = now.plus(Duration.ofMinutes(59));
    ledger = Ledger.of(ledger.state(1));
    assertEquals(false, call(limits, "extension/101"), "written down and read");
    now = now.plus(Duration.ofMinutes(1));
    assertTrue(call(limits, "extension/101"));
    assertTrue(call(limits, "extension/101"));
    assertTrue(call(limits, "extension/101"));
    assertEquals(false, call(limits, "extension/101"));
    ledger.apply(
        entry().setRestoration(Restoration.newBuilder().addSubjects("extension/101")).build());
    assertTrue(call(limits, "extension/101"));
    assertEquals(0, alarms());
  }

  /// An attack: whatever its rhythm, no five minutes have more than three calls.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noWindowHasMoreCallsThanTheLimit(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    CallLimits limits = limits(1 + random.nextInt(30));
    List<Instant> begun = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      now = now.plusMillis(random.nextInt(200_000));
      if (call(limits, "extension/101")) {
        begun.add(now);
      }
      if (random.nextInt(100) == 0) {
        ledger = Ledger.of(ledger.state(i));
      }
    }
    for (int i = 3; i < begun.size(); i++) {
      assertTrue(
          !begun.get(i).isBefore(begun.get(i - 3).plus(Duration.ofMinutes(5))),
          "seed " + seed + ": call " + i + " at " + begun.get(i));
    }
    assertTrue(begun.size() > 10, "seed " + seed);
  }
}
