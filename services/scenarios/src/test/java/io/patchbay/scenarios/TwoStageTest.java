package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.config.v1.SecondStageSpec;
import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.proto.sim.v1.SendDtmfRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Handset;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Callers who enter a PIN before they call out, and mobile callers who enter an extension.
@ExtendWith(SharedGateway.class)
class TwoStageTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private Document group = Document.getDefaultInstance();
  private Document line = Document.getDefaultInstance();

  @BeforeEach
  void askForAPin(Lab lab) {
    group = lab.records().document("LineGroup", "mobile").toBuilder().clearRevision().build();
    line = lab.records().document("Line", "gsm-2").toBuilder().clearRevision().build();
    lab.records()
        .put(
            Document.newBuilder()
                .setKind("Pin")
                .setName("scenario")
                .setPin(PinSpec.newBuilder().setPin("4711").setLockAfter(3).setLockS(60))
                .build());
    Document.Builder asking = group.toBuilder();
    asking.getLineGroupBuilder().setCallOutPin("scenario");
    lab.records().put(asking.build());
    Document.Builder staged = line.toBuilder();
    staged
        .getLineBuilder()
        .setIncoming(Destination.newBuilder().setSecondStage(SecondStageSpec.getDefaultInstance()));
    lab.records().put(staged.build());
    Await.until(
        "explain asks for the PIN",
        SOON,
        () ->
            lab.gateway()
                .client("explain", "103", lab.subscriber())
                .output()
                .contains("PIN scenario is to be entered"));
  }

  @AfterEach
  void askNobody(Lab lab) {
    lab.records().hangUpAll();
    lab.records().put(group);
    lab.records().put(line);
    lab.records().delete("Pin", "scenario");
  }

  private static void enter(Baresip phone, String digits) {
    for (String digit : digits.split("", 0)) {
      phone.command("sndcode", digit);
    }
  }

  @Test
  void theRightPinLetsTheCallOut(Lab lab) throws Exception { // G-149
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    enter(phone, "4711#");
    lab.world().answer(subscriber, CallPlan.getDefaultInstance());
    lab.world().await(subscriber, "answered", "");
    lab.world().hangUp(subscriber);
    phone.awaitEvent("CALL_CLOSED", SOON);

    CallRecord record = lab.records().only(subscriber, SOON);
    assertTrue(record.hasAnsweredAt());
    assertTrue(
        record.getTraceList().contains("entered: PIN scenario was right"), record.toString());
    assertFalse(record.toString().contains("4711"), record.toString());
  }

  @Test
  void threeWrongPinsEndTheCallAndLockTheCaller(Lab lab) throws Exception { // H-161
    Baresip phone = lab.extension("102");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    for (int i = 0; i < 3; i++) {
      enter(phone, "0000#");
    }
    phone.awaitEvent("CALL_CLOSED", SOON);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(3, record.getWrongPins());
    assertEquals("scenario", record.getPin());
    assertEquals(21, record.getCause());

    String other = lab.subscriber();
    phone.dial(lab.uri(other));
    phone.awaitEvent("CALL_CLOSED", SOON);
    assertEquals(403, lab.records().only(other, SOON).getSipStatus());
  }

  @Test
  void whoeverEntersNothingIsHungUp(Lab lab) throws Exception {
    Baresip phone = lab.extension("104");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitEvent("CALL_CLOSED", SOON);
    List<String> trace = lab.records().only(subscriber, SOON).getTraceList();
    assertTrue(trace.contains("entered: no PIN scenario in 10 s"), trace.toString());
  }

  @Test
  void aMobileCallerEntersAnExtension(Lab lab) throws Exception { // G-155
    Baresip phone = lab.extension("103");
    String subscriber = lab.subscriber();
    String heard = lab.recording("stage").toString();
    lab.world().call(subscriber, "gsm-2", CallPlan.newBuilder().setRecord(heard).build());
    lab.world().await(subscriber, "answered", "");
    Handset.awaitDialTone(lab.recording("stage"));
    var _ =
        lab.world()
            .world()
            .sendDtmf(
                SendDtmfRequest.newBuilder().setSubscriber(subscriber).setDigits("103#").build());
    phone.answer();
    phone.hangUp();
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals("103", record.getDialledNumber());
    assertTrue(record.getTraceList().contains("entered: 103 was entered"), record.toString());
  }
}
