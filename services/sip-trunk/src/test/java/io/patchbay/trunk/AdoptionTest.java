package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.LiveCall;
import io.patchbay.proto.edge.v1.LiveLeg;
import io.patchbay.proto.event.v1.SmsFact;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of calls when a replica, an edge, or the link between them goes.
final class AdoptionTest {
  private Rig first;

  @BeforeEach
  void start() throws Exception {
    first = new Rig();
  }

  @AfterEach
  void stop() {
    first.close();
  }

  private record Talk(Phone phone, LiveCall live, String lineLeg) {}

  private Talk talk(FakeEdge edge) throws Exception {
    return talk(edge, "");
  }

  private Talk talk(FakeEdge edge, String extra) throws Exception {
    Phone phone = first.phone("101");
    phone.invite("13800000001", extra, SipPeer.SDP);
    Dial dial = edge.await(CommandCase.DIAL).getDial();
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    phone.established("");
    edge.await(CommandCase.JOIN);
    ByteString snapshot = edge.await(CommandCase.PUT_SNAPSHOT).getPutSnapshot().getSnapshot();
    LiveCall live =
        LiveCall.newBuilder()
            .setCallId(dial.getCallId())
            .setSnapshot(snapshot)
            .addLegs(LiveLeg.newBuilder().setLegId(dial.getCallId() + "-a"))
            .addLegs(LiveLeg.newBuilder().setLegId(dial.getLegId()).setLine(dial.getLine()))
            .build();
    return new Talk(phone, live, dial.getLegId());
  }

  @Test
  void anotherReplicaGoesOnWithTheCall() throws Exception {
    Talk talk = talk(first.edge());
    first.trunk.close();
    try (Rig second = new Rig()) {
      FakeEdge edge = second.edge("1", List.of(talk.live()));
      SipText refresh = talk.phone().peer.awaitRequest("INVITE");
      assertTrue(refresh.contactUri().endsWith(":" + second.sipPort()), refresh.contactUri());
      assertTrue(refresh.cseqNumber() > 100, refresh.cseq());
      answerTo(second, talk.phone(), refresh, SipPeer.SDP);
      talk.phone().peer.awaitRequest("ACK");
      edge.released(talk.live().getCallId(), talk.lineLeg(), "gsm-1", 16);
      SipText bye = talk.phone().peer.awaitRequest("BYE");
      assertEquals(talk.phone().callId, bye.field("Call-ID"));
      CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
      assertEquals(talk.live().getCallId(), record.getCallId());
      assertTrue(record.hasAnsweredAt());
      assertEquals("extension", record.getOriginKind());
    }
  }

  @Test
  void theSessionTimerGoesOnWithTheCall() throws Exception {
    Talk talk = talk(first.edge(), "Supported: timer\r\nSession-Expires: 1800;refresher=uas\r\n");
    first.trunk.close();
    try (Rig second = new Rig()) {
      second.edge("1", List.of(talk.live()));
      SipText refresh = talk.phone().peer.awaitRequest("INVITE");
      assertEquals("1800;refresher=uac", refresh.field("Session-Expires"));
    }
  }

  private static void answerTo(Rig rig, Phone phone, SipText request, String body) {
    StringBuilder text = new StringBuilder("SIP/2.0 200 OK\r\n");
    request.all("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
    phone.peer.sendTo(
        rig.sipPort(),
        text
            + "From: "
            + request.field("From")
            + "\r\nTo: "
            + request.field("To")
            + "\r\nCall-ID: "
            + request.field("Call-ID")
            + "\r\nCSeq: "
            + request.cseq()
            + "\r\nContact: "
            + phone.peer.contact()
            + "\r\nContent-Type: application/sdp\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  @Test
  void lostCallIsEndedAndConcluded() throws Exception {
    Talk talk = talk(first.edge());
    first.trunk.close();
    try (Rig second = new Rig()) {
      FakeEdge edge = second.edge("2", List.of(talk.live().toBuilder().setLost(true).build()));
      assertEquals("Q.850;cause=27", talk.phone().peer.awaitRequest("BYE").field("Reason"));
      CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
      assertEquals(27, record.getCause());
      assertEquals("system", record.getReleasedBy());
    }
  }

  @Test
  void restartedEdgeEndsItsCalls() throws Exception {
    FakeEdge edge = first.edge();
    Talk talk = talk(edge);
    edge.close();
    FakeEdge again = first.edge("2", List.of(talk.live().toBuilder().setLost(true).build()));
    talk.phone().peer.awaitRequest("BYE");
    assertEquals(27, again.await(CommandCase.CONCLUDE).getConclude().getRecord().getCause());
  }

  @Test
  void callOutlivesAShortLossOfTheLink() throws Exception {
    FakeEdge edge = first.edge();
    Talk talk = talk(edge);
    edge.close();
    Rig.eventually("link lost", () -> first.trunk.hub.attachedCount() == 0);
    FakeEdge again = first.edge("1", List.of(talk.live()));
    talk.phone().bye();
    assertEquals(16, again.await(CommandCase.CONCLUDE).getConclude().getRecord().getCause());
  }

  @Test
  void callThatIsGoneFromTheEdgeIsEnded() throws Exception {
    FakeEdge edge = first.edge();
    Talk talk = talk(edge);
    edge.close();
    Rig.eventually("link lost", () -> first.trunk.hub.attachedCount() == 0);
    first.edge("1", List.of());
    assertEquals("Q.850;cause=41", talk.phone().peer.awaitRequest("BYE").field("Reason"));
  }

  @Test
  void factsAreAcknowledgedOnceTheyAreSafe() throws Exception {
    FakeEdge edge = first.edge();
    edge.fact(
        Fact.newBuilder()
            .setSequence(7)
            .setFactId("f7")
            .setLine("gsm-1")
            .setEdge("edge-1")
            .setSmsDeliver(ByteString.copyFromUtf8("x"))
            .build());
    EdgeDown ack = edge.awaitDown("ack", m -> m.hasFactAck());
    assertEquals(7, ack.getFactAck().getSequence());
    SmsFact fact = first.facts.await(Topics.SMS_INBOUND, SmsFact.class);
    assertEquals("f7", fact.getFactId());
  }

  @Test
  void edgeWithoutTheTokenIsTurnedAway() throws Exception {
    FakeEdge edge = new FakeEdge(first.trunk.server.port(), "edge-9", "1", "wrong", List.of());
    edge.awaitDown("end of the stream", m -> m.equals(EdgeDown.getDefaultInstance()));
    edge.close();
    assertEquals(0, first.trunk.hub.attachedCount());
  }
}
