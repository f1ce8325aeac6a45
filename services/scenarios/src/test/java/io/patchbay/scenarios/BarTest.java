package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Gateway.Ended;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The kill switch through the whole product: launcher, console, Kafka, dial-plan, sip-trunk (D13).
@ExtendWith(SharedGateway.class)
class BarTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @AfterEach
  void letCallsOut(Lab lab) throws Exception {
    assertEquals(0, lab.gateway().client("bar", "--stop").exitCode());
    Await.until(
        "calls go out again",
        SOON,
        () -> lab.gateway().client("explain", "101", lab.subscriber()).exitCode() == 0);
  }

  @Test
  void aBarEndsTheCallUnderWayAndLetsHelpAndCallsInsideThrough(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking("mobile"));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);

    Ended barred = lab.gateway().client("bar", "extension/101");

    assertEquals(0, barred.exitCode(), barred.output());
    phone.awaitEvent("CALL_CLOSED", SOON);
    lab.world().await(subscriber, "released", "");
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals("system", record.getReleasedBy());

    String next = lab.subscriber();
    phone.dial(lab.uri(next));
    phone.awaitEvent("CALL_CLOSED", SOON);
    CallRecord refused = lab.records().only(next, SOON);
    assertEquals(403, refused.getSipStatus());
    assertTrue(refused.getTraceList().toString().contains("is stopped by bar"), refused.toString());

    assertEquals(0, lab.gateway().client("explain", "101", "102").exitCode(), "inside");
    assertEquals(0, lab.gateway().client("explain", "101", "112").exitCode(), "for help");
    assertEquals(0, lab.gateway().client("explain", "102", next).exitCode(), "by others");
  }
}
