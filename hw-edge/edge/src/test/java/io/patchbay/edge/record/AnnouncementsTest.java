package io.patchbay.edge.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an administrator may put into the folder of announcements.
final class AnnouncementsTest {
  @TempDir Path folder;
  private Announcements announcements;

  @BeforeEach
  void open() {
    announcements = new Announcements(folder);
  }

  private void assertWrong(String name, String part) {
    var wrong = assertThrows(IOException.class, () -> announcements.read(name));
    assertTrue(String.valueOf(wrong.getMessage()).contains(part), wrong.toString());
  }

  @Test
  void linearAndCompandedAudioSoundsAlike() throws Exception {
    Tones.wav(folder.resolve("a.wav"), 700, -15, 4000);
    var ulaw = new AudioFormat(AudioFormat.Encoding.ULAW, 8000, 8, 1, 1, 8000, false);
    Tones.wav(folder.resolve("u.wav"), Tones.tone(700, -15, 4000), ulaw);
    for (String name : new String[] {"a.wav", "u.wav"}) {
      short[] pcm = announcements.read(name);
      assertEquals(4000, pcm.length, name);
      assertEquals(-15, Tones.level(pcm, 0, 4000, 700), 0.2, name);
    }
  }

  @Test
  void whatCannotBePlayedSaysWhy() throws Exception {
    Tones.wav(
        folder.resolve("fast.wav"), new short[100], new AudioFormat(44_100, 16, 1, true, true));
    assertWrong("fast.wav", "44100.0 Hz, 16 bit, mono");
    Tones.wav(folder.resolve("two.wav"), new short[100], new AudioFormat(8000, 16, 2, true, true));
    assertWrong("two.wav", "stereo");
    Tones.wav(folder.resolve("long.wav"), 700, -15, 60 * 8000 + 1);
    assertWrong("long.wav", "longer than 60 s");
    Tones.wav(folder.resolve("empty.wav"), 700, -15, 0);
    assertWrong("empty.wav", "nothing in it");
    Files.writeString(folder.resolve("text.wav"), "no sound");
    assertWrong("text.wav", "no WAV file");
    assertWrong("none.wav", "no such file in " + folder);
    assertWrong("../announcements/a.wav", "not the name of a .wav file");
  }
}
