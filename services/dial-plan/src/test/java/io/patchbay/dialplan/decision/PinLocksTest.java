package io.patchbay.dialplan.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Entered;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.Router;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever enters wrong PINs again and again is not asked for a while (H-161, E3).
final class PinLocksTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private final Decisions decisions = new Decisions(Router.RULES);

  @BeforeEach
  void configure() {
    configure(decisions);
  }

  private static void configure(Decisions all) {
    all.configure(
        DocumentYaml.parse(
            "t",
            """
            {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: sim, incoming: {second-stage: {pin: door}}}}
            ---
            {kind: Pin, name: door, spec: {pin: "4711", lock-after: 4, lock-s: 600}}
            """));
  }

  private static RouteRequest call(String id, String number, int wrong) {
    return RouteRequest.newBuilder()
        .setCallId(id)
        .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
        .setOrigin("gsm-1")
        .setCallingNumber(number)
        .setEntered(Entered.newBuilder().setWrongPin(wrong == 0 ? "" : "door").setWrongPins(wrong))
        .build();
  }

  private boolean asked(String id, String number, int wrong, int second) {
    return decisions.route(call(id, number, wrong), NOON.plusSeconds(second)).hasCollect();
  }

  @Test
  void wrongPinsOfSeveralCallsLockTheCaller() {
    assertTrue(asked("a", "139", 0, 0));
    assertTrue(asked("a", "139", 1, 5));
    assertTrue(asked("a", "139", 2, 10));
    assertTrue(asked("b", "139", 1, 20));
    assertFalse(asked("b", "139", 2, 30));
    Decision refused = decisions.explain(call("c", "139", 0), NOON.plusSeconds(40));
    assertEquals("PIN door was wrong 4 times of line/gsm-1 139 within 600 s", refused.getReason());
    assertEquals(403, refused.getSipStatus());
    assertTrue(asked("d", "138", 0, 40), "another caller");
    assertTrue(asked("e", "139", 0, 700), "and after a while");
  }

  @Test
  void withoutNumbersOfItsOwnAPinLocksAfterSixForAnHour() {
    decisions.configure(DocumentYaml.parse("t", "{kind: Pin, name: door, spec: {pin: \"4711\"}}"));
    assertTrue(asked("a", "139", 2, 0));
    assertTrue(asked("b", "139", 2, 1));
    assertTrue(asked("c", "139", 1, 2), "five");
    assertFalse(asked("c", "139", 2, 3), "six");
    assertFalse(asked("d", "139", 0, 3_599));
    assertTrue(asked("d", "139", 0, 3_604));
  }

  @Test
  void recordsTellOtherReplicasAndThoseThatStart() {
    Decisions other = new Decisions(Router.RULES);
    configure(other);
    for (String id : new String[] {"a", "b"}) {
      CallRecord record =
          CallRecord.newBuilder()
              .setCallId(id)
              .setOriginKind("line")
              .setOrigin("gsm-1")
              .setCallingNumber("139")
              .setPin("door")
              .setWrongPins(2)
              .setEndedAt(Timestamp.newBuilder().setSeconds(NOON.getEpochSecond()))
              .build();
      other.count(record);
      other.count(record);
      assertTrue(other.explain(call("x", "138", 0), NOON).hasCollect());
      assertEquals(id.equals("a"), other.explain(call("x", "139", 0), NOON).hasCollect());
    }
  }
}
