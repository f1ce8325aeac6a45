package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.Ha1;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.cdr.v1.RtpQuality;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.JitterBuffer;
import io.patchbay.proto.config.v1.MediaEncryption;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.CreateRtp;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.LiveCall;
import io.patchbay.proto.edge.v1.LiveLeg;
import io.patchbay.proto.edge.v1.MediaEvent;
import io.patchbay.proto.edge.v1.RtpDescription;
import io.patchbay.proto.edge.v1.RtpLocal;
import io.patchbay.proto.edge.v1.RtpTimeout;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an extension's document says of how its audio is carried, through the real stack.
final class EncryptedCallTest {
  private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd";
  private static final String OURS = Base64.getEncoder().encodeToString(new byte[30]);
  private static final String SAVP =
      SipPeer.SDP.replace("RTP/AVP", "RTP/SAVP")
          + "a=crypto:3 "
          + SUITE
          + " inline:"
          + KEY
          + "\r\n";
  private static final MediaSpec MANDATORY =
      MediaSpec.newBuilder()
          .setEncryption(MediaEncryption.MEDIA_ENCRYPTION_MANDATORY)
          .setRtpTimeoutS(20)
          .setDscp(34)
          .setAsymmetric(true)
          .setExternalAddress("203.0.113.9")
          .setJitter(JitterBuffer.newBuilder().setMode(JitterBuffer.Mode.MODE_FIXED).setStartMs(60))
          .build();

  private Rig rig;
  private FakeEdge edge;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    rig.trunk.configure(List.of(extension("101"), extension("102")));
    edge = rig.edge();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static Document extension(String name) {
    return TestTrunkFactory.document("Extension", name)
        .setExtension(
            ExtensionSpec.newBuilder()
                .setHa1Md5(Ha1.md5(name, "secret" + name))
                .setHa1Sha256(Ha1.sha256(name, "secret" + name))
                .setMedia(MANDATORY))
        .build();
  }

  private record Talk(Phone phone, Dial dial, SipText ok, CreateRtp create) {}

