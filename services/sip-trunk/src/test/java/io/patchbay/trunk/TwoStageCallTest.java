package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.PasswordHash;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.PinSpec;
import io.patchbay.proto.config.v1.SecondStageSpec;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.CreateRtp;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.DtmfReceived;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.MediaEvent;
import io.patchbay.proto.edge.v1.PlayTone.Tone;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Callers who enter a PIN or a number, through the real stack and by the rules at hand.
final class TwoStageCallTest {
  private Rig rig;
  private FakeEdge edge;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
    LineSpec gsm1 =
        rig.trunk
            .configuration
            .documents()
            .lines()
            .getOrDefault("gsm-1", LineSpec.getDefaultInstance());
    rig.trunk.configuration.apply(
        List.of(
            TestTrunkFactory.document("Pin", "office")
                .setPin(PinSpec.newBuilder().setPinHash(PasswordHash.of("4711", new byte[] {1, 2})))
                .build(),
            TestTrunkFactory.document("LineGroup", "mobile")
                .setLineGroup(LineGroupSpec.newBuilder().addLines("gsm-2").setCallOutPin("office"))
                .build(),
            TestTrunkFactory.document("Line", "gsm-1")
                .setLine(
                    gsm1.toBuilder()
                        .setIncoming(
                            Destination.newBuilder()
                                .setSecondStage(SecondStageSpec.newBuilder().setDialRules("0:-0"))))
                .build()));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Tone tone() {
    return edge.await(CommandCase.PLAY_TONE).getPlayTone().getTone();
  }

  /// The peer's digits come by RTP, or by INFO as the edge tells them back.
  private void heard(CreateRtp port, String digits) {
    for (String digit : digits.split("", 0)) {
      edge.send(
          EdgeUp.newBuilder()
              .setMediaEvent(
                  MediaEvent.newBuilder()
                      .setCallId(port.getCallId())
                      .setLegId(port.getLegId())
                      .setDtmf(DtmfReceived.newBuilder().setDigit(digit))));
    }
  }

  @Test
  void aPhoneEntersThePinByInfoAndIsConnected() throws Exception { // G-149, H-162
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    CreateRtp port = edge.await(CommandCase.CREATE_RTP).getCreateRtp();
    assertEquals(Tone.TONE_PROMPT, tone());
    phone.established("");
    for (String digit : "4711#".split("", 0)) {
      phone.inDialog(
          "INFO", "Content-Type: application/dtmf-relay\r\n", "Signal=" + digit + "\r\n");
      phone.peer.awaitStatus(200, "INFO");
      assertEquals(digit, edge.await(CommandCase.TAKE_DIGIT).getTakeDigit().getDigit());
      heard(port, digit);
    }
    Dial dial = edge.await(CommandCase.DIAL).getDial();
    assertEquals("gsm-2", dial.getLine());
    assertEquals("13800000001", dial.getNumber());
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    edge.await(CommandCase.JOIN);
    phone.bye();
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals(
        "entered: PIN office was right", record.getTraceList().getLast(), record.toString());
    assertEquals(0, record.getWrongPins());
    assertFalse(record.toString().contains("4711"));
  }

  @Test
  void threeWrongPinsEndTheCall() throws Exception { // H-161
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    CreateRtp port = edge.await(CommandCase.CREATE_RTP).getCreateRtp();
    phone.established("");
    for (int i = 0; i < 3; i++) {
      assertEquals(Tone.TONE_PROMPT, tone());
      heard(port, "4712#");
      assertEquals(Tone.TONE_UNSPECIFIED, tone());
    }
    SipText bye = phone.peer.awaitRequest("BYE");
    assertTrue(bye.field("Reason").contains("cause=21"), bye.field("Reason"));
    phone.peer.answer(bye, 200, "", "", "");
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals(3, record.getWrongPins());
    assertEquals("office", record.getPin());
    assertEquals(21, record.getCause());
    assertEquals("system", record.getReleasedBy());
  }

  @Test
  void aMobileCallerIsAnsweredAndEntersAnExtension() throws Exception { // G-155, G-166
    Phone phone = rig.registered("102");
    edge.offered("c1", "gsm-1", "13899999999", "");
    assertEquals("c1-a", edge.await(CommandCase.ANSWER).getAnswer().getLegId());
    assertEquals(Tone.TONE_DIAL, tone());
    for (String digit : "0102#".split("", 0)) {
      edge.event(edge.of("c1", "c1-a", "gsm-1").setDtmf(DtmfReceived.newBuilder().setDigit(digit)));
    }
    SipText invite = phone.peer.awaitRequest("INVITE");
    assertTrue(invite.field("From").contains("13899999999"), invite.field("From"));
    phone.accept(invite, "t", SipPeer.SDP);
    phone.peer.awaitRequest("ACK");
    edge.await(CommandCase.JOIN);
    edge.released("c1", "c1-a", "gsm-1", 16);
    phone.peer.answer(phone.peer.awaitRequest("BYE"), 200, "", "", "");
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertTrue(record.getTraceList().contains("entered: 0102 was entered"), record.toString());
    assertEquals("102", record.getDialledNumber());
  }
}
