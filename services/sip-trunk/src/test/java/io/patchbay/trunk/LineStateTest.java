package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.Topics;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.LineStateRecord;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the topic `line-state` says of edges that are away.
final class LineStateTest {
  private static final Set<String> LINES = Set.of("gsm-1", "gsm-2", "fxs-1");

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void awaitAll(LineState state, String reason) {
    Set<String> seen = new TreeSet<>();
    while (seen.size() < LINES.size()) {
      LineStateRecord record = next();
      assertEquals(state, record.getStatus().getState(), record.toString());
      assertEquals(reason, record.getStatus().getReason());
      seen.add(record.getLine());
    }
    assertEquals(LINES, seen);
  }

  private LineStateRecord next() {
    return rig.facts.await(Topics.LINE_STATE, LineStateRecord.class);
  }

  private static LineStateRecord record(String line, String edge, LineState state, long second) {
    return LineStateRecord.newBuilder()
        .setLine(line)
        .setEdge(edge)
        .setStatus(LineStatus.newBuilder().setState(state))
        .setAt(Timestamp.newBuilder().setSeconds(second))
        .build();
  }

  @Test
  void linesOfAnEdgeThatIsAwayAreDownUntilItIsBack() {
    FakeEdge edge = rig.edge();
    awaitAll(LineState.LINE_STATE_IN_SERVICE, "");
    edge.close();
    awaitAll(LineState.LINE_STATE_DOWN, "edge edge-1 is not reachable");
    rig.edge();
    awaitAll(LineState.LINE_STATE_IN_SERVICE, "");
  }

  /// The replica that has become the primary has said so.
  @Test
  void lineThatAnotherReplicaHasSpokenOfIsLeftAlone() {
    FakeEdge edge = rig.edge();
    awaitAll(LineState.LINE_STATE_IN_SERVICE, "");
    rig.trunk.hub.lineState(
        record("gsm-1", "edge-1", LineState.LINE_STATE_IN_SERVICE, 9_999_999_999L));
    edge.close();
    Set<String> down = new TreeSet<>();
    while (down.size() < 2) {
      down.add(next().getLine());
    }
    assertEquals(Set.of("gsm-2", "fxs-1"), down);
  }

  @Test
  void primaryPutsRightWhatAReplicaWithoutTheEdgeSays() {
    rig.edge();
    awaitAll(LineState.LINE_STATE_IN_SERVICE, "");
    rig.trunk.hub.lineState(record("gsm-2", "edge-1", LineState.LINE_STATE_DOWN, 9_999_999_999L));
    LineStateRecord right = next();
    assertEquals("gsm-2", right.getLine());
    assertEquals(LineState.LINE_STATE_IN_SERVICE, right.getStatus().getState());
  }

  /// An edge that starts tells each replica how its lines are when it says hello, and only the
  /// primary how they went on: the other's word may be the last in the topic.
  @Test
  void primaryPutsRightWhatAReplicaSaysThatHeardAnOlderHello() {
    rig.edge();
    awaitAll(LineState.LINE_STATE_IN_SERVICE, "");
    rig.trunk.hub.lineState(record("gsm-2", "edge-1", LineState.LINE_STATE_STARTING, 1));
    LineStateRecord right = next();
    assertEquals("gsm-2", right.getLine());
    assertEquals(LineState.LINE_STATE_IN_SERVICE, right.getStatus().getState());
    rig.trunk.hub.lineState(
        right.toBuilder()
            .setStatus(LineStatus.newBuilder().setState(LineState.LINE_STATE_STARTING))
            .build());
    rig.trunk.hub.lineState(record("fxs-1", "edge-1", LineState.LINE_STATE_DOWN, 1));
    assertEquals("fxs-1", next().getLine(), "our own older word is left alone");
  }

  @Test
  void edgeThatNeverAttachesAfterOurStartHasNoLines() {
    rig.trunk.hub.lineState(record("gsm-9", "edge-9", LineState.LINE_STATE_IN_SERVICE, 1));
    rig.trunk.hub.lineStatesRead();
    LineStateRecord down = next();
    assertEquals("gsm-9", down.getLine());
    assertEquals(LineState.LINE_STATE_DOWN, down.getStatus().getState());
  }
}
