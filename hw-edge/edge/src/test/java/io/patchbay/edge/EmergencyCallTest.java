package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.edge.spool.Volume;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.CallAnswered;
import io.patchbay.line.LineEvent.CallOffered;
import io.patchbay.line.LineEvent.CallReleased;
import io.patchbay.line.LineEvent.OffHook;
import io.patchbay.line.LineEvent.OnHook;
import io.patchbay.line.LineEvent.PulseDigit;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.EdgeUp;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.testkit.line.ScriptedDriver;
import io.patchbay.testkit.line.ScriptedLine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Emergency calls that find the line in a call (catalogue E4, 4).
@Timeout(60)
final class EmergencyCallTest {
  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private static Command.Builder dial(String call, String number, boolean preempt) {
    return Command.newBuilder()
        .setDial(
            Dial.newBuilder()
                .setCallId(call)
                .setLegId(call + "-b")
                .setLine("sim-1")
                .setNumber(number)
                .setEmergency(preempt || number.equals("112"))
                .setPreempt(preempt));
  }

  private static int talking(FakeTrunk trunk, ScriptedLine sim, Command.Builder dial, String id) {
    assertTrue(trunk.ask(dial, id).hasAccepted());
    int call = sim.next(LineCommand.Dial.class).call();
    sim.emit(new CallAnswered(sim.now(), call));
    Rig.line(trunk, LineEvent::hasAnswered);
    return call;
  }

  @Test
  void aNormalCallIsEndedForAnEmergencyCall() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      talking(trunk, sim, dial("x", "10086", false), "d1");
      // without the word of the decision nobody's call is ended
      assertEquals(
          Refusal.REFUSAL_BUSY, trunk.ask(dial("y", "112", false), "d2").getRefused().getKind());
      // 118 is none of the documents' numbers: the decision knew it from a SIM card
      trunk.send(dial("z", "118", true).setCommandId("d3").build());
      var released = Rig.line(trunk, LineEvent::hasReleased);
      assertEquals("x-b", released.getLegId());
      assertEquals(8, released.getReleased().getCause());
      var help = sim.next(LineCommand.Dial.class);
      assertEquals("118", help.number());
      assertTrue(help.emergency());
      trunk.next(up -> up.getResult().getCommandId().equals("d3"), EdgeUp::getResult);
    }
  }

  @Test
  void anEmergencyCallIsEndedByNoOther() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      talking(trunk, sim, dial("x", "112", true), "d1");
      assertEquals(
          Refusal.REFUSAL_BUSY, trunk.ask(dial("y", "112", true), "d2").getRefused().getKind());
      assertEquals(0, sim.count(LineCommand.Release.class));
    }
  }

  @Test
  void anEdgeAloneEndsANormalCallForAnEmergencyCall() throws Exception {
    String documents =
        Rig.LINES
            + """
            ---
            {kind: DialPlan, name: default, spec: {rules: [{pattern: "10xxx", to: {line: sim-1}}]}}
            """;
    try (var edge = Rig.edge(directory, driver, Volume.ofThisMachine(), documents)) {
      Rig.assertRuns(edge);
      var sim = driver.line("sim-1");
      dial(driver.line("fxs-1"), "10086");
      var normal = sim.next(LineCommand.Dial.class);
      assertEquals("10086", normal.number());
      sim.emit(new CallAnswered(sim.now(), normal.call()));
      dial(driver.line("fxs-2"), "112");
      assertEquals(normal.call(), sim.next(LineCommand.Release.class).call());
      var help = sim.next(LineCommand.Dial.class);
      assertEquals("112", help.number());
      assertTrue(help.emergency());
    }
  }

  @Test
  void anEdgeAloneLetsHelpCallBackPastWhatTheLineRefuses() throws Exception {
    String documents = Rig.LINES.replace("number: \"13800000001\"", "reject-incoming: true");
    try (var edge = Rig.edge(directory, driver, Volume.ofThisMachine(), documents)) {
      Rig.assertRuns(edge);
      var sim = driver.line("sim-1");
      sim.emit(new CallOffered(sim.now(), 70, "10086", ""));
      assertEquals(70, sim.next(LineCommand.Release.class).call());
      var phone = driver.line("fxs-2");
      dial(phone, "112");
      int help = sim.next(LineCommand.Dial.class).call();
      sim.emit(new CallAnswered(sim.now(), help));
      sim.emit(new CallReleased(sim.now(), help, Cause.NORMAL_CLEARING));
      phone.emit(new OnHook(phone.now()));
      sim.emit(new CallOffered(sim.now(), 71, "112", ""));
      phone.next(LineCommand.Ring.class);
    }
  }

  private static void dial(ScriptedLine phone, String number) {
    phone.emit(new OffHook(phone.now()));
    number.chars().forEach(digit -> phone.emit(new PulseDigit(phone.now(), (char) digit)));
  }
}
