package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Topics;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.CivicAddress;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.config.v1.ZoneSpec;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.PlayTone;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Emergency calls that leave by a trunk (catalogue E4, 5).
final class EmergencyTrunkTest {
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
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(
                    TrunkSpec.newBuilder()
                        .setAddress("127.0.0.1:" + rig.pbxPort)
                        .setEmergency(true))
                .build(),
            TestTrunkFactory.document("Site", "munich")
                .setSite(
                    SiteSpec.newBuilder()
                        .addCallers("extension/101")
                        .addEdges("edge-9")
                        .setCountry("DE")
                        .setCallbackNumber("+4989123")
                        .addCallers("extension/102")
                        .setAddress(CivicAddress.newBuilder().setCity("München").setFloor("2"))
                        .addZones(
                            ZoneSpec.newBuilder()
                                .setName("attic")
                                .addCallers("extension/102")
                                .setCallbackNumber("+4989999")
                                .setAddress(CivicAddress.newBuilder().setFloor("5"))))
                .build(),
            // the lines of the rig's edge are in another country
            TestTrunkFactory.document("Site", "boston")
                .setSite(SiteSpec.newBuilder().addEdges("edge-1").setCountry("US"))
                .build()));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void whoAnswersEmergencyCallsLearnsWhereTheCallerIsAndWhomToCallBack() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("112", "Privacy: id\r\n", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    assertTrue(invite.start().contains("sip:112@"), invite.start());
    assertTrue(invite.field("From").contains("+4989123"), invite.toString());
    assertEquals("", invite.field("Privacy"), "nobody withholds his number from them");
    assertTrue(
        invite.field("Content-Type").startsWith("multipart/mixed"), invite.field("Content-Type"));
    assertTrue(invite.field("Geolocation").startsWith("<cid:"), invite.toString());
    assertEquals("yes", invite.field("Geolocation-Routing"));
    String id = invite.field("Geolocation").substring("<cid:".length()).replace(">", "");
    assertTrue(invite.body().contains("Content-ID: <" + id + ">"), invite.body());
    assertTrue(invite.body().contains("<ca:A3>M&#252;nchen</ca:A3>"), invite.body());
    assertTrue(invite.body().contains("m=audio"), invite.body());
    phone.cancel();
    phone.failure(487);
  }

  @Test
  void whoIsInAZoneIsLookedForAndCalledBackThere() throws Exception {
    Phone phone = rig.phone("102");
    phone.invite("112", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    assertTrue(invite.field("From").contains("+4989999"), invite.toString());
    assertTrue(invite.body().contains("<ca:FLR>5</ca:FLR>"), invite.body());
    assertTrue(invite.body().contains("<ca:A3>M&#252;nchen</ca:A3>"), invite.body());
    phone.cancel();
    phone.failure(487);
    CallRecord help = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals("munich attic", help.getSite() + " " + help.getZone());
  }

  @Test
  void whoCalledForHelpIsCalledBackFirstAndTheRecordsSaySo() throws Exception {
    Phone phone = rig.registered("101");
    phone.invite("112", "", SipPeer.SDP);
    pbx.awaitRequest("INVITE");
    phone.cancel();
    phone.failure(487);
    CallRecord help = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertTrue(help.getEmergency(), help.toString());
    assertEquals("munich", help.getSite());
    edge.fact(Fact.newBuilder().setSequence(1).setCallRecord(help).build());
    rig.facts.await(Topics.CALL_RECORDS, CallRecord.class);

    // nobody else has that number
    String uri = "sip:+4989123@127.0.0.1:" + rig.sipPort();
    pbx.send(
        pbx.request(
            "INVITE",
            uri,
            pbx.branch(),
            "<sip:psap@x>;tag=1",
            "<" + uri + ">",
            "back",
            1,
            "",
            SipPeer.SDP));
    SipText invite = phone.peer.awaitRequest("INVITE");
    phone.peer.answer(invite, 603, "p", "", "");
    pbx.awaitStatus(603, "INVITE");
    CallRecord back = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertTrue(back.getEmergencyCallBack() && !back.getEmergency(), back.toString());
  }

  private SipText everyWayFails(String settings) throws Exception {
    rig.trunk.configure(
        DocumentYaml.parse(
            "t", "{kind: Settings, name: default, spec: {emergency: {" + settings + "}}}"));
    Phone phone = rig.phone("101");
    phone.invite("112", "", SipPeer.SDP);
    pbx.answer(pbx.awaitRequest("INVITE"), 503, "x", "", "");
    return phone.peer.await("183 or 503", text -> text.start().matches("SIP/2.0 (183|503).*"));
  }

  @Test
  void whoReachesNobodyHearsWhyBeforeAnyAnswer() throws Exception {
    SipText early = everyWayFails("no-way-announcement: no-help.wav");
    assertTrue(early.start().startsWith("SIP/2.0 183"), early.toString());
    assertTrue(early.body().contains("m=audio"), early.body());
    PlayTone heard = edge.await(CommandCase.PLAY_TONE).getPlayTone();
    assertEquals(PlayTone.Tone.TONE_SPECIAL_INFORMATION, heard.getTone());
    assertEquals("no-help.wav", heard.getAnnouncement());
  }

  @Test
  void orIsRefusedWithTheReasonWhereThatIsWanted() throws Exception {
    SipText refused = everyWayFails("no-way-refuses: true");
    assertTrue(refused.start().startsWith("SIP/2.0 503"), refused.toString());
    assertTrue(refused.field("Reason").startsWith("Q.850;cause="), refused.toString());
    assertEquals("399 127.0.0.1 \"The emergency call has no way out\"", refused.field("Warning"));
    assertTrue(edge.await(CommandCase.CONCLUDE).getConclude().getRecord().getEmergency());
  }

  @Test
  void whoDialsTheTestNumberIsAnsweredAndNobodyIsCalled() throws Exception {
    rig.trunk.configure(
        DocumentYaml.parse(
            "t", "{kind: Settings, name: default, spec: {emergency: {test-number: '933'}}}"));
    Phone phone = rig.phone("101");
    phone.invite("933", "", SipPeer.SDP);
    phone.established("");
    PlayTone heard = edge.await(CommandCase.PLAY_TONE).getPlayTone();
    // the lines are in another country: a trunk alone is left
    assertEquals(PlayTone.Tone.TONE_SPECIAL_INFORMATION, heard.getTone());
    phone.bye();
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertTrue(record.getEmergencyTest() && !record.getEmergency(), record.toString());
    assertEquals(1, record.getLegsCount(), "nobody was called");
    assertTrue(
        record.getTraceList().toString().contains("would be called by pbx; site munich"),
        record.toString());
  }

  @Test
  void anEdgeLearnsWhatItNeedsWhenItIsAlone() {
    rig.trunk.knowledge.documentsRead();
    rig.trunk.configure(
        DocumentYaml.parse(
            "t",
            """
            {kind: Edge, name: edge-1, spec: {trunks: ['127.0.0.1:1']}}
            ---
            {kind: Settings, name: default, spec: {silent-to-strangers: true, emergency: {test-number: '933'}}}
            """));
    edge.awaitDown(
        "the settings of emergency calls, and no others",
        down ->
            down.getCommand().getConfigure().getDocumentsList().stream()
                .map(document -> document.getSettings())
                .anyMatch(settings ->
                    settings.getEmergency().getTestNumber().equals("933")
                        && !settings.getSilentToStrangers()));
  }

  @Test
  void aTrunkThatWantsItGetsTheServiceInsteadOfTheNumber() throws Exception {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(
                    TrunkSpec.newBuilder()
                        .setAddress("127.0.0.1:" + rig.pbxPort)
                        .setEmergency(true)
                        .setEmergencyUrn(true))
                .build()));
    Phone phone = rig.phone("101");
    phone.invite("112", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    assertEquals("INVITE urn:service:sos SIP/2.0", invite.start());
    assertTrue(invite.field("To").contains("<urn:service:sos>"), invite.toString());
    assertTrue(invite.field("Route").contains("127.0.0.1:" + rig.pbxPort), invite.toString());
    pbx.answer(invite, 180, "psap", "", "");
    phone.peer.awaitStatus(180, "INVITE");
    phone.cancel();
    SipText cancel = pbx.awaitRequest("CANCEL");
    assertEquals("CANCEL urn:service:sos SIP/2.0", cancel.start());
    pbx.answer(cancel, 200, "psap", "", "");
    pbx.answer(invite, 487, "psap", "", "");
    assertEquals("ACK urn:service:sos SIP/2.0", pbx.awaitRequest("ACK").start());
    phone.failure(487);
  }

  @Test
  void otherCallsTellNobodyWhereTheyComeFrom() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    assertEquals("application/sdp", invite.field("Content-Type"));
    assertEquals("", invite.field("Geolocation"));
    phone.cancel();
    phone.failure(487);
  }
}
