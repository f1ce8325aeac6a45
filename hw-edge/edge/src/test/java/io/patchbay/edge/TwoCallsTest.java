package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.HoldAction;
import io.patchbay.line.LineEvent.CallAnswered;
import io.patchbay.line.LineEvent.CallReleased;
import io.patchbay.line.LineEvent.PartyLeft;
import io.patchbay.line.LineEvent.Standing;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Conclude;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.HoldCalls;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.PartyChanged;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.testkit.line.ScriptedDriver;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A second mobile call on a line that has one.
@Timeout(60)
final class TwoCallsTest {
  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private static Command.Builder hold(String line, HoldCalls.Action action) {
    return Command.newBuilder()
        .setHoldCalls(HoldCalls.newBuilder().setLine(line).setAction(action));
  }

  @Test
  void theTrunkHearsWhoWaitsAndWhoIsHeardAndTheRecordHasTheCallersWhoJoined() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      var refused = trunk.ask(hold("sim-1", HoldCalls.Action.ACTION_SWAP), "h0").getRefused();
      assertEquals(Refusal.REFUSAL_INVALID, refused.getKind());
      assertEquals("line sim-1 has no call", refused.getReason());
      var dial =
          Dial.newBuilder().setCallId("x").setLegId("x-b").setLine("sim-1").setNumber("10086");
      assertTrue(trunk.ask(Command.newBuilder().setDial(dial), "d1").hasAccepted());
      int call = sim.next(LineCommand.Dial.class).call();
      sim.emit(new CallAnswered(sim.now(), call));
      sim.emit(
          new io.patchbay.line.LineEvent.PartyChanged(
              sim.now(), call, 9, "13800000002", Standing.WAITING));
      var waiting = Rig.line(trunk, LineEvent::hasPartyChanged);
      assertEquals("x-b", waiting.getLegId());
      assertEquals("x-b.9", waiting.getPartyChanged().getPartyId());
      assertEquals("13800000002", waiting.getPartyChanged().getNumber());
      assertEquals(PartyChanged.Standing.STANDING_WAITING, waiting.getPartyChanged().getStanding());
      assertTrue(trunk.ask(hold("sim-1", HoldCalls.Action.ACTION_SWAP), "h1").hasAccepted());
      assertEquals(HoldAction.SWAP, sim.next(LineCommand.Hold.class).action());
      sim.emit(
          new io.patchbay.line.LineEvent.PartyChanged(
              sim.now(), call, 9, "13800000002", Standing.HEARD));
      sim.emit(new PartyLeft(sim.now(), call, 9, Cause.NORMAL_CLEARING));
      var left = Rig.line(trunk, LineEvent::hasPartyLeft);
      assertEquals("x-b.9", left.getPartyLeft().getPartyId());
      assertEquals(16, left.getPartyLeft().getCause());
      // a third waits in vain: he is a call of his own once this one is over
      sim.emit(
          new io.patchbay.line.LineEvent.PartyChanged(
              sim.now(), call, 10, "13800000003", Standing.WAITING));
      sim.emit(new CallReleased(sim.now(), call, Cause.NORMAL_CLEARING));
      var record =
          CallRecord.newBuilder().setCallId("x").addLegs(LegRecord.newBuilder().setLegId("x-b"));
      trunk.send(
          Command.newBuilder()
              .setCommandId("c")
              .setConclude(Conclude.newBuilder().setCallId("x").setRecord(record))
              .build());
      var legs = trunk.next(EdgeUp::hasFact, EdgeUp::getFact).getCallRecord().getLegsList();
      assertEquals(2, legs.size(), legs::toString);
      LegRecord joined = legs.get(1);
      assertEquals("x-b.9", joined.getLegId());
      assertEquals("13800000002", joined.getNumber());
      assertEquals("sim-1", joined.getName());
      assertTrue(joined.hasAnsweredAt() && joined.hasEndedAt());
      assertFalse(joined.getStartedAt().getSeconds() > joined.getAnsweredAt().getSeconds());
    }
  }
}
