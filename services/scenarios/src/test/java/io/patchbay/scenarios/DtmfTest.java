package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.sim.v1.SendDtmfRequest;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Digits cross the gateway in the form each side speaks: RFC 4733, AT+VTS and +QTONEDET, tones.
@ExtendWith(SharedGateway.class)
class DtmfTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void digitsOfAPhoneReachTheMobile(Lab lab) throws Exception {
    Baresip phone = lab.extension("101");
    String subscriber = lab.subscriber();
    phone.dial(lab.uri(subscriber));
    lab.world().answer(subscriber, io.patchbay.proto.sim.v1.CallPlan.getDefaultInstance());
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
    lab.world().call(subscriber, "gsm-1", io.patchbay.proto.sim.v1.CallPlan.getDefaultInstance());
    phone.awaitEvent("CALL_INCOMING", SOON);
    phone.accept();
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    lab.world().await(subscriber, "answered", "");

    var _ =
        lab.world()
            .world()
            .sendDtmf(
                SendDtmfRequest.newBuilder().setSubscriber(subscriber).setDigits("2580#").build());

    assertEquals("2580#", phone.awaitDigits(5, SOON));
  }

  @Test
  void digitsCrossFromThePbxToTheMobileAndBack(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    var _ = lab.pbx(Scenario.of("uas_answer").media(media, G711.PCMU));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-3", io.patchbay.proto.sim.v1.CallPlan.getDefaultInstance());
    lab.world().await(subscriber, "answered", "");
    Await.until("RTP", SOON, () -> media.packets() > 0);

    media.dtmf("7");
    assertEquals("7", lab.world().await(subscriber, "dtmf", "").getDetail());
    var _ =
        lab.world()
            .world()
            .sendDtmf(
                SendDtmfRequest.newBuilder().setSubscriber(subscriber).setDigits("0123").build());

    Await.until("digits 0123 by RTP", SOON, () -> media.digitsHeard().equals("0123"));
    lab.world().hangUp(subscriber);
  }
}
