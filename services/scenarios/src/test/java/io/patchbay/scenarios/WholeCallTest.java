package io.patchbay.scenarios;

import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Handset;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Eleven seconds of talk: from the first tone a side hears to the last, at least ten seconds
/// apart, it misses no more than 60 ms at a time.
@ExtendWith(SharedGateway.class)
class WholeCallTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration TALK = Duration.ofSeconds(11);
  private static final double SECONDS = 10;

  @AfterEach
  void handsetsDown(Lab lab) {
    lab.handsetsDown();
  }

  @Test
  void betweenAMobileAndAnExtension(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    lab.mobileCalls("gsm-1", phone);
    awaitLength(lab, "mobile");

    phone.hangUp();

    phone.awaitEvent("CALL_CLOSED", SOON);
    lab.records().awaitIdle(SOON);
    phone.listened().assertToneThroughout("extension", SECONDS);
    lab.recorded("mobile").assertToneThroughout("mobile", SECONDS);
  }

  @Test
  void betweenAnAnaloguePhoneAndAnExtension(Lab lab) throws Exception {
    Baresip extension = lab.extension("102");
    Handset phone = lab.phone("fxs-2");
    extension.dial(lab.uri("202"));
    lab.world().await("fxs-2", "ring", "");
    phone.lift(lab.recording("phone"));
    phone.talk(lab.recording("phone"));
    extension.awaitEvent("CALL_ESTABLISHED", SOON);
    awaitLength(lab, "phone");

    extension.hangUp();

    extension.awaitEvent("CALL_CLOSED", SOON);
    lab.records().awaitIdle(SOON);
    phone.hangUp();
    extension.listened().assertToneThroughout("extension", SECONDS);
    lab.recorded("phone").assertToneThroughout("phone", SECONDS);
  }

  @Test
  void betweenThePbxAndAMobile(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMA);
    String subscriber = lab.subscriber();
    Sipp pbx = lab.pbxCalls(subscriber, Scenario.of("uac_wait_bye").media(media, G711.PCMA));
    awaitLength(lab, "mobile");

    lab.world().hangUp(subscriber);

    pbx.awaitSuccess(SOON);
    media.heard().assertToneThroughout("pbx", SECONDS);
    lab.recorded("mobile").assertToneThroughout("mobile", SECONDS);
  }

  /// Until the recording is as long as the talk: what it holds is measured afterwards.
  private static void awaitLength(Lab lab, String recording) {
    Await.until(
        TALK + " recorded at " + recording,
        TALK.plus(SOON),
        () -> lab.recorded(recording).seconds() > TALK.toMillis() / 1000.0);
  }
}
