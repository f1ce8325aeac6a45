package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.edge.v1.CallAlerting;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.RtpDescription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What may happen around and within a call, through the real stack.
final class CallFeaturesTest {
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

  private Dial dialled(Phone phone, String extra, String body) {
    phone.invite("13800000001", extra, body);
    return edge.await(CommandCase.DIAL).getDial();
  }

  private void answers(Dial dial) {
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
  }

  private void alerts(Dial dial) {
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAlerting(CallAlerting.getDefaultInstance()));
  }

  private Phone talking() throws Exception {
    Phone phone = rig.phone("101");
    Dial dial = dialled(phone, "", SipPeer.SDP);
    answers(dial);
    phone.established("");
    edge.await(CommandCase.JOIN);
    return phone;
  }

  @Test
  void holdAndResumeAndAMovedAddress() throws Exception {
    Phone phone = talking();
    phone.inDialog("INVITE", "", SipPeer.SDP + "a=sendonly\r\n");
    SipText held = phone.established("");
    assertTrue(held.body().contains("a=recvonly"), held.body());
    assertEquals(
        "recvonly", edge.await(CommandCase.MODIFY_RTP).getModifyRtp().getRemote().getDirection());
    phone.inDialog("INVITE", "", SipPeer.SDP.replace("40000", "41000"));
    assertTrue(phone.established("").body().contains("a=sendrecv"));
    RtpDescription moved = edge.await(CommandCase.MODIFY_RTP).getModifyRtp().getRemote();
    assertEquals(41_000, moved.getPort());
    assertEquals("sendrecv", moved.getDirection());
    phone.bye();
  }

  @Test
  void offerComesInTheAck() throws Exception {
    Phone phone = rig.phone("101");
    Dial dial = dialled(phone, "", "");
    answers(dial);
    SipText ok = phone.established(SipPeer.SDP.replace("0 8 101", "8 101"));
    assertTrue(ok.body().contains("RTP/AVP 8 0 101"), ok.body());
    RtpDescription remote = edge.await(CommandCase.MODIFY_RTP).getModifyRtp().getRemote();
    assertEquals("PCMA", remote.getCodec());
    assertEquals(40_000, remote.getPort());
    phone.bye();
  }

  @Test
  void reliableRingingWaitsForPrack() throws Exception {
    Phone phone = rig.phone("101");
    Dial dial = dialled(phone, "Require: 100rel\r\n", SipPeer.SDP);
    alerts(dial);
    SipText ringing = phone.peer.awaitStatus(180, "INVITE");
    assertEquals("100rel", ringing.field("Require"));
    String rseq = ringing.field("RSeq");
    assertEquals(rseq, phone.peer.awaitStatus(180, "INVITE").field("RSeq"));
    phone.target = ringing.contactUri();
    phone.remote = ringing.field("To");
    int invite = phone.cseq;
    phone.inDialog("PRACK", "RAck: " + rseq + " " + invite + " INVITE\r\n", "");
    phone.peer.awaitStatus(200, "PRACK");
    answers(dial);
    int prack = phone.cseq;
    phone.cseq = invite;
    phone.established("");
    phone.cseq = prack;
    phone.bye();
  }

  @Test
  void reliableProgressOfAPeerIsAcknowledgedWithPrack() throws Exception {
    SipPeer pbx = rig.pbx();
    Phone phone = rig.phone("101");
    phone.invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    pbx.answer(invite, 183, "t1", "Require: 100rel\r\nRSeq: 77\r\n", SipPeer.SDP);
    SipText prack = pbx.awaitRequest("PRACK");
    assertEquals("77 1 INVITE", prack.field("RAck"));
    pbx.answer(prack, 200, "", "", "");
    assertTrue(phone.peer.awaitStatus(183, "INVITE").body().contains("m=audio"));
    pbx.answer(invite, 200, "t1", "", SipPeer.SDP);
    assertEquals(1, pbx.awaitRequest("ACK").cseqNumber());
    phone.established("");
    phone.bye();
    assertEquals(3, pbx.awaitRequest("BYE").cseqNumber());
  }

  @Test
  void secondAnswerOfAForkIsEndedAtOnce() throws Exception {
    SipPeer pbx = rig.pbx();
    Phone phone = rig.phone("101");
    phone.invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    pbx.answer(invite, 200, "first", "", SipPeer.SDP);
    assertEquals("first", pbx.awaitRequest("ACK").tagOf("To"));
    pbx.answer(invite, 200, "first", "", SipPeer.SDP);
    assertEquals("first", pbx.awaitRequest("ACK").tagOf("To"));
    pbx.answer(invite, 200, "second", "", SipPeer.SDP);
    assertEquals("second", pbx.awaitRequest("ACK").tagOf("To"));
    assertEquals("second", pbx.awaitRequest("BYE").tagOf("To"));
    phone.established("");
    phone.bye();
    assertEquals("first", pbx.awaitRequest("BYE").tagOf("To"));
  }

  @Test
  void answerThatCrossesACancelIsAcknowledgedAndEnded() throws Exception {
    SipPeer pbx = rig.pbx();
    Phone phone = rig.phone("101");
    phone.invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    phone.cancel();
    phone.failure(487);
    // held back until the first provisional response
    pbx.answer(invite, 180, "t", "", "");
    SipText cancel = pbx.awaitRequest("CANCEL");
    pbx.answer(invite, 200, "t", "", SipPeer.SDP);
    pbx.answer(cancel, 200, "t", "", "");
    pbx.awaitRequest("ACK");
    SipText bye = pbx.awaitRequest("BYE");
    pbx.answer(bye, 200, "", "", "");
    Rig.eventually("call forgotten", () -> rig.trunk.calls.size() == 0);
  }

  @Test
  void answerIsRepeatedUntilTheAckComes() throws Exception {
    Phone phone = rig.phone("101");
    Dial dial = dialled(phone, "", SipPeer.SDP);
    answers(dial);
    SipText first = phone.peer.awaitStatus(200, "INVITE");
    SipText again = phone.peer.awaitStatus(200, "INVITE");
    assertEquals(first, again);
    phone.remote = again.field("To");
    phone.target = again.contactUri();
    phone.ack("");
    phone.bye();
  }

  @Test
  void everyBindingRingsAndTheFirstToAnswerWins() throws Exception {
    Phone one = rig.registered("102");
    Phone two = rig.registered("102");
    SipPeer pbx = rig.pbx();
    pbx.send(inviteFromPbx(pbx, "102", pbx.branch(), "fork-1", SipPeer.SDP));
    SipText first = one.peer.awaitRequest("INVITE");
    SipText second = two.peer.awaitRequest("INVITE");
    one.peer.answer(first, 180, "o", "", "");
    two.peer.answer(second, 180, "w", "", "");
    pbx.awaitStatus(180, "INVITE");
    two.accept(second, "w", SipPeer.SDP);
    two.peer.awaitRequest("ACK");
    SipText cancel = one.peer.awaitRequest("CANCEL");
    assertTrue(cancel.field("Reason").contains("elsewhere"), cancel.field("Reason"));
    pbx.awaitStatus(200, "INVITE");
  }

  private String inviteFromPbx(SipPeer pbx, String to, String branch, String id, String body) {
    return pbx.request(
        "INVITE",
        "sip:" + to + "@127.0.0.1:" + rig.sipPort(),
        branch,
        "<sip:7001@pbx>;tag=px",
        "<sip:" + to + "@gw>",
        id,
        1,
        "",
        body);
  }

  @Test
  void retransmittedInviteIsAbsorbedAndMergedOneIs482() throws Exception {
    SipPeer pbx = rig.pbx();
    String branch = pbx.branch();
    pbx.send(inviteFromPbx(pbx, "13800000001", branch, "merge-1", SipPeer.SDP));
    Dial dial = edge.await(CommandCase.DIAL).getDial();
    pbx.send(inviteFromPbx(pbx, "13800000001", branch, "merge-1", SipPeer.SDP));
    pbx.send(inviteFromPbx(pbx, "13800000001", pbx.branch(), "merge-1", SipPeer.SDP));
    pbx.awaitStatus(482, "INVITE");
    answers(dial);
    SipText ok = pbx.awaitStatus(200, "INVITE");
    assertEquals(dial.getCallId() + "-a", ok.tagOf("To"));
    assertEquals(1, rig.trunk.calls.size());
  }

  @Test
  void ofAnInviteThatComesByManyWaysAtOnceOneIsACall() throws Exception {
    SipPeer pbx = rig.pbx();
    for (int i = 0; i < 20; i++) {
      String id = "fork-" + i;
      for (int way = 0; way < 4; way++) {
        pbx.send(inviteFromPbx(pbx, "13800000001", pbx.branch(), id, SipPeer.SDP));
      }
      for (int merged = 0; merged < 3; merged++) {
        pbx.awaitStatus(482, "INVITE");
      }
      edge.await(CommandCase.DIAL);
      assertEquals(i + 1, rig.trunk.calls.size());
    }
  }

  @Test
  void updateMovesTheMediaAndInfoCarriesADigit() throws Exception {
    Phone phone = talking();
    phone.inDialog("UPDATE", "", SipPeer.SDP.replace("40000", "42000"));
    assertTrue(phone.peer.awaitStatus(200, "UPDATE").body().contains("m=audio"));
    assertEquals(42_000, edge.await(CommandCase.MODIFY_RTP).getModifyRtp().getRemote().getPort());
    phone.peer.send(info(phone, "5"));
    phone.peer.awaitStatus(200, "INFO");
    Command digits = edge.await(CommandCase.TAKE_DIGIT);
    assertEquals("5", digits.getTakeDigit().getDigit());
    assertTrue(digits.getTakeDigit().getLegId().endsWith("-a"), digits.getTakeDigit().getLegId());
    phone.bye();
  }

  private static String info(Phone phone, String digit) {
    phone.cseq++;
    return phone.peer.request(
        "INFO",
        phone.target,
        phone.peer.branch(),
        phone.local,
        phone.remote,
        phone.callId,
        phone.cseq,
        "Content-Type: application/dtmf-relay\r\n",
        "Signal=" + digit + "\r\nDuration=160\r\n");
  }

  @Test
  void repeatedRequestsAreAnsweredAgainAndDoneOnce() throws Exception {
    Phone phone = talking();
    String five = info(phone, "5");
    for (int i = 0; i < 3; i++) {
      phone.peer.send(five);
      phone.peer.awaitStatus(200, "INFO");
    }
    phone.peer.send(info(phone, "6"));
    assertEquals("5", edge.await(CommandCase.TAKE_DIGIT).getTakeDigit().getDigit());
    assertEquals("6", edge.await(CommandCase.TAKE_DIGIT).getTakeDigit().getDigit());

    phone.cseq++;
    String branch = phone.peer.branch();
    String bye =
        phone.peer.request(
            "BYE",
            phone.target,
            branch,
            phone.local,
            phone.remote,
            phone.callId,
            phone.cseq,
            "",
            "");
    phone.peer.send(bye);
    String answer = phone.peer.awaitStatus(200, "BYE").toString();
    edge.await(CommandCase.CONCLUDE);
    phone.peer.send(bye);
    assertEquals(answer, phone.peer.awaitStatus(200, "BYE").toString());
    phone.peer.send(bye.replace(branch, phone.peer.branch()));
    phone.peer.awaitStatus(481, "BYE");
  }

  @Test
  void requestsWithinADialogAreChecked() throws Exception {
    Phone phone = talking();
    phone.cseq = 0;
    phone.inDialog("INVITE", "", SipPeer.SDP);
    phone.peer.awaitStatus(500, "INVITE");
    phone.cseq = 10;
    String good = phone.remote;
    phone.remote = "<sip:x@y>;tag=nobody";
    phone.inDialog("BYE", "", "");
    phone.peer.awaitStatus(481, "BYE");
    phone.remote = good;
    phone.bye();
  }

  @Test
  void requestsOfRecordRoutedDialogsFollowTheRouteSet() throws Exception {
    SipPeer pbx = rig.pbx();
    Phone phone = rig.phone("101");
    phone.invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    String proxy = "<sip:127.0.0.1:" + rig.pbxPort + ";lr>";
    pbx.answer(
        invite,
        200,
        "rr",
        "Record-Route: <sip:far.example;lr>\r\nRecord-Route: " + proxy + "\r\n",
        SipPeer.SDP);
    SipText ack = pbx.awaitRequest("ACK");
    assertEquals(List.of(proxy, "<sip:far.example;lr>"), routes(ack));
    phone.established("");
    phone.bye();
    assertEquals(List.of(proxy, "<sip:far.example;lr>"), routes(pbx.awaitRequest("BYE")));
  }

  private static List<String> routes(SipText request) {
    return request.all("Route").stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .toList();
  }

  @Test
  void optionsAndUnknownMethodsAndExtensions() throws Exception {
    SipPeer pbx = rig.pbx();
    String uri = "sip:127.0.0.1:" + rig.sipPort();
    pbx.send(
        pbx.request("OPTIONS", uri, pbx.branch(), "<sip:a@b>;tag=1", "<sip:c@d>", "o1", 1, "", ""));
    SipText options = pbx.awaitStatus(200, "OPTIONS");
    assertTrue(options.all("Allow").toString().contains("PRACK"), options.toString());
    pbx.send(
        pbx.request("FROB", uri, pbx.branch(), "<sip:a@b>;tag=1", "<sip:c@d>", "o2", 1, "", ""));
    pbx.awaitStatus(501, "FROB");
    pbx.send(
        pbx.request("REFER", uri, pbx.branch(), "<sip:a@b>;tag=1", "<sip:c@d>", "o3", 1, "", ""));
    pbx.awaitStatus(405, "REFER");
    pbx.send(
        inviteFromPbx(pbx, "101", pbx.branch(), "o4", "")
            .replace("Max-Forwards: 70", "Require: frob\r\nMax-Forwards: 70"));
    assertEquals("frob", pbx.awaitStatus(420, "INVITE").field("Unsupported"));
    pbx.send(
        inviteFromPbx(pbx, "101", pbx.branch(), "o5", "")
            .replace("Max-Forwards: 70", "Max-Forwards: 0"));
    pbx.awaitStatus(483, "INVITE");
    pbx.send(inviteFromPbx(pbx, "101", pbx.branch(), "o6", "v=0\r\nnonsense"));
    pbx.awaitStatus(400, "INVITE");
    pbx.send(
        inviteFromPbx(
            pbx, "13800000001", pbx.branch(), "o7", SipPeer.SDP.replace("0 8 101", "99")));
    pbx.awaitStatus(488, "INVITE");
    pbx.send(
        inviteFromPbx(
            pbx,
            "13800000001",
            pbx.branch(),
            "o9",
            SipPeer.SDP.replace("c=IN IP4 127.0.0.1", "c=IN IP4 999.1.1.1")));
    pbx.awaitStatus(400, "INVITE");
    pbx.send(
        inviteFromPbx(pbx, "101", pbx.branch(), "o8", SipPeer.SDP)
            .replace("application/sdp", "text/html"));
    pbx.awaitStatus(415, "INVITE");
  }

  /// The trunk is 127.0.0.1 with its own port, not whoever is on this machine.
  @Test
  void strangerOnThePeersHostIsChallenged() throws Exception {
    try (SipPeer stranger = new SipPeer("stranger", rig.sipPort())) {
      stranger.send(inviteFromPbx(stranger, "13800000001", stranger.branch(), "s1", SipPeer.SDP));
      stranger.awaitStatus(401, "INVITE");
    }
  }

  @Test
  void oversizedAndGarbledDatagramsAreCountedAndTheNextCallWorks() throws Exception {
    SipPeer pbx = rig.pbx();
    pbx.sendRaw("garbage\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    pbx.send(
        inviteFromPbx(pbx, "101", pbx.branch(), "big", "")
            .replace("Max-Forwards: 70", "X-Long: x\r\n".repeat(400) + "Max-Forwards: 70"));
    Rig.eventually("counted", () -> rig.trunk.sip.counters().unparseable.sum() >= 2);
    talking().bye();
  }
}
