package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.CallAlerting;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.CallProgress;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Refusal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls through the real stack on the loopback, with an edge that is its gRPC stream.
final class BasicCallTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void extensionCallsOutOverALine() throws Exception {
    FakeEdge edge = rig.edge();
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    Command.Builder dial = edge.await(CommandCase.DIAL).toBuilder();
    assertEquals("13800000001", dial.getDial().getNumber());
    String call = dial.getDial().getCallId();
    String leg = dial.getDial().getLegId();
    String line = dial.getDial().getLine();
    edge.event(edge.of(call, leg, line).setAlerting(CallAlerting.getDefaultInstance()));
    phone.peer.awaitStatus(180, "INVITE");
    edge.event(edge.of(call, leg, line).setAnswered(CallAnswered.getDefaultInstance()));
    SipText ok = phone.established("");
    assertTrue(ok.body().contains("RTP/AVP 0 101"), ok.body());
    assertEquals(List.of(call + "-a", leg), edge.await(CommandCase.JOIN).getJoin().getLegIdsList());
    phone.bye();
    assertEquals(leg, edge.await(CommandCase.RELEASE).getRelease().getLegId());
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals("caller", record.getReleasedBy());
    assertEquals(16, record.getCause());
    assertEquals("PCMU", record.getLegs(0).getCodec());
    assertEquals(2, record.getLegsCount());
    Rig.eventually("call forgotten", () -> rig.trunk.calls.size() == 0);
  }

  @Test
  void callerOnALineWhoGivesUpIs487() throws Exception {
    FakeEdge edge = rig.edge();
    Phone phone = rig.registered("101");
    String call = "0199aaaa-0000-7000-8000-000000000002";
    edge.offered(call, "gsm-1", "+8613912345678", "");
    SipText invite = phone.peer.awaitRequest("INVITE");
    phone.peer.answer(invite, 180, "p1", "", "");
    Rig.eventually("ringing", () -> rig.trunk.calls.size() == 1 && rig.trunk.calls.waiting() == 0);
    edge.released(call, call + "-a", "gsm-1", 16);
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals(487, record.getSipStatus());
    assertEquals(16, record.getCause());
    assertEquals("caller", record.getReleasedBy());
  }

  @Test
  void lineCallsAnExtension() throws Exception {
    FakeEdge edge = rig.edge();
    Phone phone = rig.registered("101");
    edge.offered("0199aaaa-0000-7000-8000-000000000001", "gsm-1", "+8613912345678", "");
    SipText invite = phone.peer.awaitRequest("INVITE");
    assertTrue(invite.field("From").contains("+8613912345678"), invite.field("From"));
    assertTrue(invite.body().contains("RTP/AVP 8 0 101"), invite.body());
    phone.peer.answer(invite, 180, "p1", "", "");
    phone.accept(invite, "p1", SipPeer.SDP);
    phone.peer.awaitRequest("ACK");
    assertEquals(
        "0199aaaa-0000-7000-8000-000000000001-a",
        edge.await(CommandCase.ANSWER).getAnswer().getLegId());
    edge.await(CommandCase.JOIN);
    edge.released(
        "0199aaaa-0000-7000-8000-000000000001",
        "0199aaaa-0000-7000-8000-000000000001-a",
        "gsm-1",
        16);
    SipText bye = phone.peer.awaitRequest("BYE");
    assertEquals("Q.850;cause=16", bye.field("Reason"));
    phone.peer.answer(bye, 200, "", "", "");
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals("caller", record.getReleasedBy());
    assertEquals("line", record.getOriginKind());
    assertEquals("101", record.getLegs(1).getName());
  }

  @Test
  void callerCancelsWhileItRings() throws Exception {
    FakeEdge edge = rig.edge();
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    Command dial = edge.await(CommandCase.DIAL);
    edge.event(
        edge.of(dial.getDial().getCallId(), dial.getDial().getLegId(), "gsm-1")
            .setAlerting(CallAlerting.getDefaultInstance()));
    phone.peer.awaitStatus(180, "INVITE");
    phone.cancel();
    phone.peer.awaitStatus(200, "CANCEL");
    phone.failure(487);
    assertEquals(
        dial.getDial().getLegId(), edge.await(CommandCase.RELEASE).getRelease().getLegId());
    assertEquals(487, edge.await(CommandCase.CONCLUDE).getConclude().getRecord().getSipStatus());
  }

  @Test
  void unknownNumberIs404AndBarredIs403() throws Exception {
    rig.edge();
    Phone phone = rig.phone("101");
    phone.invite("5551", "", SipPeer.SDP);
    assertEquals("Q.850;cause=1", phone.failure(404).field("Reason"));
    phone.invite("9001", "", SipPeer.SDP);
    assertEquals("Q.850;cause=21", phone.failure(403).field("Reason"));
    assertEquals(404, rig.facts.await(Topics.CALL_RECORDS, CallRecord.class).getSipStatus());
    assertEquals(403, rig.facts.await(Topics.CALL_RECORDS, CallRecord.class).getSipStatus());
  }

  @Test
  void withoutAnEdgeThereIs503() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    phone.failure(503);
  }

  @Test
  void busyLineIsFollowedByTheNextAndThenBy503() throws Exception {
    FakeEdge edge = rig.edge().refuse(CommandCase.DIAL, Refusal.REFUSAL_BUSY);
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    String first = edge.await(CommandCase.DIAL).getDial().getLine();
    String second = edge.await(CommandCase.DIAL).getDial().getLine();
    assertTrue(!first.equals(second), first);
    assertEquals("Q.850;cause=34", phone.failure(503).field("Reason"));
  }

  @Test
  void busySubscriberIs486AndNoOtherLineIsTried() throws Exception {
    FakeEdge edge = rig.edge();
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    Command dial = edge.await(CommandCase.DIAL);
    edge.released(dial.getDial().getCallId(), dial.getDial().getLegId(), "gsm-1", 17);
    phone.failure(486);
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals(2, record.getLegsCount());
    assertEquals(17, record.getCause());
  }

  @Test
  void progressOfTheLineIsEarlyMedia() throws Exception {
    FakeEdge edge = rig.edge();
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    Command dial = edge.await(CommandCase.DIAL);
    edge.event(
        edge.of(dial.getDial().getCallId(), dial.getDial().getLegId(), "gsm-1")
            .setProgress(CallProgress.getDefaultInstance()));
    assertTrue(phone.peer.awaitStatus(183, "INVITE").body().contains("m=audio"));
    edge.await(CommandCase.JOIN);
    phone.cancel();
    phone.failure(487);
  }

  @Test
  void trunkCallsAnExtensionAndIsCalled() throws Exception {
    FakeEdge edge = rig.edge();
    SipPeer pbx = rig.pbx();
    Phone phone = rig.registered("102");
    pbx.send(
        pbx.request(
            "INVITE",
            "sip:102@127.0.0.1:" + rig.sipPort(),
            pbx.branch(),
            "<sip:7001@pbx>;tag=px",
            "<sip:102@gw>",
            "pbx-call-1",
            1,
            "",
            SipPeer.SDP));
    SipText invite = phone.peer.awaitRequest("INVITE");
    phone.peer.answer(invite, 486, "b1", "", "");
    phone.peer.awaitRequest("ACK");
    assertEquals("Q.850;cause=17", pbx.awaitStatus(486, "INVITE").field("Reason"));
    edge.await(CommandCase.CONCLUDE);
    // and the other way, with the peer asking for credentials
    Phone caller = rig.phone("101");
    caller.invite("7001", "", SipPeer.SDP);
    SipText first = pbx.awaitRequest("INVITE");
    pbx.answer(
        first,
        407,
        "c1",
        "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"abc\", qop=\"auth\"\r\n",
        "");
    SipText second =
        pbx.await("INVITE with credentials", m -> m.method().equals("INVITE") && m.status() == 0);
    assertTrue(second.field("Proxy-Authorization").contains("username=\"patch\""));
    assertEquals(first.cseqNumber() + 1, second.cseqNumber());
    pbx.answer(second, 200, "c2", "", SipPeer.SDP);
    caller.established("");
    caller.bye();
    SipText bye = pbx.awaitRequest("BYE");
    pbx.answer(bye, 200, "", "", "");
  }
}
