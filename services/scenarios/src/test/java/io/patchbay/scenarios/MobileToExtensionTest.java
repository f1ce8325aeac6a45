package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A mobile subscriber calls SIM line 1; extension 101 rings, answers and talks.
@ExtendWith(SharedGateway.class)
class MobileToExtensionTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration TALK = Duration.ofSeconds(3);

  @Test
  void bothSidesHearEachOthersToneAndTheExtensionHangsUp(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-1", lab.talking("mobile"));

    JsonNode incoming = phone.answer();
    assertTrue(incoming.path("peeruri").asText().contains(subscriber), incoming.toString());
    lab.world().await(subscriber, "answered", "");
    phone.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);
    phone.hangUp();

    assertEquals(16, lab.world().await(subscriber, "released", "").getCause());
    phone.listened().assertTone("extension", 2.5);
    lab.recorded("mobile").assertTone("mobile", 2.5);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(16, record.getCause());
    assertEquals("callee", record.getReleasedBy());
    assertEquals("line", record.getOriginKind());
    assertEquals("gsm-1", record.getOrigin());
    assertTrue(record.hasAnsweredAt());
    LegRecord leg = Records.leg(record, "101");
    assertTrue(leg.getCodec().startsWith("PCM"), leg.toString());
    assertTrue(leg.getRtp().getPacketsReceived() > 100, leg.toString());
    assertEquals("inbound", Records.leg(record, "gsm-1").getDirection());
  }

  @Test
  void theSubscriberHangsUpAndThePhoneIsReleased(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.mobileCalls("gsm-1", phone);

    lab.world().hangUp(subscriber);

    phone.awaitEvent("CALL_CLOSED", SOON);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(16, record.getCause());
    assertEquals("caller", record.getReleasedBy());
  }

  @Test
  void theSubscriberGivesUpBeforeTheAnswer(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-1", lab.talking("mobile"));
    phone.awaitEvent("CALL_INCOMING", SOON);

    lab.world().hangUp(subscriber);

    phone.awaitEvent("CALL_CLOSED", SOON);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertTrue(record.hasAlertedAt() && !record.hasAnsweredAt(), record.toString());
    assertEquals("caller", record.getReleasedBy());
  }

  @Test
  void aWithheldNumberIsShownAsAnonymous(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    var _ =
        lab.world()
            .world()
            .placeCall(
                io.patchbay.proto.sim.v1.PlaceCallRequest.newBuilder()
                    .setSubscriber(subscriber)
                    .setTo("gsm-1")
                    .setWithheld(true)
                    .build());

    JsonNode incoming = phone.awaitEvent("CALL_INCOMING", SOON);

    assertTrue(incoming.path("peeruri").asText().contains("anonymous"), incoming.toString());
    lab.world().hangUp(subscriber);
    phone.awaitEvent("CALL_CLOSED", SOON);
  }
}
