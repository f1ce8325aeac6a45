package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.sim.v1.CallPlan;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The hook flash of a SIP peer is one on the exchange's line, where it is wanted.
@ExtendWith(SharedGateway.class)
class FlashTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private static AutoCloseable flash(Lab lab) {
    return lab.settings(
        SettingsSpec.newBuilder().setMedia(MediaSpec.newBuilder().setDtmfFlash(true)));
  }

  /// The PBX calls out by the exchange.
  private static Sipp calls(Lab lab, Scenario scenario, RtpPeer media) throws Exception {
    String subscriber = lab.fixedSubscriber();
    Sipp pbx = lab.pbx(scenario.media(media, G711.PCMA).call(lab.station(), "9" + subscriber));
    lab.world().answer(subscriber, CallPlan.getDefaultInstance());
    Await.until("RTP", SOON, () -> media.packets() > 0);
    return pbx;
  }

  private static void assertFlashed(Lab lab, Sipp pbx) throws Exception {
    assertEquals("250 ms", lab.world().await("fxo-1", "flash", "").getDetail());
    lab.records().hangUpAll();
    pbx.awaitSuccess(SOON);
  }

  @Test
  void event16IsAFlash(Lab lab) throws Exception {
    try (var _ = flash(lab)) {
      RtpPeer media = lab.media(G711.PCMA);
      Sipp pbx = calls(lab, Scenario.of("uac_wait_bye"), media);
      media.dtmf("!");
      assertFlashed(lab, pbx);
      assertEquals("", media.digitsHeard(), "it does not come back");
    }
  }

  @Test
  void infoWithSignal16IsAFlash(Lab lab) throws Exception {
    try (var _ = flash(lab)) {
      RtpPeer media = lab.media(G711.PCMA);
      assertFlashed(lab, calls(lab, Scenario.of("uac_flash"), media));
    }
  }
}
