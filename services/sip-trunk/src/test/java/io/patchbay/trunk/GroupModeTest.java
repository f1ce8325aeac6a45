package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Forwarding;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.line.v1.ForwardReason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The published line's network sends callers on while the line is busy (AT-186).
final class GroupModeTest {
  private final Rig rig;
  private final FakeEdge edge;

  GroupModeTest() throws Exception {
    rig = new Rig();
    edge = rig.edge();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void group(String server, String... lines) {
    rig.trunk.configure(
        List.of(
            Document.newBuilder()
                .setKind("LineGroup")
                .setName("published")
                .setLineGroup(
                    LineGroupSpec.newBuilder().setServer(server).addAllLines(List.of(lines)))
                .build()));
  }

  private void busy(String line, String call) {
    edge.event(
        LineEvent.newBuilder()
            .setLine(line)
            .setStatus(
                LineStatus.newBuilder()
                    .setState(LineState.LINE_STATE_IN_SERVICE)
                    .setBusyCallId(call)));
  }

  private Forwarding next() {
    return edge.await(CommandCase.FORWARDING).getForwarding();
  }

  private void forwarded(String number) {
    Forwarding change = next();
    assertEquals("gsm-1", change.getLine());
    assertTrue(change.getDuringCall());
    assertEquals(ForwardReason.FORWARD_REASON_BUSY, change.getSet().getReason());
    assertEquals(number, change.getSet().getNumber());
  }

  private void asked() {
    Forwarding question = next();
    assertEquals("gsm-1", question.getLine());
    assertEquals(ForwardReason.FORWARD_REASON_BUSY, question.getAsk());
  }

  @Test
  void theTargetIsTheIdleLineAndOffWhenItIsBusyAndWhenTheGroupIsGone() {
    group("gsm-1", "gsm-1", "gsm-2");
    asked();
    forwarded("+8613800000002");
    busy("gsm-1", "call-1");
    busy("gsm-2", "call-2");
    forwarded("");
    busy("gsm-2", "");
    forwarded("+8613800000002");
    rig.trunk.configure(
        List.of(Document.newBuilder().setKind("LineGroup").setName("published").build()));
    forwarded("");
  }

  @Test
  void aLineOfAnotherEdgeIsATargetToo() {
    edge.networkForwards("+8613800000002");
    group("gsm-1", "gsm-7", "gsm-2");
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Line", "gsm-7")
                .setLine(LineSpec.newBuilder().setEdge("edge-7").setNumber("+8613800000007"))
                .build()));
    asked();
    busy("gsm-2", "call-2");
    forwarded("");
    rig.trunk.hub.lineState(
        LineStateRecord.newBuilder()
            .setLine("gsm-7")
            .setEdge("edge-7")
            .setTrunk("another")
            .setStatus(LineStatus.newBuilder().setState(LineState.LINE_STATE_IN_SERVICE))
            .build());
    forwarded("+8613800000007");
  }
}
