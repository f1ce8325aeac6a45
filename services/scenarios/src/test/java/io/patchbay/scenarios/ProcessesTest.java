package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
  private static final Duration BACK = Duration.ofSeconds(60);
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
    gateway.awaitUp(BACK);
    lab = new Lab(gateway);
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  @Test
  void aModemThatDiesEndsItsCallAndComesBack() throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.mobileCalls("gsm-1", phone);

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
  void callsAndMessagesAreNotLostWhileAllServicesButTheTrunkAreAway() throws Exception {
    Baresip phone = lab.extension("101");
    String before = call(phone);
    for (String service : List.of("dial-plan", "cdr-analytics", "sms-router", "console")) {
      gateway.child(service).destroyForcibly();
    }
    phone.awaitTone(TALK);
    phone.hangUp();
    phone.awaitEvent("CALL_CLOSED", SOON);

    String during = call(phone);
    phone.awaitTone(TALK);
    assertEquals(1, lab.world().sms(during, "gsm-2", "written meanwhile"));
    phone.hangUp();

    gateway.awaitUp(BACK);
    assertEquals(16, lab.records().only(before, SOON).getCause());
    CallRecord record = lab.records().only(during, SOON);
    assertEquals(16, record.getCause());
    assertTrue(record.getDecidedLocally(), record.toString());
    Await.until("the message in the ledger", SOON, () -> messages(during) == 1);
  }

  private int messages(String peer) {
    return lab.records()
        .messages()
        .listMessages(ListMessagesRequest.newBuilder().setPeer(peer).build())
        .getMessagesCount();
  }

  @Test
  void recordsOfCallsWithoutADatabaseArriveOnceWhenItIsBack() throws Exception {
    Baresip phone = lab.extension("101");
    String before = call(phone);
    Postgres database = Postgres.killed(gateway);
    phone.hangUp();
    phone.awaitEvent("CALL_CLOSED", SOON);
    String during = call(phone);
    phone.hangUp();
    lab.world().await(during, "released", "");

    database.start();

    assertEquals(16, lab.records().only(before, BACK).getCause());
    assertEquals(16, lab.records().only(during, BACK).getCause());
  }

  /// The broker runs in the process that watches the others, under `--processes`.
  @Test
  void recordsOfCallsWithoutABrokerArriveOnceWhenItIsBack() throws Exception {
    Baresip phone = lab.extension("101");
    String before = call(phone);
    String during;
    ProcessHandle broker = ProcessHandle.of(gateway.pid()).orElseThrow();
    Gateway.signal(broker, "STOP");
    try {
      phone.hangUp();
      phone.awaitEvent("CALL_CLOSED", SOON);
      during = call(phone);
      phone.hangUp();
      lab.world().await(during, "released", "");
    } finally {
      Gateway.signal(broker, "CONT");
    }

    assertEquals(16, lab.records().only(before, BACK).getCause());
    assertEquals(16, lab.records().only(during, BACK).getCause());
  }

  @Test
  void aReplicaThatIsDrainedKeepsItsCallAndTakesNoOther() throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = call(phone);

    CompletableFuture<Gateway.Ended> drain =
        CompletableFuture.supplyAsync(() -> gateway.client("drain", "1", "--deadline", "60"));
    Await.until(
        "drain", SOON, () -> gateway.client("drain", "1", "--ask").output().contains("draining"));
    try {
      Baresip other = Baresip.start("nobody", "<sip:nobody@127.0.0.1>;regint=0");
      lab.keep(other).dial(lab.uri("102"));
      String why = other.awaitEvent("CALL_CLOSED", SOON).path("param").asText();
      assertTrue(why.contains("503"), why);
      phone.awaitTone(TALK);
      assertFalse(drain.isDone());
      phone.hangUp();

      Gateway.Ended ended = drain.get(SOON.toSeconds(), TimeUnit.SECONDS);
      assertEquals(0, ended.exitCode(), ended.output());
      assertTrue(ended.output().contains("sip-trunk-1: draining, 1 calls"), ended.output());
      assertTrue(ended.output().endsWith("empty: may be stopped\n"), ended.output());
      assertEquals(16, lab.records().only(subscriber, SOON).getCause());
    } finally {
      assertEquals(0, gateway.client("drain", "1", "--resume").exitCode());
    }
    phone.awaitEvent("CALL_CLOSED", SOON);
    call(phone);
    phone.hangUp();
  }

  /// Calls a mobile that answers; returns its number.
  private String call(Baresip phone) {
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, lab.talking(subscriber));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    return subscriber;
  }

  @Test
  void whenTheControllingTrunkReplicaDiesAudioGoesOnAndTheNextByeWorks() throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.mobileCalls("gsm-1", phone);
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
    String subscriber = lab.mobileCalls("gsm-1", phone);
    phone.awaitTone(TALK);

    gateway.child("edge").destroyForcibly();
    long killed = System.nanoTime();

    phone.awaitEvent("CALL_CLOSED", SOON);
    Duration released = Duration.ofNanos(System.nanoTime() - killed);
    lab.world().await(subscriber, "released", "", 1, SOON);
    CallRecord record = lab.records().only(subscriber, SOON);
    assertNotEquals(16, record.getCause(), record.toString());
    assertTrue(record.hasAnsweredAt());
    assertTrue(released.toSeconds() < 10, "the phone was released after " + released);
    String next = Await.value("the next call", BACK, () -> tryToCall(phone));
    phone.awaitTone(TALK);
    phone.hangUp();
    assertEquals(16, lab.records().only(next, SOON).getCause());
  }

  /// As [#call]; none when the gateway refuses the call at once.
  private Optional<String> tryToCall(Baresip phone) {
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    var event = phone.awaitEvent("CALL_CLOSED", SOON, "CALL_RINGING", "CALL_PROGRESS");
    if (event.path("type").asText().equals("CALL_CLOSED")) {
      return Optional.empty();
    }
    lab.world().answer(subscriber, lab.talking(subscriber));
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    return Optional.of(subscriber);
  }
}
