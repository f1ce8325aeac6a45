package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.ModuleAction;
import io.patchbay.line.LineEvent.CallOffered;
import io.patchbay.line.LineEvent.CallReleased;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.StatusChanged;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Configure;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.testkit.line.ScriptedDriver;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A line whose SIM is to be changed.
@Timeout(60)
final class MaintenanceTest {
  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private static Command.Builder maintenance(boolean wanted) {
    var line =
        LineSpec.newBuilder()
            .setEdge("edge-1")
            .setKind(LineKind.LINE_KIND_SIM)
            .setDriver("scripted")
            .setNumber("13800000001")
            .setMaintenance(wanted);
    return Command.newBuilder()
        .setConfigure(
            Configure.newBuilder()
                .addDocuments(
                    Document.newBuilder()
                        .setKind("Line")
                        .setName("sim-1")
                        .setRevision(wanted ? 2 : 3)
                        .setLine(line)));
  }

  private static LineEvent status(FakeTrunk trunk, String reason) {
    return Rig.line(
        trunk, event -> event.hasStatus() && event.getStatus().getReason().equals(reason));
  }

  @Test
  void theCallGoesOnThenTheModuleIsOffUntilMaintenanceEnds() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      sim.inService();
      sim.emit(new CallOffered(sim.now(), 1, "13900000002", ""));
      Rig.offered(trunk);

      trunk.send(maintenance(true).setCommandId("1").build());
      status(trunk, "in maintenance once the call has ended");
      assertEquals(0, sim.count(LineCommand.Control.class));
      sim.emit(new CallReleased(sim.now(), 1, Cause.NORMAL_CLEARING));
      assertEquals(ModuleAction.MODULE_OFF, sim.next(LineCommand.Control.class).action());
      var refused =
          trunk.ask(
              Command.newBuilder()
                  .setDial(
                      Dial.newBuilder()
                          .setCallId("x")
                          .setLegId("x-b")
                          .setLine("sim-1")
                          .setNumber("10086")),
              "2");
      assertEquals(Refusal.REFUSAL_UNAVAILABLE, refused.getRefused().getKind());

      // the module came up by itself, as after a power cut
      sim.emit(new StatusChanged(sim.now(), LineStatus.of(LineState.DOWN, "port is gone")));
      sim.inService();
      assertEquals(ModuleAction.MODULE_OFF, sim.next(LineCommand.Control.class).action());

      trunk.ask(maintenance(false), "3");
      assertEquals(ModuleAction.MODULE_ON, sim.next(LineCommand.Control.class).action());
    }
  }

  /// A run policy switches the module off in the same way; help is called all the same (E4).
  @Test
  void aCallForHelpSwitchesTheModuleOnUntilItIsOver() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      sim.inService();
      trunk.ask(maintenance(true), "1");
      assertEquals(ModuleAction.MODULE_OFF, sim.next(LineCommand.Control.class).action());
      sim.emit(
          new StatusChanged(
              sim.now(), LineStatus.of(LineState.OUT_OF_SERVICE, "the module is switched off")));
      trunk.send(
          Command.newBuilder()
              .setCommandId("2")
              .setDial(
                  Dial.newBuilder()
                      .setCallId("x")
                      .setLegId("x-b")
                      .setLine("sim-1")
                      .setNumber("112")
                      .setEmergency(true))
              .build());
      assertEquals(ModuleAction.MODULE_ON, sim.next(LineCommand.Control.class).action());
      sim.emit(new StatusChanged(sim.now(), LineStatus.of(LineState.STARTING, "searching")));
      var dial = sim.next(LineCommand.Dial.class);
      assertEquals("112", dial.number());
      assertEquals(0, sim.count(LineCommand.Control.class), "it stays on");
      sim.emit(new CallReleased(sim.now(), dial.call(), Cause.NORMAL_CLEARING));
      assertEquals(ModuleAction.MODULE_OFF, sim.next(LineCommand.Control.class).action());
    }
  }

  @Test
  void aModuleThatCannotBeSwitchedIsTriedAgainWhenItChanges() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      sim.answers(
          _ -> new Outcome.Refused(io.patchbay.line.LineEvent.Refusal.TIMED_OUT, "no answer"));
      sim.inService();
      trunk.ask(maintenance(true), "1");
      assertEquals(ModuleAction.MODULE_OFF, sim.next(LineCommand.Control.class).action());
      sim.answers(_ -> new Outcome.Accepted(""));
      sim.emit(new StatusChanged(sim.now(), LineStatus.of(LineState.STARTING, "searching")));
      assertEquals(ModuleAction.MODULE_OFF, sim.next(LineCommand.Control.class).action());
    }
  }
}
