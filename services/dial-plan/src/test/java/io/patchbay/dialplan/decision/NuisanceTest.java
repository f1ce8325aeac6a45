package io.patchbay.dialplan.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.Router;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// AT-134: the third consecutive call from a number lists it, the fourth is refused.
final class NuisanceTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private final Decisions decisions = new Decisions(Router.RULES);
  private int calls;

  @BeforeEach
  void configure() {
    decisions.configure(
        DocumentYaml.parse(
            "t",
            """
            {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: sim, incoming: {extension: 101}, auto-deny: {calls: 3, for-s: 3600}}}
            ---
            {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: sim, incoming: {extension: 101}}}
            ---
            {kind: Extension, name: 101}
            """));
  }

  private int status(String line, String number, int minute) {
    Decision decision =
        decisions.explain(
            RouteRequest.newBuilder()
                .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
                .setOrigin(line)
                .setCallingNumber(number)
                .build(),
            NOON.plusSeconds(60L * minute));
    return decision.getTargetsCount() > 0 ? 200 : decision.getSipStatus();
  }

  /// Calls, when the call is taken, and hangs up.
  private int call(String line, String number, int minute) {
    int status = status(line, number, minute);
    Timestamp at = Timestamp.newBuilder().setSeconds(NOON.getEpochSecond() + 60L * minute).build();
    CallRecord record =
        CallRecord.newBuilder()
            .setCallId("c" + calls++)
            .setOriginKind("line")
            .setOrigin(line)
            .setCallingNumber(number)
            .setStartedAt(at)
            .setEndedAt(at)
            .build();
    decisions.count(record);
    decisions.count(record);
    return status;
  }

  @Test
  void theFourthCallInARowIsRefusedForAWhile() {
    assertEquals(200, call("gsm-1", "139", 0));
    assertEquals(200, call("gsm-1", "139", 1));
    assertEquals(200, call("gsm-1", "139", 2));
    assertEquals(403, status("gsm-1", "139", 3));
    assertEquals(200, status("gsm-1", "138", 3), "others are not meant");
    assertEquals(200, status("gsm-2", "139", 3), "nor other lines");
    assertEquals(200, status("gsm-1", "139", 62), "an hour is over");
  }

  @Test
  void somebodyElseInBetweenOrMoreTimeIsNotInARow() {
    call("gsm-1", "139", 0);
    call("gsm-1", "139", 1);
    call("gsm-1", "138", 2);
    call("gsm-1", "139", 3);
    assertEquals(200, status("gsm-1", "139", 4));
    call("gsm-1", "139", 20);
    call("gsm-1", "139", 21);
    assertEquals(200, status("gsm-1", "139", 22), "from minute 3 to 21 is more than ten minutes");
    call("gsm-1", "139", 22);
    assertEquals(403, status("gsm-1", "139", 23));
  }

  @Test
  void whoWithholdsHisNumberIsNobodyInParticular() {
    for (int i = 0; i < 5; i++) {
      assertEquals(200, call("gsm-1", "", i));
    }
  }
}
