package io.patchbay.scenarios;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Offers, answers and requests inside a call as PBXs of the world send them (RFC 3261, 3262, 3264,
/// 3311).
@ExtendWith(SharedGateway.class)
class SessionDescriptionTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TALK = Duration.ofSeconds(2);

  @ParameterizedTest
  @EnumSource(G711.class)
  void theOnlyCodecOfTheOfferIsUsed(G711 codec, Lab lab) throws Exception {
    RtpPeer media = lab.media(codec);
    String subscriber = lab.subscriber();
    Sipp pbx = lab.pbxCalls(subscriber, Scenario.of("uac_wait_bye").media(media, codec));

    media.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);
    lab.world().hangUp(subscriber);
    pbx.awaitSuccess(SOON);

    media.heard().assertTone("pbx", 1.5);
    lab.recorded("mobile").assertTone("mobile", 1.5);
    assertEquals(codec.name(), Records.leg(lab.records().only(subscriber, SOON), "pbx").getCodec());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 30, 40, 60})
  void framesAreAsLongAsTheOfferAsks(int ptimeMs, Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMA, ptimeMs);
    String subscriber = lab.subscriber();
    Sipp pbx =
        lab.pbxCalls(
            subscriber,
            Scenario.of("uac_wait_bye").with("sdp", Sipp.sdp(media.port(), ptimeMs, G711.PCMA)));

    media.awaitTone(TALK);
    lab.awaitTone("mobile", TALK);
    lab.world().hangUp(subscriber);
    pbx.awaitSuccess(SOON);

    media.heard().assertTone("pbx", 1.2);
    lab.recorded("mobile").assertTone("mobile", 1.2);
    assertEquals(8 * ptimeMs, media.lastFrameSamples());
  }

  @Test
  void theOfferMayComeLate(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMA);
    String subscriber = lab.subscriber();
    Sipp pbx =
        lab.pbxCalls(
            subscriber, Scenario.of("uac_late_offer").with("hold", 5000).media(media, G711.PCMA));

    pbx.awaitSuccess(SOON);

    media.heard().assertTone("pbx", 1.5);
    lab.recorded("mobile").assertTone("mobile", 1.5);
  }

  @Test
  void thePbxHoldsAndResumes(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMA);
    String subscriber = lab.subscriber();
    Sipp pbx =
        lab.pbxCalls(
            subscriber, Scenario.of("uac_hold_resume").with("hold", 2500).media(media, G711.PCMA));
    pbx.awaitMessage("a=sendonly", SOON);
    pbx.awaitMessage("a=recvonly", SOON);
    media.forget();
    pbx.awaitMessage("CSeq: 3 INVITE", SOON);
    double heldSeconds = media.packets() == 0 ? 0 : media.heard().longestStretch().seconds();

    pbx.awaitSuccess(SOON);

    assertTrue(heldSeconds < 0.5, "the held PBX heard the mobile for " + heldSeconds + " s");
    media.heard().assertTone("resumed pbx", 1.2);
  }

  @Test
  void aReinviteMovesTheRtpAddress(Lab lab) throws Exception {
    RtpPeer before = lab.media(G711.PCMA);
    RtpPeer after = lab.media(G711.PCMA);
    moved(lab, "uac_move_media", before, after);
  }

  @Test
  void anUpdateMovesTheRtpAddress(Lab lab) throws Exception {
    RtpPeer before = lab.media(G711.PCMA);
    RtpPeer after = lab.media(G711.PCMA);
    moved(lab, "uac_update", before, after);
  }

  private static void moved(Lab lab, String scenario, RtpPeer before, RtpPeer after)
      throws Exception {
    String subscriber = lab.subscriber();
    Sipp pbx =
        lab.pbxCalls(
            subscriber,
            Scenario.of(scenario)
                .with("hold", 4000)
                .with("sdp2", Sipp.sdp(after.port(), 20, G711.PCMA).replace("4711 1", "4711 2"))
                .media(before, G711.PCMA));

    pbx.awaitMessage("CSeq: 2 ", SOON);
    after.sendTo(requireNonNull(before.remote()));
    before.close();
    pbx.awaitSuccess(SOON);

    before.heard().assertTone("first address", 1);
    after.heard().assertTone("second address", 1);
  }

  @Test
  void optionsTellsWhatWeTake(Lab lab) throws Exception {
    lab.pbx(Scenario.of("uac_options").call(lab.station(), "101")).awaitSuccess(SOON);
  }

  @Test
  void aPeerThatRequires100relGetsReliableRinging(Lab lab) throws Exception {
    Baresip phone = lab.extension("102");
    Sipp pbx =
        lab.pbx(
            Scenario.of("uac_100rel")
                .call(lab.station(), "102")
                .with("provisional", 180)
                .with("hold", 500)
                .media(lab.media(G711.PCMA), G711.PCMA));
    phone.awaitEvent("CALL_INCOMING", SOON);
    pbx.awaitMessage("PRACK", SOON);
    phone.accept();

    pbx.awaitSuccess(SOON);
  }

  @Test
  void thePbxGivesUpWhileThePhoneRings(Lab lab) throws Exception {
    Baresip phone = lab.extension("102");
    String station = lab.station();
    Sipp pbx =
        lab.pbx(
            Scenario.of("uac_ring_cancel")
                .call(station, "102")
                .with("hold", 300)
                .media(lab.media(G711.PCMA), G711.PCMA));
    phone.awaitEvent("CALL_INCOMING", SOON);

    pbx.awaitSuccess(SOON);

    phone.awaitEvent("CALL_CLOSED", SOON);
    assertEquals(487, lab.records().only(station, SOON).getSipStatus());
  }

  @Test
  void earlyMediaOfThePbxIsHeardBeforeTheAnswer(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMA);
    Sipp pbx = lab.pbx(Scenario.of("uas_early").with("hold", 4000).media(media, G711.PCMA));
    Baresip phone = lab.extension("101");
    phone.dial(lab.uri("8" + lab.station()));
    phone.awaitEvent("CALL_PROGRESS", SOON);
    Await.until("RTP towards the PBX", SOON, () -> media.packets() > 0);
    phone.awaitEvent("CALL_ESTABLISHED", SOON);
    phone.awaitTone(Duration.ofSeconds(2));
    phone.hangUp();

    pbx.awaitSuccess(SOON);
  }

  @Test
  void theRingBackOfTheMobileNetworkIsHeardBeforeTheAnswer(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMA);
    String subscriber = lab.subscriber();
    try (var _ = lab.settings(SettingsSpec.newBuilder().setEarlyMedia(true))) {
      Sipp pbx = Await.value("183", SOON, () -> callWithEarlyMedia(lab, subscriber, media));

      Await.until(
          "ring-back of 425 Hz by RTP",
          SOON,
          () -> media.heard().seconds() > 0.5 && media.heard().last(0.3).levelAt(425) > -30);

      assertFalse(pbx.messages().contains("SIP/2.0 200"), "answered");
      lab.world().answer(subscriber, lab.talking("mobile"));
      media.awaitTone(TALK);
      lab.world().hangUp(subscriber);
      pbx.awaitSuccess(SOON);
    }
  }

  /// A call that was alerted by 183; none when the settings were not in force yet.
  private static Optional<Sipp> callWithEarlyMedia(Lab lab, String subscriber, RtpPeer media)
      throws Exception {
    Sipp pbx =
        lab.pbx(
            Scenario.of("uac_wait_bye").call(lab.station(), subscriber).media(media, G711.PCMA));
    pbx.awaitMessage("SIP/2.0 18", SOON);
    if (pbx.messages().contains("SIP/2.0 183")) {
      return Optional.of(pbx);
    }
    lab.world().reject(subscriber);
    pbx.close();
    lab.records().awaitIdle(SOON);
    return Optional.empty();
  }
}
