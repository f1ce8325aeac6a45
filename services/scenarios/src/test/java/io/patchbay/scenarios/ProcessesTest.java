package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Lab;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/// One JVM per service, as in production; then something dies in the middle of a call.
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodName.class)
class ProcessesTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TALK = Duration.ofSeconds(2);

  private Gateway gateway;
  private Lab lab;

  @BeforeAll
  void start() throws Exception {
    gateway = Gateway.start("--processes");
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
  }

  @BeforeEach
  void open() throws Exception {
    lab = new Lab(gateway);
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  @Test
  void aModemThatDiesEndsItsCallAndComesBack() throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-1", lab.talking("mobile"));
    answer(phone);

    lab.world().fault("gsm-1", "port-gone");

    phone.awaitEvent("CALL_CLOSED", SOON);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertNotEquals(16, record.getCause(), record.toString());
    lab.world().fault("gsm-1", "port-back");
    String second = lab.subscriber();
    Await.until(
        "a call by gsm-1 again",
        SOON.multipliedBy(2),
        () -> {
          lab.world().call(second, "gsm-1", lab.talking("second"));
          try {
            phone.awaitEvent("CALL_INCOMING", Duration.ofSeconds(5));
            return true;
          } finally {
            lab.world().hangUp(second);
          }
        });
  }

  @Test
  void callsGoOnWhileTheDialPlanAndTheRecordsServiceAreAway() throws Exception {
    Baresip phone = lab.extension("101");
    gateway.child("dial-plan").destroyForcibly();
    gateway.child("cdr-analytics").destroyForcibly();
    String subscriber = lab.subscriber();

    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking("mobile"));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(TALK);
    phone.hangUp();

    CallRecord record = lab.records().only(subscriber, SOON.multipliedBy(2));
    assertEquals(16, record.getCause());
  }

  @Test
  void whenTheControllingTrunkReplicaDiesAudioGoesOnAndTheNextByeWorks() throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-1", lab.talking("mobile"));
    answer(phone);
    phone.awaitTone(TALK);

    gateway.child("sip-trunk").destroyForcibly();

    phone.awaitTone(TALK.multipliedBy(4));
    lab.awaitTone("mobile", TALK.multipliedBy(4));
    lab.world().hangUp(subscriber);
    phone.awaitEvent("CALL_CLOSED", SOON);
    assertEquals(16, lab.records().only(subscriber, SOON).getCause());
  }

  @Test
  void whenTheEdgeDiesBothSidesAreReleasedAndTheNextCallWorks() throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-1", lab.talking("mobile"));
    answer(phone);
    phone.awaitTone(TALK);

    gateway.child("edge").destroyForcibly();

    phone.awaitEvent("CALL_CLOSED", SOON);
    lab.world().await(subscriber, "released", "", 1, SOON);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertNotEquals(16, record.getCause(), record.toString());
    assertTrue(record.hasAnsweredAt());
    String next = lab.subscriber();
    Await.until(
        "the next call",
        SOON.multipliedBy(2),
        () -> {
          phone.dial(lab.uri(next));
          lab.world().answer(next, lab.talking("next"));
          return true;
        });
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.hangUp();
  }

  private static void answer(Baresip phone) {
    phone.awaitEvent("CALL_INCOMING", SOON);
    phone.accept();
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
  }
}
