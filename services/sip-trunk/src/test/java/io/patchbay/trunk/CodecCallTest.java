package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.RtpDescription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Codecs from document to offer to edge, through the real stack.
final class CodecCallTest {
  private static final String CALL = "0199aaaa-0000-7000-8000-000000000003";
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private void settings(SettingsSpec.Builder settings) {
    List<Document> documents = new ArrayList<>(TestTrunkFactory.documents(rig.pbxPort));
    documents.add(TestTrunkFactory.document("Settings", "default").setSettings(settings).build());
    rig.trunk.configure(documents);
  }

  private static String sdp(String formats, String... attributes) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000"
        + " RTP/AVP "
        + formats
        + "\r\n"
        + String.join("\r\n", attributes)
        + (attributes.length == 0 ? "" : "\r\n");
  }

  private SipText offered(FakeEdge edge, Phone phone) {
    edge.offered(CALL, "gsm-1", "+8613912345678", "");
    return phone.peer.awaitRequest("INVITE");
  }

  @Test
  void whatTheSettingsNameAndTheEdgeHasIsOffered() throws Exception {
    settings(SettingsSpec.newBuilder().addCodecs("G722").addCodecs("iLBC").addCodecs("opus"));
    FakeEdge edge = rig.edgeWith("PCMA", "PCMU", "G722", "iLBC");
    Phone phone = rig.registered("101");
    SipText invite = offered(edge, phone);
    assertTrue(invite.body().contains("RTP/AVP 9 97 101"), invite.body());
    assertFalse(invite.body().contains("opus"), invite.body());
    phone.accept(
        invite, "p1", sdp("98 101", "a=rtpmap:98 iLBC/8000", "a=fmtp:98 mode=20", "a=ptime:60"));
    phone.peer.awaitRequest("ACK");
    RtpDescription remote = edge.await(CommandCase.MODIFY_RTP).getModifyRtp().getRemote();
    assertEquals("iLBC", remote.getCodec());
    assertEquals(98, remote.getPayloadType());
    assertEquals(97, remote.getReceivePayloadType());
    assertEquals("30", remote.getCodecParametersOrThrow("mode"));
    assertEquals(60, remote.getPtimeMs());
  }

  @Test
  void anAccountsOwnMediaComesBeforeTheSettings() throws Exception {
    settings(SettingsSpec.newBuilder().addCodecs("G722"));
    var media =
        MediaSpec.newBuilder()
            .addCodecs("AAL2-G726-32")
            .putPayloadTypes("AAL2-G726-32", 120)
            .setPtimeMs(40)
            .setVad(true);
    var extension =
        TestTrunkFactory.documents(rig.pbxPort).stream()
            .filter(one -> one.getKind().equals("Extension") && one.getName().equals("101"))
            .findFirst()
            .orElseThrow();
    rig.trunk.configure(
        List.of(
            extension.toBuilder()
                .setExtension(ExtensionSpec.newBuilder(extension.getExtension()).setMedia(media))
                .build()));
    FakeEdge edge = rig.edgeWith("PCMA", "G722", "AAL2-G726-32");
    Phone phone = rig.registered("101");
    String offer = offered(edge, phone).body();
    assertTrue(offer.contains("RTP/AVP 120 13 101"), offer);
    assertTrue(offer.contains("a=rtpmap:120 AAL2-G726-32/8000"), offer);
    assertTrue(offer.contains("a=ptime:40"), offer);
  }

  @Test
  void anEdgeThatDoesNotSayHasG711() throws Exception {
    settings(SettingsSpec.newBuilder().addCodecs("G722").addCodecs("PCMU"));
    FakeEdge edge = rig.edge();
    Phone phone = rig.registered("101");
    String offer = offered(edge, phone).body();
    assertTrue(offer.contains("RTP/AVP 0 101"), offer);
  }

  @Test
  void anOfferOfWhatTheEdgeDoesNotHaveIsRefused() throws Exception {
    settings(SettingsSpec.newBuilder().addCodecs("G722").addCodecs("opus").addCodecs("PCMA"));
    var _ = rig.edgeWith("PCMA", "G722");
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", sdp("111", "a=rtpmap:111 opus/48000/2"));
    phone.failure(488);
  }

  @Test
  void theCallersNextCodecIsTakenWhereTheEdgeDoesNotHaveTheFirst() throws Exception {
    settings(SettingsSpec.newBuilder().addCodecs("G722").addCodecs("opus").addCodecs("PCMA"));
    FakeEdge edge = rig.edgeWith("PCMA", "G722");
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", sdp("111 9 8", "a=rtpmap:111 opus/48000/2"));
    var create = edge.await(CommandCase.CREATE_RTP).getCreateRtp();
    assertEquals("G722", create.getRemote().getCodec());
    Command dial = edge.await(CommandCase.DIAL);
    edge.event(
        edge.of(create.getCallId(), dial.getDial().getLegId(), dial.getDial().getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    SipText ok = phone.established("");
    assertTrue(ok.body().contains("RTP/AVP 9\r\n"), ok.body());
  }

  /// RFC 3264 §8.3.2.
  @Test
  void aReinviteOfThePeerChangesTheCodec() throws Exception {
    settings(SettingsSpec.newBuilder().addCodecs("G722").addCodecs("G726-32").addCodecs("PCMA"));
    FakeEdge edge = rig.edgeWith("PCMA", "G722", "G726-32");
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", sdp("9"));
    Command dial = edge.await(CommandCase.DIAL);
    edge.event(
        edge.of(dial.getDial().getCallId(), dial.getDial().getLegId(), dial.getDial().getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    phone.established("");
    phone.inDialog("INVITE", "", sdp("99", "a=rtpmap:99 G726-32/8000").replace("- 1 1 ", "- 1 2 "));
    SipText ok = phone.established("");
    assertTrue(ok.body().contains("a=rtpmap:99 G726-32/8000"), ok.body());
    RtpDescription remote = edge.await(CommandCase.MODIFY_RTP).getModifyRtp().getRemote();
    assertEquals("G726-32", remote.getCodec());
    assertEquals(99, remote.getPayloadType());
  }
}
