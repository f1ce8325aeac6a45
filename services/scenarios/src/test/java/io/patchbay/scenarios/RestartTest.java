package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// A second installation beside the first: stopped, killed, and started again.
@ExtendWith(SharedGateway.class)
@TestInstance(Lifecycle.PER_CLASS)
class RestartTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private Gateway second;

  @BeforeAll
  void start() throws Exception {
    second = Gateway.start();
  }

  @AfterAll
  void stop() {
    second.close();
  }

  @Test
  void aSecondInstallationRunsBesideStopsQuicklyAndKeepsEverythingOverARestart(Lab lab)
      throws Exception {
    String subscriber = lab.subscriber();
    try (Lab other = new Lab(second)) {
      assertNotEquals(lab.ready().sipUdp(), other.ready().sipUdp());
      Baresip phone = other.extension("101");
      phone.dial(other.uri(subscriber));
      other.world().answer(subscriber, other.talking("mobile"));
      phone.awaitEvent("CALL_ESTABLISHED", SOON);
      phone.hangUp();
      assertEquals(16, other.records().only(subscriber, SOON).getCause());
      assertTrue(lab.records().withNumber(subscriber).isEmpty(), "the two share records");
      assertEquals(1, other.world().sms(subscriber, "gsm-1", "kept?"));
      Await.until("message", SOON, () -> messages(other.records(), subscriber) == 1);
    }
    String password = second.ready().password("101");

    Duration stopping = second.stop();
    second.restart();

    assertTrue(stopping.compareTo(Duration.ofSeconds(5)) < 0, "SIGTERM took " + stopping);
    assertEquals(password, second.ready().password("101"));
    try (Records records = new Records(second.ready())) {
      assertEquals(16, records.only(subscriber, SOON).getCause());
      assertEquals(1, messages(records, subscriber));
    }
  }

  @Test
  void killedInTheMiddleOfACallItReleasesBothSidesAtTheNextStartAndRecordsTheCallOnce(Lab lab)
      throws Exception {
    String subscriber = lab.subscriber();
    String station = lab.station();
    Lab other = lab.keep(new Lab(second));
    RtpPeer media = other.keep(RtpPeer.open(G711.PCMU));
    Sipp pbx = other.pbx(Scenario.of("uas_answer").media(media, G711.PCMU));
    Baresip phone = other.extension("101");
    phone.dial(other.uri(subscriber));
    other.world().answer(subscriber, other.talking("mobile"));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(Duration.ofSeconds(1));
    Baresip caller = other.extension("102");
    caller.dial(other.uri("8" + station));
    caller.awaitEvent("CALL_ESTABLISHED", SOON);

    second.kill();
    second.restart();

    phone.awaitEvent("CALL_CLOSED", SOON);
    caller.awaitEvent("CALL_CLOSED", SOON);
    pbx.awaitSuccess(SOON);
    try (Lab again = new Lab(second)) {
      for (String number : List.of(subscriber, "8" + station)) {
        CallRecord record = again.records().only(number, SOON);
        assertTrue(record.hasAnsweredAt(), record.toString());
        assertEquals("system", record.getReleasedBy());
        assertNotEquals(16, record.getCause(), record.toString());
      }
      String next = lab.subscriber();
      phone.dial(again.uri(next));
      again.world().answer(next, again.talking("next"));
      phone.awaitEvent("CALL_ESTABLISHED", SOON);
      phone.hangUp();
      assertEquals(16, again.records().only(next, SOON).getCause());
    }
  }

  private static int messages(Records records, String peer) {
    return records
        .messages()
        .listMessages(ListMessagesRequest.newBuilder().setPeer(peer).build())
        .getMessagesCount();
  }
}
