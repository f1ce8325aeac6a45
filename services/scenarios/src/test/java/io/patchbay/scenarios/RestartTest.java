package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.SharedGateway;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// A second installation beside the first: stopped and started again.
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

  private static int messages(Records records, String peer) {
    return records
        .messages()
        .listMessages(ListMessagesRequest.newBuilder().setPeer(peer).build())
        .getMessagesCount();
  }
}
