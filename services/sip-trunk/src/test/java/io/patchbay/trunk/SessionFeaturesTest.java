package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.Reliability;
import io.patchbay.proto.config.v1.SessionTimer;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.edge.v1.CallAlerting;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Session timers and reliable provisional responses in real messages.
final class SessionFeaturesTest {
  private Rig rig;
  private FakeEdge edge;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void settings(DialogSpec.Builder dialog) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Settings", "default")
                .setSettings(SettingsSpec.newBuilder().setDialog(dialog))
                .build()));
  }

  private Dial dialled(Phone phone, String extra) {
    phone.invite("13800000001", extra, SipPeer.SDP);
    return edge.await(CommandCase.DIAL).getDial();
  }

  private void answers(Dial dial) {
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
  }

  @Test
  void calleeAnswersWithTheTimerTheCallerAsksFor() throws Exception {
    Phone phone = rig.phone("101");
    answers(dialled(phone, "Supported: timer\r\nSession-Expires: 180;refresher=uac\r\n"));
    SipText ok = phone.established("");
    assertEquals("180;refresher=uac", ok.field("Session-Expires"));
    assertEquals("timer", ok.field("Require"));
    phone.inDialog("UPDATE", "Supported: timer\r\nSession-Expires: 90;refresher=uac\r\n", "");
    SipText refreshed = phone.peer.awaitStatus(200, "UPDATE");
    assertEquals("90;refresher=uac", refreshed.field("Session-Expires"));
    phone.inDialog("UPDATE", "k: timer\r\nx: 30\r\n", "");
    assertEquals("90", phone.peer.awaitStatus(422, "UPDATE").field("Min-SE"));
    phone.inDialog("INVITE", "k: timer\r\nx: 120;refresher=uac\r\n", SipPeer.SDP);
    assertEquals("120;refresher=uac", phone.established("").field("Session-Expires"));
    phone.bye();
  }

  @Test
  void tooBriefASessionIsRefusedWithTheLeast() throws Exception {
    settings(
        DialogSpec.newBuilder()
            .setSessionTimer(SessionTimer.newBuilder().setMinSeS(300).setExpiresS(600)));
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "Supported: timer\r\nSession-Expires: 180\r\n", SipPeer.SDP);
    assertEquals("300", phone.failure(422).field("Min-SE"));
    Dial dial = dialled(phone, "Supported: timer\r\nSession-Expires: 300\r\nMin-SE: 300\r\n");
    answers(dial);
    assertEquals("300;refresher=uac", phone.established("").field("Session-Expires"));
    phone.bye();
  }

  @Test
  void callerAsksForATimerAndTakesThePeersLeast() throws Exception {
    settings(DialogSpec.newBuilder().setSessionTimer(SessionTimer.newBuilder().setAsCaller(true)));
    SipPeer pbx = rig.pbx();
    Phone phone = rig.phone("101");
    phone.invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    assertEquals("180;refresher=uac", invite.field("Session-Expires"));
    assertTrue(String.join(",", invite.all("Supported")).contains("timer"), invite.toString());
    pbx.answer(invite, 422, "b", "Min-SE: 600\r\n", "");
    SipText again =
        pbx.await("INVITE again", m -> m.method().equals("INVITE") && m.cseqNumber() == 2);
    assertEquals("600;refresher=uac", again.field("Session-Expires"));
    assertEquals("600", again.field("Min-SE"));
    pbx.answer(
        again, 200, "t", "Require: timer\r\nSession-Expires: 600;refresher=uac\r\n", SipPeer.SDP);
    pbx.awaitRequest("ACK");
    phone.established("");
    phone.bye();
    pbx.awaitRequest("BYE");
  }

  @Test
  void reliabilityIsAsTheDocumentsSay() throws Exception {
    settings(DialogSpec.newBuilder().setReliable(Reliability.RELIABILITY_PREFERRED));
    Phone phone = rig.phone("101");
    Dial dial = dialled(phone, "Supported: 100rel\r\n");
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAlerting(CallAlerting.getDefaultInstance()));
    assertEquals("100rel", phone.peer.awaitStatus(180, "INVITE").field("Require"));
    phone.cancel();
    phone.failure(487);

    settings(DialogSpec.newBuilder().setReliable(Reliability.RELIABILITY_REQUIRED));
    phone.invite("13800000001", "", SipPeer.SDP);
    assertEquals("100rel", phone.failure(421).field("Require"));
    SipPeer pbx = rig.pbx();
    phone.invite("7001", "Supported: 100rel\r\n", SipPeer.SDP);
    assertEquals("100rel", pbx.awaitRequest("INVITE").field("Require"));
    phone.cancel();
    phone.failure(487);

    settings(DialogSpec.newBuilder().setReliable(Reliability.RELIABILITY_OFF));
    phone.invite("13800000001", "Require: 100rel\r\n", SipPeer.SDP);
    assertEquals("100rel", phone.failure(420).field("Unsupported"));
  }

  /// RFC 3262 §5: a PRACK may carry a new offer, which its 200 answers.
  @Test
  void anOfferInAPrackIsAnswered() throws Exception {
    Phone phone = rig.phone("101");
    Dial dial = dialled(phone, "Require: 100rel\r\n");
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setProgress(io.patchbay.proto.edge.v1.CallProgress.getDefaultInstance()));
    SipText early = phone.peer.awaitStatus(183, "INVITE");
    assertTrue(early.body().contains("m=audio"));
    phone.target = early.contactUri();
    phone.remote = early.field("To");
    phone.inDialog(
        "PRACK",
        "RAck: " + early.field("RSeq") + " " + phone.cseq + " INVITE\r\n",
        SipPeer.SDP.replace("40000", "43000"));
    assertTrue(phone.peer.awaitStatus(200, "PRACK").body().contains("m=audio"));
    assertEquals(43_000, edge.await(CommandCase.MODIFY_RTP).getModifyRtp().getRemote().getPort());
  }
}
