package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.ToneMeter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Analogue telephones and an exchange line: tones, digits and rings are real audio and real
/// current.
@ExtendWith(SharedGateway.class)
class AnalogueTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TALK = Duration.ofSeconds(3);
  private static final double DIAL_TONE_HZ = 425;

  @AfterEach
  void handsetsDown(Lab lab) {
    lab.handsetsDown();
  }

  @Test
  void aPhoneHearsDialToneDialsAnExtensionAndTalks(Lab lab) throws Exception {
    Baresip extension = lab.extension("101");
    lab.phone("fxs-1").liftForDialTone(lab.recording("dial-tone"));
    lab.phone("fxs-1").dial("101#");
    assertTrue(
        extension.awaitEvent("CALL_INCOMING", SOON).path("peeruri").asText().contains("201"));
    extension.accept();
    extension.awaitEvent("CALL_ESTABLISHED", SOON);
    lab.phone("fxs-1").talk(lab.recording("phone"));
    extension.awaitTone(TALK);
    lab.awaitTone("phone", TALK);

    lab.phone("fxs-1").hangUp();

    extension.awaitEvent("CALL_CLOSED", SOON);
    extension.listened().assertTone("extension", 2.5);
    lab.recorded("phone").assertTone("phone", 2.5);
    var record = lab.records().only("201", lab.began(), SOON);
    assertEquals(16, record.getCause());
    assertEquals("fxs-1", record.getOrigin());
  }

  @Test
  void theTimeoutEndsDialling(Lab lab) throws Exception {
    Baresip extension = lab.extension("101");
    lab.phone("fxs-2").liftForDialTone(lab.recording("tone"));
    lab.phone("fxs-2").dial("101");

    extension.awaitEvent("CALL_INCOMING", SOON);

    lab.phone("fxs-2").hangUp();
    extension.awaitEvent("CALL_CLOSED", SOON);
  }

  @Test
  void anExtensionCallsAPhoneThatRingsAndTalks(Lab lab) throws Exception {
    Baresip extension = lab.extension("101");
    extension.dial(lab.uri("202"));
    lab.world().await("fxs-2", "ring", "");
    lab.world().await("fxs-2", "caller-id", "101");
    lab.phone("fxs-2").lift(lab.recording("phone"));
    extension.awaitEvent("CALL_ESTABLISHED", SOON);
    lab.phone("fxs-2").talk(lab.recording("phone"));
    extension.awaitTone(TALK);
    lab.awaitTone("phone", TALK);

    extension.hangUp();

    lab.records().awaitIdle(SOON);
    extension.listened().assertTone("extension", 2.5);
    lab.recorded("phone").assertTone("phone", 2.5);
    lab.phone("fxs-2").hangUp();
  }

  @Test
  void aPhoneCallsAMobileByASimCard(Lab lab) {
    String subscriber = lab.subscriber();
    lab.phone("fxs-1").liftForDialTone(lab.recording("tone"));
    lab.phone("fxs-1").dial(subscriber.substring(3) + "#");
    lab.world().await(subscriber, "ringing", "");
    lab.world().answer(subscriber, lab.talking("mobile"));
    lab.phone("fxs-1").talk(lab.recording("phone"));
    lab.awaitTone("mobile", TALK);
    lab.awaitTone("phone", TALK);

    lab.phone("fxs-1").hangUp();

    assertEquals(16, lab.world().await(subscriber, "released", "").getCause());
    lab.recorded("mobile").assertTone("mobile", 2.5);
    lab.recorded("phone").assertTone("phone", 2.5);
  }

  @Test
  void aPhoneCallsOutByTheExchange(Lab lab) {
    lab.phone("fxs-1").liftForDialTone(lab.recording("tone"));
    lab.phone("fxs-1").dial("955501#");
    lab.world().await("fxo-1", "dialled", "55501");
    lab.world().answer("55501", lab.talking("pstn"));
    lab.phone("fxs-1").talk(lab.recording("phone"));
    lab.awaitTone("pstn", TALK);
    lab.awaitTone("phone", TALK);

    lab.phone("fxs-1").hangUp();

    lab.world().await("55501", "released", "");
    lab.recorded("pstn").assertTone("pstn", 2.5);
    lab.recorded("phone").assertTone("phone", 2.5);
  }

  @Test
  void theExchangeRingsTheLineAndTheExtensionAnswers(Lab lab) throws Exception {
    Baresip extension = lab.extension("103");
    lab.world().call("55502", "fxo-1", lab.talking("pstn"));
    assertTrue(
        extension.awaitEvent("CALL_INCOMING", SOON).path("peeruri").asText().contains("55502"));
    extension.accept();
    extension.awaitEvent("CALL_ESTABLISHED", SOON);
    extension.awaitTone(TALK);
    lab.awaitTone("pstn", TALK);

    extension.hangUp();

    lab.world().await("55502", "released", "");
    extension.listened().assertTone("extension", 2.5);
    lab.recorded("pstn").assertTone("pstn", 2.5);
    assertEquals("fxo-1", lab.records().only("55502", SOON).getOrigin());
  }

  @Test
  void aBusyMobileIsHeardAsBusyTone(Lab lab) {
    String subscriber = lab.subscriber();
    lab.world().behave(subscriber, io.patchbay.proto.sim.v1.Behaviour.BEHAVIOUR_BUSY);
    lab.phone("fxs-1").liftForDialTone(lab.recording("tone"));
    lab.phone("fxs-1").dial(subscriber.substring(3) + "#");
    assertEquals(17, lab.records().only(subscriber.substring(3), SOON).getCause());
    lab.phone("fxs-1").hear(lab.recording("busy"));

    // 500 ms on, 500 ms off (E.180): a stretch of tone is never longer
    Await.until(
        "busy tone",
        SOON,
        () -> {
          ToneMeter busy = ToneMeter.read(lab.recording("busy"));
          return busy.seconds() > 2
              && busy.last(1.4).levelAt(DIAL_TONE_HZ) > -30
              && busy.last(1.4).longestStretch().seconds() < 0.65;
        });
    lab.phone("fxs-1").hangUp();
  }
}
