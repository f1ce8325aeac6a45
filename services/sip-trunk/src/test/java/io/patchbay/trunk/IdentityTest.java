package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.AnonymousCalls;
import io.patchbay.proto.config.v1.CauseRow;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.Identity;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who calls, in both directions, and with which status and cause calls end, as the documents of
/// the peer say.
final class IdentityTest {
  private static final String CALL = "0199aaaa-0000-7000-8000-00000000000";

  private Rig rig;
  private FakeEdge edge;
  private SipPeer pbx;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
    pbx = rig.pbx();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void trunk(DialogSpec.Builder dialog) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(
                    TrunkSpec.newBuilder()
                        .setAddress("127.0.0.1:" + rig.pbxPort)
                        .setAuthUser("patch")
                        .setAuthPassword("bay")
                        .setDialog(dialog))
                .build(),
            TestTrunkFactory.document("Line", "gsm-2")
                .setLine(
                    LineSpec.newBuilder()
                        .setEdge("edge-1")
                        .setKind(LineKind.LINE_KIND_SIM)
                        .setNumber("+8613800000002")
                        .setIncoming(Destination.newBuilder().setTrunk("pbx")))
                .build()));
  }

  private static DialogSpec.Builder identity(Identity.Builder identity) {
    return DialogSpec.newBuilder().setIdentity(identity);
  }

  private static String userOf(String field) {
    int colon = field.indexOf("sip:");
    return colon < 0 ? "" : field.substring(colon + 4, field.indexOf('@', colon));
  }

  /// AT-072: four modes, and Remote-Party-ID (G-160).
  @ParameterizedTest
  @CsvSource({
    "CALLER_FROM, 5551212, '', ''",
    "CALLER_ASSERTED, 1111, 5551212, ''",
    "CALLER_ANONYMOUS, anonymous, 5551212, id",
    "CALLER_NONE, 1111, '', ''",
  })
  void numberOfACallerOnALineTravelsAsTheTrunkSays(
      Identity.Caller mode, String from, String asserted, String privacy) {
    trunk(identity(Identity.newBuilder().setCaller(mode).setAccount("1111")));
    edge.offered(CALL + "1", "gsm-2", "5551212", "");
    SipText invite = pbx.awaitRequest("INVITE");
    assertEquals(from, userOf(invite.field("From")));
    assertEquals(asserted, userOf(invite.field("P-Asserted-Identity")));
    assertEquals(privacy, invite.field("Privacy"));
    assertTrue(
        mode != Identity.Caller.CALLER_NONE || !invite.toString().contains("5551212"),
        "the number is nowhere: " + invite);
  }

  @Test
  void remotePartyIdAndTheAccountOfTheTrunk() {
    trunk(identity(Identity.newBuilder().setCaller(Identity.Caller.CALLER_REMOTE_PARTY)));
    edge.offered(CALL + "2", "gsm-2", "5551212", "");
    SipText invite = pbx.awaitRequest("INVITE");
    assertEquals("patch", userOf(invite.field("From")));
    assertTrue(
        invite.field("Remote-Party-ID").endsWith(";party=calling;screen=yes;privacy=off"),
        invite.toString());
    assertEquals("5551212", userOf(invite.field("Remote-Party-ID")));
  }

  /// H-039, RFC 3325 §5: only a trusted peer learns who withholds the number.
  @Test
  void aWithheldNumberIsToldToTrustedPeersOnly() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("7001", "Privacy: id\r\n", SipPeer.SDP);
    SipText blind = pbx.awaitRequest("INVITE");
    assertEquals("", blind.field("P-Asserted-Identity"));
    assertTrue(!blind.toString().contains("101@"), blind.toString());
    phone.cancel();
    phone.failure(487);
    trunk(identity(Identity.newBuilder().setTrusted(true)));
    phone.invite("7001", "Privacy: id\r\n", SipPeer.SDP);
    SipText told =
        pbx.await(
            "INVITE",
            m -> m.method().equals("INVITE") && !m.field("Call-ID").equals(blind.field("Call-ID")));
    assertEquals("101", userOf(told.field("P-Asserted-Identity")));
    assertEquals("anonymous", userOf(told.field("From")));
    assertEquals("id", told.field("Privacy"));
  }

  private String invite(String to, String from, String id, String extra) {
    return pbx.request(
        "INVITE",
        "sip:" + to + "@127.0.0.1:" + rig.sipPort(),
        pbx.branch(),
        from + ";tag=" + id,
        "<sip:" + to + "@gw>",
        id,
        1,
        extra,
        SipPeer.SDP);
  }

  @Test
  void aTrustedPeersAssertionCountsAnotherOnesDoesNot() {
    String extra = "P-Asserted-Identity: \"Ann\" <sip:+4930123@carrier>\r\n";
    pbx.send(invite("13800000001", "<sip:7001@pbx>", "pai-1", extra));
    assertEquals("7001", edge.await(CommandCase.DIAL).getDial().getCallingNumber());
    trunk(identity(Identity.newBuilder().setTrusted(true)));
    pbx.send(invite("13800000001", "<sip:7001@pbx>", "pai-2", extra));
    assertEquals("+4930123", edge.await(CommandCase.DIAL).getDial().getCallingNumber());
    pbx.send(
        invite(
            "13800000001",
            "<sip:7001@pbx>",
            "rpid-1",
            "Remote-Party-ID: Bob <sip:4711@carrier>;party=calling;privacy=off\r\n"));
    assertEquals("4711", edge.await(CommandCase.DIAL).getDial().getCallingNumber());
    pbx.send(invite("13800000001", "<sip:7001@pbx>", "pai-3", extra + "Privacy: id\r\n"));
    assertEquals("", edge.await(CommandCase.DIAL).getDial().getCallingNumber());
  }

  @Test
  void whoSentTheCallOnAndHowToRingAreToldToTheExtension() throws Exception {
    Phone phone = rig.registered("102");
    String extra =
        """
        Diversion: <sip:200@pbx>;reason=no-answer
        History-Info: <sip:200@pbx>;index=1
        Alert-Info: <http://pbx/ring>;info=Bellcore-dr3
        """
            .replace("\n", "\r\n");
    pbx.send(invite("102", "<sip:7001@pbx>", "div-1", extra));
    SipText plain = phone.peer.awaitRequest("INVITE");
    assertEquals("<sip:200@pbx>;reason=no-answer", plain.field("Diversion"));
    assertEquals("", plain.field("History-Info") + plain.field("Alert-Info"));
    phone.peer.answer(plain, 486, "b", "", "");
    pbx.awaitStatus(486, "INVITE");
    trunk(identity(Identity.newBuilder().setTrusted(true)));
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Settings", "default")
                .setSettings(
                    SettingsSpec.newBuilder()
                        .setDialog(
                            identity(
                                Identity.newBuilder()
                                    .setForwarded(Identity.Forwarded.FORWARDED_HISTORY))))
                .build()));
    pbx.send(invite("102", "<sip:7001@pbx>", "div-2", extra));
    SipText other =
        phone.peer.await(
            "INVITE",
            m -> m.method().equals("INVITE") && !m.field("Call-ID").equals(plain.field("Call-ID")));
    assertEquals("<sip:200@pbx>;index=1", other.field("History-Info"));
    assertEquals("", other.field("Diversion"));
    assertTrue(other.field("Alert-Info").contains("Bellcore-dr3"), other.toString());
  }

  /// RFC 7332: a call that goes in circles through us has fewer hops each time.
  @Test
  void hopsAreCountedAcrossUs() throws Exception {
    Phone phone = rig.registered("102");
    pbx.send(
        invite("102", "<sip:7001@pbx>", "hops", "")
            .replace("Max-Forwards: 70", "Max-Forwards: 12"));
    assertEquals("11", phone.peer.awaitRequest("INVITE").field("Max-Forwards"));
    Phone first = rig.registered("101");
    edge.offered(CALL + "8", "gsm-1", "5551212", "");
    assertEquals("70", first.peer.awaitRequest("INVITE").field("Max-Forwards"));
  }

  @ParameterizedTest
  @CsvSource({
    "ANONYMOUS_CALLS_REJECT, 433, 24",
    "ANONYMOUS_CALLS_BUSY, 486, 17",
    "ANONYMOUS_CALLS_DECLINE, 603, 21"
  })
  void callsWithoutANumberAreRefusedWhereTheyAreNotWanted(
      AnonymousCalls mode, int status, int cause) throws Exception {
    trunk(DialogSpec.newBuilder().setAnonymous(mode));
    pbx.send(invite("13800000001", "\"Anonymous\" <sip:anonymous@anonymous.invalid>", "anon", ""));
    SipText refused = pbx.awaitStatus(status, "INVITE");
    assertEquals("Q.850;cause=" + cause, refused.field("Reason"));
    pbx.send(invite("13800000001", "<sip:7001@pbx>", "known", ""));
    edge.await(CommandCase.DIAL);
    // to an extension, from wherever
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Settings", "default")
                .setSettings(
                    SettingsSpec.newBuilder().setDialog(DialogSpec.newBuilder().setAnonymous(mode)))
                .build()));
    Phone callee = rig.registered("102");
    Phone caller = rig.phone("101");
    caller.invite("102", "Privacy: id\r\n", SipPeer.SDP);
    caller.failure(status);
    caller.invite("102", "", SipPeer.SDP);
    callee.peer.awaitRequest("INVITE");
  }

  /// G-105, G-122: 28 of the operator is 404 here, no line 480, and 486 of the peer means 21.
  @Test
  void causesAndStatusesAreThePeersOwn() throws Exception {
    trunk(
        DialogSpec.newBuilder()
            .setNoLineStatus(480)
            .addStatusOfCause(CauseRow.newBuilder().setCause(28).setStatus(404))
            .addCauseOfStatus(CauseRow.newBuilder().setStatus(486).setCause(21)));
    pbx.send(invite("13800000001", "<sip:7001@pbx>", "cause-1", ""));
    Dial dial = edge.await(CommandCase.DIAL).getDial();
    edge.released(dial.getCallId(), dial.getLegId(), dial.getLine(), 28);
    assertEquals("Q.850;cause=28", pbx.awaitStatus(404, "INVITE").field("Reason"));
    assertEquals(404, edge.await(CommandCase.CONCLUDE).getConclude().getRecord().getSipStatus());
    Phone phone = rig.phone("101");
    phone.invite("7001", "", SipPeer.SDP);
    pbx.answer(pbx.awaitRequest("INVITE"), 486, "b", "", "");
    assertEquals("Q.850;cause=21", phone.failure(486).field("Reason"));
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("LineGroup", "mobile")
                .setLineGroup(
                    io.patchbay.proto.config.v1.LineGroupSpec.newBuilder().addLines("gsm-9"))
                .build()));
    pbx.send(invite("13800000001", "<sip:7001@pbx>", "cause-2", ""));
    pbx.awaitStatus(480, "INVITE");
  }
}
