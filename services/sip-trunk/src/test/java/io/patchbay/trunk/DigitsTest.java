package io.patchbay.trunk;

import static io.patchbay.proto.config.v1.DtmfMethod.DTMF_METHOD_INFO;
import static io.patchbay.proto.config.v1.DtmfMethod.DTMF_METHOD_INFO_DTMF;
import static io.patchbay.proto.config.v1.DtmfMethod.DTMF_METHOD_IN_BAND;
import static io.patchbay.proto.config.v1.DtmfMethod.DTMF_METHOD_RFC4733;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.DtmfMethod;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.DtmfReceived;
import io.patchbay.proto.edge.v1.DtmfWay;
import io.patchbay.proto.edge.v1.HookFlash;
import io.patchbay.proto.edge.v1.RtpDescription;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How digits go to and come from the peer of an account, through the real stack.
final class DigitsTest {
  private Rig rig;
  private FakeEdge edge;
  private Dial dial = Dial.getDefaultInstance();

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void account(MediaSpec.Builder media) {
    var known = rig.trunk.configuration.extension("101").orElse(ExtensionSpec.getDefaultInstance());
    rig.trunk.configuration.apply(
        List.of(
            TestTrunkFactory.document("Extension", "101")
                .setExtension(known.toBuilder().setMedia(media))
                .build()));
  }

  private static MediaSpec.Builder sending(DtmfMethod... methods) {
    return MediaSpec.newBuilder().addAllDtmfSend(List.of(methods));
  }

  private Phone talking() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    RtpDescription told = edge.await(CommandCase.CREATE_RTP).getCreateRtp().getRemote();
    assertEquals(40_000, told.getPort());
    dial = edge.await(CommandCase.DIAL).getDial();
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    phone.established("");
    edge.await(CommandCase.JOIN);
    return phone;
  }

  private void heardOnLine(String digit) {
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setDtmf(DtmfReceived.newBuilder().setDigit(digit)));
  }

  private void flashedOnLine() {
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setHookFlash(HookFlash.getDefaultInstance()));
  }

  @Test
  void digitsOfTheLineGoByInfoWhereTheAccountWantsThat() throws Exception {
    account(sending(DTMF_METHOD_INFO));
    Phone phone = talking();
    heardOnLine("5");
    SipText first = phone.peer.awaitRequest("INFO");
    assertEquals("application/dtmf-relay", first.field("Content-Type"));
    assertEquals("Signal=5\r\nDuration=100\r\n", first.body());
    phone.peer.answer(first, 200, "", "", "");
    heardOnLine("#");
    assertTrue(phone.peer.awaitRequest("INFO").body().startsWith("Signal=#"));
    flashedOnLine();
    heardOnLine("1");
    assertTrue(phone.peer.awaitRequest("INFO").body().startsWith("Signal=1"), "no flash unasked");
    phone.bye();
  }

  @Test
  void theOtherInfoHasTheDigitAlone() throws Exception {
    account(sending(DTMF_METHOD_INFO_DTMF));
    Phone phone = talking();
    heardOnLine("*");
    SipText info = phone.peer.awaitRequest("INFO");
    assertEquals("application/dtmf", info.field("Content-Type"));
    assertEquals("*", info.body());
    phone.bye();
  }

  @Test
  void aFlashCrossesTheCallWhereTheAccountWantsThat() throws Exception {
    account(MediaSpec.newBuilder().setDtmfFlash(true));
    Phone phone = talking();
    flashedOnLine();
    var sent = edge.await(CommandCase.SEND_DTMF).getSendDtmf();
    assertEquals("!", sent.getDigits());
    assertTrue(sent.getLegId().endsWith("-a"), sent.getLegId());
    phone.bye();
  }

  @Test
  void theEdgeIsToldTheWaysAndTheAnswerHasFlash() throws Exception {
    account(
        sending(DTMF_METHOD_IN_BAND, DTMF_METHOD_RFC4733)
            .addDtmfReceive(DTMF_METHOD_IN_BAND)
            .setDtmfFlash(true));
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    RtpDescription told = edge.await(CommandCase.CREATE_RTP).getCreateRtp().getRemote();
    assertEquals(
        List.of(DtmfWay.DTMF_WAY_IN_BAND, DtmfWay.DTMF_WAY_RFC4733), told.getDtmfSendList());
    assertEquals(List.of(DtmfWay.DTMF_WAY_IN_BAND), told.getDtmfReceiveList());
    assertTrue(told.getDtmfFlash());
    assertEquals(101, told.getTelephoneEventPayloadType());
    dial = edge.await(CommandCase.DIAL).getDial();
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    assertTrue(phone.established("").body().contains("a=fmtp:101 0-16\r\n"));
    phone.bye();
  }

  @Test
  void withoutRfc4733OnEitherWayItIsNotNegotiated() throws Exception {
    account(sending(DTMF_METHOD_INFO).addDtmfReceive(DTMF_METHOD_INFO));
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    RtpDescription told = edge.await(CommandCase.CREATE_RTP).getCreateRtp().getRemote();
    assertEquals(0, told.getTelephoneEventPayloadType());
    dial = edge.await(CommandCase.DIAL).getDial();
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    String answer = phone.established("").body();
    assertFalse(answer.contains("telephone-event"), answer);
    assertTrue(answer.contains("RTP/AVP 0\r\n"), answer);
    phone.bye();
  }

  @Test
  void ourOfferHasThePayloadTypeOfTheAccount() throws Exception {
    var known = rig.trunk.configuration.trunk("pbx").orElse(TrunkSpec.getDefaultInstance());
    rig.trunk.configuration.apply(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(known.toBuilder().setMedia(MediaSpec.newBuilder().setDtmfPayloadType(97)))
                .build()));
    try (SipPeer pbx = rig.pbx()) {
      Phone phone = rig.phone("101");
      phone.invite("7001", "", SipPeer.SDP);
      String offer = pbx.awaitRequest("INVITE").body();
      assertTrue(offer.contains("RTP/AVP 8 0 97\r\n"), offer);
      assertTrue(offer.contains("a=rtpmap:97 telephone-event/8000\r\n"), offer);
      assertTrue(offer.contains("a=fmtp:97 0-15\r\n"), offer);
      assertFalse(offer.contains(":101 "), offer); // the numbers of o= may hold any digits
    }
  }
}
