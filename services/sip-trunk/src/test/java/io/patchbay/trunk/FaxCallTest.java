package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.FaxSpec;
import io.patchbay.proto.config.v1.JitterBuffer;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.FaxHeard;
import io.patchbay.proto.edge.v1.FaxLost;
import io.patchbay.proto.edge.v1.MediaEvent;
import io.patchbay.proto.edge.v1.RtpDescription;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Fax in real SIP messages.
final class FaxCallTest {
  private static final String T38 =
      """
      v=0
      o=- 1 9 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=image 40004 udptl t38
      a=T38FaxVersion:0
      a=T38MaxBitRate:14400
      a=T38FaxRateManagement:transferredTCF
      a=T38FaxMaxDatagram:238
      a=T38FaxUdpEC:t38UDPRedundancy
      """
          .replace("\n", "\r\n");

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

  /// A phone whose account has this mode.
  private Phone phone(FaxSpec.Mode mode) throws Exception {
    var known = rig.trunk.configuration.extension("101").orElse(ExtensionSpec.getDefaultInstance());
    var media = MediaSpec.newBuilder().setFax(FaxSpec.newBuilder().setMode(mode));
    rig.trunk.configuration.apply(
        List.of(
            TestTrunkFactory.document("Extension", "101")
                .setExtension(known.toBuilder().setMedia(media))
                .build()));
    return rig.phone("101");
  }

  /// A phone whose account has this mode calls a line, which answers.
  private Phone talking(FaxSpec.Mode mode) throws Exception {
    Phone phone = phone(mode);
    phone.invite("13800000001", "", SipPeer.SDP);
    RtpDescription told = edge.await(CommandCase.CREATE_RTP).getCreateRtp().getRemote();
    assertEquals(mode == FaxSpec.Mode.MODE_T38, told.getFaxTones());
    dial = edge.await(CommandCase.DIAL).getDial();
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    phone.established("");
    edge.await(CommandCase.JOIN);
    phone.inDialog("UPDATE", "", ""); // its answer tells that the ACK before it has come
    phone.peer.awaitStatus(200, "UPDATE");
    return phone;
  }

  private void answeringToneOnTheLine() {
    edge.send(
        EdgeUp.newBuilder()
            .setMediaEvent(
                MediaEvent.newBuilder()
                    .setCallId(dial.getCallId())
                    .setLegId(dial.getCallId() + "-a")
                    .setFaxHeard(FaxHeard.newBuilder().setSound(FaxHeard.Sound.SOUND_CED))));
  }

  private RtpDescription told() {
    return edge.await(CommandCase.MODIFY_RTP).getModifyRtp().getRemote();
  }

  @Test
  void aPeerIsAskedForT38AndTheEdgeIsToldWhatItSays() throws Exception {
    Phone phone = talking(FaxSpec.Mode.MODE_T38);
    answeringToneOnTheLine();
    SipText asked = phone.peer.awaitRequest("INVITE");
    assertTrue(asked.body().contains(" udptl t38\r\na=T38FaxVersion:0\r\n"), asked.body());
    assertFalse(asked.body().contains("m=audio"), asked.body());
    phone.peer.answer(asked, 200, "", "", T38);
    RtpDescription told = told();
    assertEquals(40_004, told.getPort());
    assertEquals(14_400, told.getT38().getMaxBitRate());
    assertEquals(238, told.getT38().getMaxDatagram());
    assertEquals("ACK", phone.peer.awaitRequest("ACK").method());
    phone.bye();
  }

  @Test
  void aPeerThatRefusesT38GetsPassThroughAndTheCallGoesOn() throws Exception {
    Phone phone = talking(FaxSpec.Mode.MODE_T38);
    answeringToneOnTheLine();
    phone.peer.answer(phone.peer.awaitRequest("INVITE"), 488, "", "", "");
    RtpDescription told = told();
    assertFalse(told.hasT38());
    assertEquals(JitterBuffer.Mode.MODE_FIXED, told.getJitter().getMode());
    phone.bye();
  }

  @Test
  void thePeersT38IsTakenWithoutAnySettingAndAudioComesBack() throws Exception {
    Phone phone = talking(FaxSpec.Mode.MODE_UNSPECIFIED);
    phone.inDialog("INVITE", "", T38);
    String answer = phone.established("").body();
    assertTrue(answer.contains("a=T38FaxUdpEC:t38UDPRedundancy\r\n"), answer);
    assertTrue(told().hasT38());
    phone.inDialog("INVITE", "", SipPeer.SDP);
    assertTrue(phone.established("").body().contains("m=audio"));
    assertFalse(told().hasT38());
    phone.bye();
  }

  @Test
  void aPeerThatCallsWithT38AloneHasItFromTheBeginning() throws Exception {
    Phone phone = phone(FaxSpec.Mode.MODE_T38);
    phone.invite("13800000001", "", T38);
    RtpDescription told = edge.await(CommandCase.CREATE_RTP).getCreateRtp().getRemote();
    assertEquals(40_004, told.getPort());
    assertEquals(238, told.getT38().getMaxDatagram());
    dial = edge.await(CommandCase.DIAL).getDial();
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    String answer = phone.established("").body();
    assertTrue(answer.contains(" udptl t38\r\na=T38FaxVersion:0\r\n"), answer);
    phone.bye();
  }

  @Test
  void whenTheModemsAreGoneThePeerIsAskedForAudio() throws Exception {
    Phone phone = talking(FaxSpec.Mode.MODE_T38);
    phone.inDialog("INVITE", "", T38);
    phone.established("");
    assertTrue(told().hasT38());
    phone.inDialog("UPDATE", "", ""); // its answer tells that the ACK before it has come
    phone.peer.awaitStatus(200, "UPDATE");
    edge.send(
        EdgeUp.newBuilder()
            .setMediaEvent(
                MediaEvent.newBuilder()
                    .setCallId(dial.getCallId())
                    .setLegId(dial.getCallId() + "-a")
                    .setFaxLost(FaxLost.newBuilder().setReason("killed"))));
    SipText asked = phone.peer.awaitRequest("INVITE");
    assertTrue(asked.body().contains("m=audio "), asked.body());
    assertFalse(asked.body().contains("m=image"), asked.body());
    phone.peer.answer(asked, 200, "", "", SipPeer.SDP);
    assertFalse(told().hasT38());
    phone.bye();
  }

  @Test
  void whereFaxIsOffT38IsRefusedAndTheCallGoesOn() throws Exception {
    Phone phone = talking(FaxSpec.Mode.MODE_OFF);
    phone.inDialog("INVITE", "", T38);
    SipText refused = phone.peer.awaitStatus(488, "INVITE");
    phone.ackFailure(refused);
    phone.bye();
  }
}
