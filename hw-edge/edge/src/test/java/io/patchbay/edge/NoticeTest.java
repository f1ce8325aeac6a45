package io.patchbay.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.edge.spool.Volume;
import io.patchbay.line.LineEvent.OffHook;
import io.patchbay.line.LineEvent.PulseDigit;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.PlayTone;
import io.patchbay.proto.edge.v1.PlayTone.Tone;
import io.patchbay.testkit.line.ScriptedDriver;
import io.patchbay.testkit.line.ScriptedLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Callers are told what becomes of their calls (catalogue E4, 8).
@Timeout(60)
final class NoticeTest {
  @TempDir Path directory;
  private final ScriptedDriver driver = new ScriptedDriver();

  /// Waits until the line has been given a frame of this frequency.
  private static void hears(ScriptedLine line, int frequencyHz) {
    for (short[] frame = line.nextWritten(); ; frame = line.nextWritten()) {
      int rises = 0;
      for (int i = 1; i < frame.length; i++) {
        rises += frame[i - 1] < 0 && frame[i] >= 0 ? 1 : 0;
      }
      // 20 ms have 19, 28 or 36 periods of the special information tone
      if (Math.abs(rises * 50 - frequencyHz) <= 50) {
        return;
      }
    }
  }

  /// Waits until the line has been given nothing for longer than the pause between two times.
  private static void hearsNothing(ScriptedLine line) {
    for (int silent = 0; silent < 75; ) {
      silent = Arrays.equals(line.nextWritten(), new short[160]) ? silent + 1 : 0;
    }
  }

  private static boolean told(FakeTrunk trunk, String leg, String file, String id) {
    return told(trunk, leg, Tone.TONE_SPECIAL_INFORMATION, file, id);
  }

  private static boolean told(FakeTrunk trunk, String leg, Tone tone, String file, String id) {
    return trunk
        .ask(
            Command.newBuilder()
                .setPlayTone(
                    PlayTone.newBuilder().setLegId(leg).setTone(tone).setAnnouncement(file)),
            id)
        .hasAccepted();
  }

  /// Half a second of 300 Hz among the announcements.
  private void record(String file) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("data/announcements"));
    byte[] pcm = new byte[8000];
    for (int i = 0; i < pcm.length / 2; i++) {
      short sample = (short) (8000 * Math.sin(2 * Math.PI * 300 * i / 8000));
      pcm[2 * i] = (byte) sample;
      pcm[2 * i + 1] = (byte) (sample >> 8);
    }
    AudioSystem.write(
        new AudioInputStream(
            new ByteArrayInputStream(pcm),
            new AudioFormat(8000, 16, 1, true, false),
            pcm.length / 2),
        AudioFileFormat.Type.WAVE,
        folder.resolve(file).toFile());
  }

  @Test
  void aCallerIsAskedByAFileUntilHisFirstDigit() throws Exception {
    record("number-please.wav");
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      ScriptedLine sim = driver.line("sim-1");
      String leg = Rig.answered(trunk, sim);
      assertTrue(told(trunk, leg, Tone.TONE_DIAL, "number-please.wav", "2"));
      hears(sim, 300);
      hears(sim, 300);
      PromptTest.press(sim, '4');
      assertEquals("4", Rig.line(trunk, LineEvent::hasDtmf).getDtmf().getDigit());
      assertTrue(told(trunk, leg, Tone.TONE_UNSPECIFIED, "", "3"));
      hearsNothing(sim);
      assertTrue(told(trunk, leg, Tone.TONE_DIAL, "not-there.wav", "4"), "dial tone instead");
      hears(sim, 400);
      assertTrue(told(trunk, leg, Tone.TONE_PROMPT, "number-please.wav", "5"));
      hears(sim, 300);
      assertTrue(told(trunk, leg, Tone.TONE_BUSY, "", "6"));
      hears(sim, 400);
    }
  }

  @Test
  void aCallerHearsTheToneOrTheAdministratorsFile() throws Exception {
    record("no-help.wav");
    try (var trunk = new FakeTrunk();
        var edge = Rig.edge(directory, driver, trunk)) {
      Rig.assertRuns(edge);
      Rig.primary(trunk);
      ScriptedLine sim = driver.line("sim-1");
      String leg = Rig.answered(trunk, sim);
      assertTrue(told(trunk, leg, "", "2"));
      hears(sim, 950);
      hears(sim, 1400);
      hears(sim, 1800);
      assertTrue(told(trunk, leg, "no-help.wav", "3"));
      hears(sim, 300);
      assertTrue(told(trunk, leg, "not-there.wav", "4"), "the tone is heard instead");
      hears(sim, 950);
    }
  }

  @Test
  void aPhoneOfAnEdgeAloneHearsThatNobodyCanBeCalled() throws Exception {
    String documents =
        Rig.LINES.replace("number: \"13800000001\"", "number: \"13800000001\"\n  disabled: true");
    try (var edge = Rig.edge(directory, driver, Volume.ofThisMachine(), documents)) {
      ScriptedLine phone = driver.line("fxs-1");
      phone.emit(new OffHook(phone.now()));
      "112".chars().forEach(digit -> phone.emit(new PulseDigit(phone.now(), (char) digit)));
      hears(phone, 950);
      hears(phone, 1800);
      assertTrue(edge.desk() != null);
    }
  }
}
