package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.CivicAddress;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Fact;
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
                        .setAddress(CivicAddress.newBuilder().setCity("München").setFloor("2")))
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
