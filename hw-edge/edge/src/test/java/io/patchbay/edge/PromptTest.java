package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.dtmf.DtmfGenerator;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.PlayTone;
import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.testkit.line.ScriptedDriver;
import io.patchbay.testkit.line.ScriptedLine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A caller on a line that nobody is joined with hears a tone, and his digits are told (H-163).
final class PromptTest {
  private static final int FRAME = 160;

  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  /// Lets a line hear a key.
  static void press(ScriptedLine line, char digit) {
    DtmfGenerator keys = new DtmfGenerator();
    keys.start(digit);
    for (int i = 0; i < 10; i++) {
      short[] frame = new short[FRAME];
      if (i < 5) {
        keys.fill(frame, 0, FRAME);
      }
      line.hear(frame);
    }
  }

  @Test
  void aMobileCallerHearsThePromptAndHisTonesAreDigits() throws Exception {
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      ScriptedLine sim = driver.line("sim-1");
      String leg = Rig.answered(trunk, sim);
      assertTrue(
          trunk
              .ask(
                  Command.newBuilder()
                      .setPlayTone(PlayTone.newBuilder().setLegId(leg).setTone(Tone.TONE_PROMPT)),
                  "2")
              .hasAccepted());
      for (char digit : "41#".toCharArray()) {
        press(sim, digit);
        LineEvent heard = Rig.line(trunk, LineEvent::hasDtmf);
        assertEquals(String.valueOf(digit), heard.getDtmf().getDigit());
        assertEquals(leg, heard.getLegId());
      }
      assertTrue(sim.framesWritten() > 0);
    }
  }
}
