package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An extension dials a mobile number: policy chooses a line, the line dials.
@ExtendWith(SharedGateway.class)
class ExtensionToMobileTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration TALK = Duration.ofSeconds(3);

  @Test
  void bothSidesHearEachOthersToneAndTheSubscriberHangsUp(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    lab.world().await(subscriber, "ringing", "");
    phone.awaitEvent("CALL_RINGING", SOON, "CALL_PROGRESS");
    lab.world().answer(subscriber, lab.talking("mobile"));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);

    lab.world().hangUp(subscriber);

    phone.awaitEvent("CALL_CLOSED", SOON);
    phone.listened().assertTone("extension", 2);
    lab.recorded("mobile").assertTone("mobile", 2.5);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertEquals(16, record.getCause());
    assertEquals("callee", record.getReleasedBy());
    assertEquals("extension", record.getOriginKind());
    assertEquals("101", record.getOrigin());
    assertEquals(subscriber, record.getDialledNumber());
    assertTrue(record.hasAlertedAt() && record.hasAnsweredAt(), record.toString());
    assertTrue(record.getTraceCount() > 0, "no trace of the decision");
    LegRecord line = lineLeg(record);
    assertEquals("outbound", line.getDirection());
  }

  @Test
  void theCallerHangsUp(Lab lab) throws Exception {
    Baresip phone = lab.extension("102");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking("mobile"));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);

    phone.hangUp();

    assertEquals(16, lab.world().await(subscriber, "released", "").getCause());
    assertEquals("caller", lab.records().only(subscriber, SOON).getReleasedBy());
  }

  @Test
  void theSubscriberSeesTheNumberOfTheLineThatCalls(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    String shown = lab.world().await(subscriber, "ringing", "").getPeer();
    phone.hangUp();

    lab.world().await(subscriber, "released", "");
    LegRecord line = lineLeg(lab.records().only(subscriber, SOON));
    assertEquals(lab.ready().number(line.getName()), shown);
  }

  @Test
  void twoCallsAtOnceTakeTwoLinesAndTheNextTakesTheLeastUsed(Lab lab) throws Exception {
    Baresip first = lab.extension("101");
    Baresip second = lab.extension("102");
    String one = lab.subscriber();
    String two = lab.subscriber();
    first.dial(lab.uri(one));
    lab.world().await(one, "ringing", "");
    second.dial(lab.uri(two));
    lab.world().await(two, "ringing", "");
    first.hangUp();
    second.hangUp();

    String lineOne = lineLeg(lab.records().only(one, SOON)).getName();
    String lineTwo = lineLeg(lab.records().only(two, SOON)).getName();
    assertNotEquals(lineOne, lineTwo);
    String three = lab.subscriber();
    first.dial(lab.uri(three));
    lab.world().await(three, "ringing", "");
    first.hangUp();
    assertNotEquals(lineTwo, lineLeg(lab.records().only(three, SOON)).getName());
  }

  @Test
  void aPhoneOverTcpCallsAndIsHeard(Lab lab) throws Exception {
    callOver(lab, "tcp");
  }

  @Test
  void aPhoneOverTlsCallsAndIsHeard(Lab lab) throws Exception {
    callOver(lab, "tls");
  }

  private static void callOver(Lab lab, String transport) throws Exception {
    Baresip phone = lab.extensionOver("103", transport);
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking("mobile"));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);
    phone.hangUp();
    lab.world().await(subscriber, "released", "");
    phone.listened().assertTone("extension", 2);
    lab.recorded("mobile").assertTone("mobile", 2.5);
  }

  private static LegRecord lineLeg(CallRecord record) {
    return record.getLegsList().stream()
        .filter(leg -> leg.getKind().equals("line"))
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError("no line leg in " + record));
  }
}
