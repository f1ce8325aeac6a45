package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Topics;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.DialPlanSpec;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.edge.v1.CallOffered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dialled;
import io.patchbay.proto.edge.v1.DtmfReceived;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A phone on a line whose digits go out key by key (H-099, AT-013, RFC 3578).
final class OverlapDialTest {
  private static final String CALL = "c1";

  private Rig rig;
  private FakeEdge edge;
  private SipPeer pbx;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
    pbx = rig.pbx();
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("DialPlan", "default")
                .setDialPlan(
                    DialPlanSpec.newBuilder()
                        .addRules(
                            DialRule.newBuilder()
                                .setPattern("13x.")
                                .setTo(Destination.newBuilder().setLineGroup("mobile")))
                        .addRules(
                            DialRule.newBuilder()
                                .setPattern("x+")
                                .setTo(Destination.newBuilder().setTrunk("pbx"))))
                .build()));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void begins(String digits) {
    edge.event(
        edge.of(CALL, CALL + "-a", "fxs-1")
            .setOffered(
                CallOffered.newBuilder()
                    .setCallingNumber("201")
                    .setCalledNumber(digits)
                    .setIncomplete(true)));
  }

  private void dials(String digits, boolean complete, boolean atOnce) {
    edge.event(
        edge.of(CALL, CALL + "-a", "fxs-1")
            .setDialled(
                Dialled.newBuilder()
                    .setCalledNumber(digits)
                    .setComplete(complete)
                    .setAtOnce(atOnce)));
  }

  private void dials(String digits) {
    dials(digits, false, false);
  }

  /// What the edge has told before has arrived: so has this call, which finds nobody.
  private void arrived() {
    edge.offered("c2", "gsm-1", "", "");
    edge.await(CommandCase.CONCLUDE);
  }

  private SipText invited(String number) {
    SipText invite = pbx.awaitRequest("INVITE");
    assertTrue(invite.start().startsWith("INVITE sip:" + number + "@"), invite.start());
    return invite;
  }

  private SipText incomplete(String number) {
    SipText invite = invited(number);
    pbx.answer(invite, 484, "t" + number, "", "");
    pbx.awaitRequest("ACK");
    return invite;
  }

  private void hangsUp() {
    edge.released(CALL, CALL + "-a", "fxs-1", 16);
    edge.await(CommandCase.CONCLUDE);
  }

  private CallRecord concluded() {
    return edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
  }

  @Test
  void aPeerThatWantsMoreGetsAnInviteWithEachDigitInOneCall() { // AT-013
    List<SipText> invites = new ArrayList<>();
    begins("1");
    invites.add(incomplete("1"));
    dials("10");
    invites.add(incomplete("10"));
    dials("100");
    invites.add(incomplete("100"));
    dials("1008");
    SipText last = invited("1008");
    invites.add(last);
    for (int i = 0; i < invites.size(); i++) {
      SipText invite = invites.get(i);
      assertEquals(last.field("Call-ID"), invite.field("Call-ID"));
      assertEquals(last.field("From"), invite.field("From"));
      assertEquals(i + 1 + " INVITE", invite.cseq());
      assertTrue(!invite.field("To").contains("tag="), invite.field("To"));
      assertTrue(invite.field("To").contains("sip:" + List.of("1", "10", "100", "1008").get(i)));
    }
    assertNotEquals(invites.get(0).field("Via"), last.field("Via"));
    pbx.answer(last, 200, "done", "", SipPeer.SDP);
    pbx.awaitRequest("ACK");
    edge.await(CommandCase.ANSWER);
    edge.event(
        edge.of(CALL, CALL + "-a", "fxs-1").setDtmf(DtmfReceived.newBuilder().setDigit("5")));
    edge.released(CALL, CALL + "-a", "fxs-1", 16);
    assertEquals("5", digit());
    pbx.answer(pbx.awaitRequest("BYE"), 200, "", "", "");
    CallRecord record = concluded();
    assertEquals("1008", record.getCalledNumber());
    assertEquals("1008", record.getDialledNumber());
    assertEquals(2, record.getLegsCount(), "the phone and the trunk, once each");
    assertTrue(record.hasAnsweredAt());
  }

  /// The first digit that is told as one.
  private String digit() {
    while (true) {
      CallEvent event = rig.facts.await(Topics.CALL_EVENTS, CallEvent.class);
      if (event.getType() == CallEvent.Type.TYPE_DTMF) {
        return event.getDigit();
      }
    }
  }

  @Test
  void aPeerThatSendsTheCallOnHasTheWholeNumber() {
    begins("1");
    pbx.answer(invited("1"), 302, "t", "", "", "<sip:13800000009@127.0.0.1>");
    dials("10");
    assertEquals("13800000009", edge.await(CommandCase.DIAL).getDial().getNumber());
    assertEquals(0, pbx.invites("10"));
    dials("112", true, true);
    assertEquals(16, edge.await(CommandCase.RELEASE).getRelease().getCause());
    assertEquals("112", edge.await(CommandCase.DIAL).getDial().getNumber());
    hangsUp();
  }

  @Test
  void digitsThatComeWhileThePeerThinksGoOutTogether() {
    begins("1");
    SipText first = invited("1");
    pbx.answer(first, 100, "", "", "");
    dials("10");
    dials("100");
    arrived();
    pbx.answer(first, 484, "t", "", "");
    incomplete("100");
    hangsUp();
    assertEquals(0, pbx.invites("10"));
  }

  @Test
  void aNumberThatIsWholeAndStillTooShortIsRefused() {
    begins("1");
    incomplete("1");
    dials("1", true, false);
    assertEquals(28, edge.await(CommandCase.RELEASE).getRelease().getCause());
    CallRecord record = concluded();
    assertEquals(28, record.getCause());
    assertEquals(484, record.getSipStatus());
    assertEquals(0, pbx.invites("1"));
  }

  @Test
  void anAnswerThatIsNot484EndsTheCall() {
    begins("1");
    incomplete("1");
    dials("10");
    pbx.answer(invited("10"), 404, "t", "", "");
    dials("100");
    CallRecord record = concluded();
    assertEquals(1, record.getCause());
    assertEquals("10", record.getCalledNumber());
    assertEquals(0, pbx.invites("100"));
  }

  @Test
  void digitsAfterSomebodyRingsBelongToNoNumber() {
    begins("1");
    SipText invite = invited("1");
    pbx.answer(invite, 180, "r", "", "");
    edge.await(CommandCase.PLAY_TONE);
    dials("10");
    arrived();
    pbx.answer(invite, 200, "r", "", SipPeer.SDP);
    edge.await(CommandCase.ANSWER);
    assertEquals(0, pbx.invites("10"));
  }

  @Test
  void anEmergencyNumberWaitsForNoAnswer() { // E4, 2
    begins("1");
    SipText invite = invited("1");
    pbx.answer(invite, 180, "r", "", "");
    edge.await(CommandCase.PLAY_TONE);
    dials("112", true, true);
    assertEquals("112", edge.await(CommandCase.DIAL).getDial().getNumber());
    pbx.awaitRequest("CANCEL");
    hangsUp();
  }

  @Test
  void aCallThatStaysInTheHouseOrLeavesByALineWaitsForItsWholeNumber() { // H-097
    begins("1");
    incomplete("1");
    dials("13");
    dials("138");
    dials("13800000009");
    dials("13800000009", true, false);
    assertEquals("13800000009", edge.await(CommandCase.DIAL).getDial().getNumber());
    hangsUp();
    assertEquals(0, pbx.waiting(), "nothing of it went to the trunk");
  }

  @Test
  void aTrunkThatIsAwayIsAskedOnlyWithTheWholeNumber() {
    begins("1");
    pbx.answer(invited("1"), 503, "t", "", "");
    dials("10");
    dials("100");
    dials("100", true, false);
    incompleteAtLast("100");
    assertEquals(0, pbx.invites("10"));
  }

  private void incompleteAtLast(String number) {
    pbx.awaitRequest("ACK");
    pbx.answer(invited(number), 404, "t", "", "");
    assertEquals(1, concluded().getCause());
  }

  @Test
  void aWholeNumberIsOneInvite() { // AT-013, early dial off
    edge.offered(CALL, "fxs-1", "201", "1008");
    SipText invite = invited("1008");
    assertEquals("1 INVITE", invite.cseq());
    pbx.answer(invite, 484, "t", "", "");
    assertEquals(28, edge.await(CommandCase.RELEASE).getRelease().getCause());
  }

  @Test
  void aPhoneThatHangsUpBetweenTwoDigitsLeavesNothing() {
    begins("1");
    incomplete("1");
    edge.released(CALL, CALL + "-a", "fxs-1", 16);
    CallRecord record = concluded();
    assertEquals("1", record.getCalledNumber());
    assertEquals(16, record.getCause());
    assertEquals(0, pbx.waiting());
  }
}
