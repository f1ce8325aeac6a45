package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.proto.sim.v1.SendDtmfRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Handset;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import io.patchbay.scenarios.harness.ToneMeter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Digits cross the gateway in the form each side speaks: RFC 4733, AT+VTS and +QTONEDET, tones.
@ExtendWith(SharedGateway.class)
class DtmfTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @AfterEach
  void handsetsDown(Lab lab) {
    lab.handsetsDown();
  }

  @Test
  void digitsOfAPhoneReachTheMobile(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, CallPlan.getDefaultInstance());
    phone.awaitEvent("CALL_ESTABLISHED", SOON);

    for (char digit : "19*".toCharArray()) {
      long before = lab.world().lastEvent();
      phone.command("sndcode", String.valueOf(digit));
      assertEquals(
          String.valueOf(digit),
          lab.world().await(subscriber, "dtmf", "", before, SOON).getDetail());
    }
  }

  @Test
  void digitsOfTheMobileReachThePhone(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-1", CallPlan.getDefaultInstance());
    phone.answer();
    lab.world().await(subscriber, "answered", "");

    sendDigits(lab, subscriber, "2580#");

    assertEquals("2580#", phone.awaitDigits(5, SOON));
  }

  @Test
  void digitsCrossFromThePbxToTheMobileAndBack(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx = lab.pbx(Scenario.of("uas_answer").media(media, G711.PCMU));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-3", CallPlan.getDefaultInstance());
    lab.world().await(subscriber, "answered", "");
    Await.until("RTP", SOON, () -> media.packets() > 0);

    media.dtmf("7");
    assertEquals("7", lab.world().await(subscriber, "dtmf", "").getDetail());
    sendDigits(lab, subscriber, "0123");

    Await.until("digits 0123 by RTP", SOON, () -> media.digitsHeard().equals("0123"));
    lab.world().hangUp(subscriber);
    pbx.awaitSuccess(SOON);
  }

  @Test
  void digitsOfAnAnaloguePhoneReachAPbxThatTakesEvents(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx = lab.pbx(Scenario.of("uas_answer").media(media, G711.PCMU));
    Handset phone = callFromPhone(lab, media);

    phone.dial("2580");

    Await.until("digits 2580 by RTP", SOON, () -> media.digitsHeard().equals("2580"));
    phone.hangUp();
    pbx.awaitSuccess(SOON);
  }

  @Test
  void digitsOfAnAnaloguePhoneReachAPbxWithoutEventsAsTones(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx =
        lab.pbx(Scenario.of("uas_answer").with("sdp", Sipp.plainSdp(media.port(), G711.PCMU)));
    Handset phone = callFromPhone(lab, media);

    phone.dial("5");

    Await.until("770 and 1336 Hz at the PBX", SOON, () -> media.heard().hears(770, 1336));
    assertEquals("", media.digitsHeard());
    phone.hangUp();
    pbx.awaitSuccess(SOON);
  }

  @Test
  void digitsOfTheMobileReachAPbxWithoutEventsAsTones(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx =
        lab.pbx(Scenario.of("uas_answer").with("sdp", Sipp.plainSdp(media.port(), G711.PCMU)));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-3", CallPlan.getDefaultInstance());
    lab.world().await(subscriber, "answered", "");
    Await.until("RTP", SOON, () -> media.packets() > 0);

    sendDigits(lab, subscriber, "9");

    Await.until("852 and 1477 Hz at the PBX", SOON, () -> media.heard().hears(852, 1477));
    lab.world().hangUp(subscriber);
    pbx.awaitSuccess(SOON);
  }

  @Test
  void digitsOfASipPhoneReachTheExchangeAndBack(Lab lab) throws Exception {
    Baresip extension = lab.extension("103");
    String caller = lab.fixedSubscriber();
    lab.world().call(caller, "fxo-1", CallPlan.getDefaultInstance());
    extension.answer();

    for (char digit : "7#".toCharArray()) {
      long before = lab.world().lastEvent();
      extension.command("sndcode", String.valueOf(digit));
      assertEquals(
          String.valueOf(digit), lab.world().await(caller, "dtmf", "", before, SOON).getDetail());
    }
    sendDigits(lab, caller, "149");

    assertEquals("149", extension.awaitDigits(3, SOON));
    extension.hangUp();
  }

  @Test
  void digitsOfASipPhoneAreHeardAtAnAnaloguePhone(Lab lab) throws Exception {
    Baresip extension = lab.extension("101");
    extension.dial(lab.uri("202"));
    Handset phone = lab.phone("fxs-2");
    lab.world().await("fxs-2", "ring", "");
    phone.lift(lab.recording("phone"));
    extension.awaitEvent("CALL_ESTABLISHED", SOON);

    extension.command("sndcode", "3");

    Await.until(
        "697 and 1477 Hz at the phone",
        SOON,
        () -> ToneMeter.read(lab.recording("phone")).hears(697, 1477));
    extension.hangUp();
    phone.hangUp();
  }

  private static Handset callFromPhone(Lab lab, RtpPeer media) {
    Handset phone = lab.phone("fxs-1");
    phone.liftForDialTone(lab.recording("tone"));
    phone.dial("8" + lab.station() + "#");
    Await.until("RTP", SOON, () -> media.packets() > 20);
    return phone;
  }

  private static void sendDigits(Lab lab, String subscriber, String digits) {
    var _ =
        lab.world()
            .world()
            .sendDtmf(
                SendDtmfRequest.newBuilder().setSubscriber(subscriber).setDigits(digits).build());
  }
}
