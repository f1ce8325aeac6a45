package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.edge.health.LineFigureMeters;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineFigures;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.TestAudio;
import io.patchbay.testkit.line.ScriptedDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The audio test of a line as the trunk asks for it, and what lines count.
final class LineVoiceTest {
  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  private static Command.Builder test(String line) {
    return Command.newBuilder()
        .setTestAudio(TestAudio.newBuilder().setLine(line).setNumber("10000"));
  }

  @Test
  void aBadResultOfAnAudioTestIsAResultAndAnotherRefusalIsNone() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      var sim = driver.line("sim-1");
      sim.answers(_ -> new Outcome.Accepted("loop -13.0 dBm0"));
      var good = trunk.ask(test("sim-1"), "1").getAccepted().getAudioTest();
      assertTrue(good.getPassed());
      assertEquals("loop -13.0 dBm0", good.getWords());
      assertEquals("10000", sim.next(LineCommand.TestAudio.class).number());
      sim.answers(_ -> new Outcome.Refused(Refusal.REJECTED, "no loop heard"));
      var bad = trunk.ask(test("sim-1"), "2").getAccepted().getAudioTest();
      assertFalse(bad.getPassed());
      assertEquals("no loop heard", bad.getWords());
      sim.answers(_ -> new Outcome.Refused(Refusal.BUSY, "in use"));
      assertEquals("in use", trunk.ask(test("sim-1"), "3").getRefused().getReason());
      assertTrue(trunk.ask(test("sim-9"), "4").getRefused().getReason().contains("sim-9"));
    }
  }

  @Test
  void whatLinesCountIsShownByLineAndAnswersOfAllTogether() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      List<Long> answers =
          new ArrayList<>(Collections.nCopies(LineFigures.BOUNDS_MICROS.size() + 1, 0L));
      answers.set(3, 7L);
      driver
          .line("sim-1")
          .counts(new LineFigures(Map.of("audio.underruns", 5L), Map.of("call", answers)));
      driver.line("fxs-1").counts(new LineFigures(Map.of(), Map.of("call", answers)));
      var registry = new SimpleMeterRegistry();
      new LineFigureMeters(edge.desk()).bindTo(registry);
      await(() -> {
        double lines = registry.get("patchbay.edge.line.count").gauge().value(); // asks again
        return lines == 2;
      });
      assertEquals(
          5,
          registry.get("patchbay.edge.line.audio.underruns").tag("line", "sim-1").gauge().value());
      assertEquals(
          14,
          registry
              .get("patchbay.edge.at.answers")
              .tags("class", "call", "le", "2000")
              .gauge()
              .value());
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "within 10 s");
      Thread.onSpinWait();
    }
  }
}