  private Talk talk() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SAVP);
    CreateRtp create = edge.await(CommandCase.CREATE_RTP).getCreateRtp();
    Dial dial = edge.await(CommandCase.DIAL).getDial();
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    return new Talk(phone, dial, phone.established(""), create);
  }

  @Test
  void theAnswerHasOurKeyAndTheEdgeHasThePeers() throws Exception {
    Talk talk = talk();
    RtpDescription remote = talk.create().getRemote();
    assertEquals(SUITE, remote.getSrtp().getSuite());
    assertEquals(KEY, Base64.getEncoder().encodeToString(remote.getSrtp().getKey().toByteArray()));
    assertEquals(20_000, remote.getRtpTimeoutMs());
    assertEquals(34, remote.getDscp());
    assertEquals(60, remote.getJitter().getStartMs());
    assertFalse(remote.getSymmetric());
    String body = talk.ok().body();
    assertTrue(body.contains("RTP/SAVP 0"), body);
    assertTrue(body.contains("a=crypto:3 " + SUITE + " inline:" + OURS), body);
    assertTrue(body.contains("c=IN IP4 203.0.113.9"), body);
    talk.phone().bye();
  }

  @Test
  void aCallWithoutKeysIsRefused() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    phone.failure(488);
  }

  @Test
  void weOfferAKeyForEverySuiteAndEndACallThatIsAnsweredWithoutOne() throws Exception {
    Phone callee = rig.registered("102");
    Phone caller = rig.phone("101");
    caller.invite("102", "", SAVP);
    SipText invite = callee.peer.awaitRequest("INVITE");
    assertTrue(invite.body().contains("RTP/SAVP 8 0 101"), invite.body());
    assertTrue(
        invite.body().contains("a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + OURS), invite.body());
    callee.accept(invite, "t", SipPeer.SDP);
    callee.peer.awaitRequest("ACK");
    callee.peer.awaitRequest("BYE");
    caller.failure(488);
  }

  @Test
  void aReinviteWithTheSameKeyKeepsOursAndOneWithAnotherGoesToTheEdge() throws Exception {
    Talk talk = talk();
    talk.phone().inDialog("INVITE", "", SAVP);
    String same = talk.phone().established("").body();
    assertTrue(same.contains("a=crypto:3 " + SUITE + " inline:" + OURS), same);
    talk.phone().inDialog("INVITE", "", SAVP.replace("AAECAwQF", "BBECAwQF"));
    talk.phone().established("");
    ByteString changed =
        edge.await(CommandCase.MODIFY_RTP).getModifyRtp().getRemote().getSrtp().getKey();
    assertEquals(4, changed.byteAt(0));
    talk.phone().inDialog("INVITE", "", SipPeer.SDP);
    talk.phone().failure(488);
    talk.phone().bye();
  }

  @Test
  void silenceEndsTheCallAfterTheTimeOfTheDocumentAndNotBefore() throws Exception {
    Talk talk = talk();
    edge.await(CommandCase.JOIN);
    silence(talk, 10_000);
    silence(talk, 20_020);
    assertEquals("Q.850;cause=41", talk.phone().peer.awaitRequest("BYE").field("Reason"));
  }

  @Test
  void figuresOfALiveCallAreShown() throws Exception {
    Talk talk = talk();
    edge.await(CommandCase.JOIN);
    edge.send(
        EdgeUp.newBuilder()
            .setMediaEvent(
                MediaEvent.newBuilder()
                    .setCallId(talk.dial().getCallId())
                    .setLegId(talk.dial().getCallId() + "-a")
                    .setQuality(RtpQuality.newBuilder().setMos(4.2))));
    CallEvent event = rig.facts.await(Topics.CALL_EVENTS, CallEvent.class);
    while (event.getType() != CallEvent.Type.TYPE_QUALITY) {
      event = rig.facts.await(Topics.CALL_EVENTS, CallEvent.class);
    }
    assertEquals(4.2, event.getCall().getLegs(0).getRtp().getMos());
    talk.phone().bye();
  }

  private void silence(Talk talk, int millis) {
    edge.send(
        EdgeUp.newBuilder()
            .setMediaEvent(
                MediaEvent.newBuilder()
                    .setCallId(talk.dial().getCallId())
                    .setLegId(talk.dial().getCallId() + "-a")
                    .setRtpTimeout(RtpTimeout.newBuilder().setSilentMs(millis))));
  }

  @Test
  void anAdoptedCallGoesOnWithItsKeysWhichNoSnapshotHas() throws Exception {
    Talk talk = talk();
    edge.await(CommandCase.JOIN);
    ByteString snapshot = edge.await(CommandCase.PUT_SNAPSHOT).getPutSnapshot().getSnapshot();
    for (String key : List.of(KEY, OURS)) {
      assertFalse(snapshot.toString(StandardCharsets.ISO_8859_1).contains(key));
      assertEquals(
          -1,
          snapshot
              .toString(StandardCharsets.ISO_8859_1)
              .indexOf(new String(Base64.getDecoder().decode(key), StandardCharsets.ISO_8859_1)));
    }
    LiveCall live =
        LiveCall.newBuilder()
            .setCallId(talk.dial().getCallId())
            .setSnapshot(snapshot)
            .addLegs(
                LiveLeg.newBuilder()
                    .setLegId(talk.dial().getCallId() + "-a")
                    .setRtp(
                        RtpLocal.newBuilder()
                            .setAddress("127.0.0.1")
                            .setPort(20_002)
                            .addSrtp(FakeEdge.key(SUITE))))
            .addLegs(
                LiveLeg.newBuilder()
                    .setLegId(talk.dial().getLegId())
                    .setLine(talk.dial().getLine()))
            .build();
    rig.trunk.close();
    try (Rig second = new Rig()) {
      second.edge("1", List.of(live));
      SipText refresh = talk.phone().peer.awaitRequest("INVITE");
      assertTrue(refresh.body().contains("RTP/SAVP"), refresh.body());
      assertTrue(
          refresh.body().contains("a=crypto:1 " + SUITE + " inline:" + OURS), refresh.body());
    }
  }
}
