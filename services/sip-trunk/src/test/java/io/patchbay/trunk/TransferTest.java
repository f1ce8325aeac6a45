package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.Redirection;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.config.v1.Transfers;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.Join;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls that are sent on: redirected before the answer, handed over after it.
final class TransferTest {
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

  private record Talk(Phone phone, Dial dial) {}

  /// 101 talks over a SIM line.
  private Talk talking() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    Dial dial = edge.await(CommandCase.DIAL).getDial();
    answers(dial);
    phone.established("");
    edge.await(CommandCase.JOIN);
    return new Talk(phone, dial);
  }

  private void answers(Dial dial) {
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
  }

  private static void notified(Phone phone, String fragment, String state) {
    SipText notify =
        phone.peer.await(
            "NOTIFY " + fragment,
            m -> m.method().equals("NOTIFY") && m.body().startsWith("SIP/2.0 " + fragment));
    assertEquals("refer", notify.field("Event"));
    assertTrue(notify.field("Content-Type").startsWith("message/sipfrag"), notify.toString());
    assertTrue(notify.field("Subscription-State").startsWith(state), notify.toString());
    phone.peer.answer(notify, 200, "", "", "");
  }

  @Test
  void aPhoneHandsTheLineOverToAnotherPhone() throws Exception {
    Talk talk = talking();
    Phone other = rig.registered("102");
    talk.phone().inDialog("REFER", "Refer-To: <sip:102@127.0.0.1>\r\n", "");
    talk.phone().peer.awaitStatus(202, "REFER");
    notified(talk.phone(), "100", "active");
    SipText invite = other.peer.awaitRequest("INVITE");
    other.peer.answer(invite, 180, "o", "", "");
    notified(talk.phone(), "180", "active");
    other.accept(invite, "o", SipPeer.SDP);
    other.peer.awaitRequest("ACK");
    notified(talk.phone(), "200", "terminated");
    SipText bye = talk.phone().peer.awaitRequest("BYE");
    talk.phone().peer.answer(bye, 200, "", "", "");
    Join join = edge.await(CommandCase.JOIN).getJoin();
    assertTrue(join.getLegIdsList().contains(talk.dial().getLegId()), join.toString());
    assertEquals(2, join.getLegIdsCount());
    assertTrue(join.getLegIdsList().stream().noneMatch(leg -> leg.endsWith("-a")));
    // the new party can hang up, and it is one call with one record
    other.bye();
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals(talk.dial().getCallId(), record.getCallId());
    assertEquals(3, record.getLegsCount());
    assertEquals("callee", record.getReleasedBy());
    Rig.eventually("one call, over", () -> rig.trunk.calls.size() == 0);
  }

  @Test
  void aTransferThatFailsIsToldAndTheCallGoesOn() throws Exception {
    Talk talk = talking();
    Phone other = rig.registered("102");
    talk.phone().inDialog("REFER", "Refer-To: <sip:102@127.0.0.1>\r\n", "");
    talk.phone().peer.awaitStatus(202, "REFER");
    other.peer.answer(other.peer.awaitRequest("INVITE"), 486, "b", "", "");
    notified(talk.phone(), "100", "active");
    notified(talk.phone(), "486", "terminated");
    Join join = edge.await(CommandCase.JOIN).getJoin();
    assertTrue(join.getLegIdsList().contains(talk.dial().getCallId() + "-a"), join.toString());
    // to nobody
    talk.phone().inDialog("REFER", "r: <sip:5551@127.0.0.1>\r\n", "");
    talk.phone().peer.awaitStatus(202, "REFER");
    notified(talk.phone(), "100", "active");
    notified(talk.phone(), "404", "terminated");
    talk.phone().bye();
  }

  @Test
  void whoHandsOverNeedNotWait() throws Exception {
    Talk talk = talking();
    Phone other = rig.registered("102");
    talk.phone().inDialog("REFER", "Refer-To: <sip:102@127.0.0.1>\r\nRefer-Sub: false\r\n", "");
    assertEquals("false", talk.phone().peer.awaitStatus(202, "REFER").field("Refer-Sub"));
    talk.phone().bye();
    SipText invite = other.peer.awaitRequest("INVITE");
    other.accept(invite, "o", SipPeer.SDP);
    other.peer.awaitRequest("ACK");
    assertTrue(
        edge.await(CommandCase.JOIN).getJoin().getLegIdsList().contains(talk.dial().getLegId()));
    edge.released(talk.dial().getCallId(), talk.dial().getLegId(), talk.dial().getLine(), 16);
    other.peer.awaitRequest("BYE");
  }

  @Test
  void whatIsNoTransferIsRefused() throws Exception {
    Talk talk = talking();
    talk.phone().inDialog("REFER", "", "");
    talk.phone().peer.awaitStatus(400, "REFER");
    talk.phone().inDialog("REFER", "Refer-To: <sip:102@x;method=BYE>\r\n", "");
    talk.phone().peer.awaitStatus(405, "REFER");
    talk.phone().bye();
    settings(DialogSpec.newBuilder().setTransfers(Transfers.TRANSFERS_REFUSE));
    Talk other = talking();
    other.phone().inDialog("REFER", "Refer-To: <sip:102@x>\r\n", "");
    other.phone().peer.awaitStatus(603, "REFER");
    other.phone().bye();
  }

  @Test
  void aRedirectedCallGoesWhereTheDialPlanSendsIt() throws Exception {
    SipPeer pbx = rig.pbx();
    Phone callee = rig.registered("102");
    Phone caller = rig.phone("101");
    caller.invite("7001", "", SipPeer.SDP);
    pbx.answer(pbx.awaitRequest("INVITE"), 302, "r", "", "", "<sip:102@elsewhere.example>");
    pbx.awaitRequest("ACK");
    SipText invite = callee.peer.awaitRequest("INVITE");
    assertTrue(invite.field("Diversion").startsWith("<sip:7001@"), invite.toString());
    callee.accept(invite, "c", SipPeer.SDP);
    caller.established("");
    caller.bye();
  }

  @Test
  void aRedirectionInACircleEnds() throws Exception {
    SipPeer pbx = rig.pbx();
    Phone caller = rig.phone("101");
    caller.invite("7001", "", SipPeer.SDP);
    pbx.answer(pbx.awaitRequest("INVITE"), 302, "r", "", "", "<sip:7002@x>");
    SipText second = pbx.await("INVITE 7002", m -> m.start().startsWith("INVITE sip:7002"));
    pbx.answer(second, 302, "s", "", "", "<sip:7001@x>");
    caller.failure(480);
  }

  @Test
  void aRedirectionIsPassedOnWhereTheDocumentsSaySo() throws Exception {
    settings(DialogSpec.newBuilder().setRedirection(Redirection.REDIRECTION_PASS));
    SipPeer pbx = rig.pbx();
    Phone caller = rig.phone("101");
    caller.invite("7001", "", SipPeer.SDP);
    pbx.answer(pbx.awaitRequest("INVITE"), 302, "r", "", "", "<sip:102@elsewhere.example>");
    assertEquals("<sip:102@elsewhere.example>", caller.failure(302).field("Contact"));
    settings(DialogSpec.newBuilder().setRedirection(Redirection.REDIRECTION_REFUSE));
    caller.invite("7001", "", SipPeer.SDP);
    pbx.answer(
        pbx.await("INVITE", m -> m.method().equals("INVITE") && m.status() == 0),
        302,
        "r",
        "",
        "",
        "<sip:102@elsewhere.example>");
    caller.failure(480);
  }

  private static String fromTag(Phone phone) {
    return phone.local.substring(phone.local.indexOf(";tag=") + 5);
  }

  /// RFC 5589 §7.1 with a B2BUA in between: 101 asks 7001 and hands the SIM line over to it.
  @Test
  void aPhoneJoinsTheTwoItTalksTo() throws Exception {
    Talk talk = talking();
    SipPeer pbx = rig.pbx();
    Phone second = rig.phone("101");
    second.invite("7001", "", SipPeer.SDP);
    SipText consultation = pbx.awaitRequest("INVITE");
    pbx.answer(consultation, 200, "c", "Supported: replaces\r\n", SipPeer.SDP);
    SipText ok = second.established("");
    edge.await(CommandCase.JOIN);
    String replaces =
        second.callId + "%3Bto-tag%3D" + ok.tagOf("To") + "%3Bfrom-tag%3D" + fromTag(second);
    talk.phone()
        .inDialog("REFER", "Refer-To: <sip:7001@127.0.0.1?Replaces=" + replaces + ">\r\n", "");
    talk.phone().peer.awaitStatus(202, "REFER");
    SipText invite =
        pbx.await(
            "INVITE with Replaces",
            m -> m.method().equals("INVITE") && !m.field("Replaces").isEmpty());
    assertEquals("replaces", invite.field("Require"));
    String place = invite.field("Replaces");
    assertTrue(place.startsWith(consultation.field("Call-ID") + ";"), place);
    assertTrue(place.contains("to-tag=c"), place);
    assertTrue(place.contains("from-tag=" + consultation.tagOf("From")), place);
    pbx.answer(invite, 200, "n", "", SipPeer.SDP);
    notified(talk.phone(), "100", "active");
    notified(talk.phone(), "200", "terminated");
    talk.phone().peer.awaitRequest("BYE");
    Join join = edge.await(CommandCase.JOIN).getJoin();
    assertTrue(join.getLegIdsList().contains(talk.dial().getLegId()), join.toString());
  }

  @Test
  void anInviteWithReplacesTakesThePlaceOfAPhone() throws Exception {
    Talk talk = talking();
    Phone other = rig.phone("102");
    String place =
        talk.phone().callId
            + ";to-tag="
            + talk.dial().getCallId()
            + "-a;from-tag="
            + fromTag(talk.phone());
    other.invite("101", "Require: replaces\r\nReplaces: " + place + "\r\n", SipPeer.SDP);
    assertTrue(other.established("").body().contains("m=audio"));
    SipText bye = talk.phone().peer.awaitRequest("BYE");
    talk.phone().peer.answer(bye, 200, "", "", "");
    Join join = edge.await(CommandCase.JOIN).getJoin();
    assertTrue(join.getLegIdsList().contains(talk.dial().getLegId()), join.toString());
    edge.released(talk.dial().getCallId(), talk.dial().getLegId(), talk.dial().getLine(), 16);
    other.peer.awaitRequest("BYE");
    assertEquals(3, edge.await(CommandCase.CONCLUDE).getConclude().getRecord().getLegsCount());
    other.invite("101", "Replaces: nothing;to-tag=a;from-tag=b\r\n", SipPeer.SDP);
    other.failure(481);
  }
}
