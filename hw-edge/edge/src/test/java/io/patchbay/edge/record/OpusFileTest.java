package io.patchbay.edge.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.codec.Format;
import io.patchbay.media.codec.opus.ConcentusProvider;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written as Ogg Opus, read back by us and by Debian's opus-tools.
@Timeout(60)
final class OpusFileTest {
  private static final int SAMPLES = 8000 * 3 + 77;

  @TempDir Path folder;

  private Path write(Supplier<Codec> codecs) throws IOException {
    Path path = folder.resolve("x-1.opus");
    var pcm = Tones.pairs(Tones.tone(600, -20, SAMPLES), Tones.tone(1000, -10, SAMPLES));
    try (var file = OpusFile.create(path, codecs.get(), codecs.get(), 7)) {
      for (int at = 0; at < pcm.length; at += 1602) {
        int count = Math.min(1602, pcm.length - at);
        file.write(java.util.Arrays.copyOfRange(pcm, at, at + count), count);
      }
      assertEquals(SAMPLES / 8, file.millis());
    }
    return path;
  }

  private static Codec ofThisMachine() {
    return new Codecs().open("opus");
  }

  private static Codec concentus() {
    return new ConcentusProvider().open(Format.parse("opus"));
  }

  private static void assertTones(short[] left, short[] right) {
    assertEquals(-20, Tones.level(left, 4000, 20_000, 600), 1);
    assertTrue(Tones.level(left, 4000, 20_000, 1000) < -55, "left has the other side");
    assertEquals(-10, Tones.level(right, 4000, 20_000, 1000), 1);
    assertTrue(Tones.level(right, 4000, 20_000, 600) < -45, "right has the other side");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachSideIsHeardAloneAtItsLevelAndToItsLastSample(boolean java) throws Exception {
    Path path = write(java ? OpusFileTest::concentus : OpusFileTest::ofThisMachine);
    var sides = OggReader.sides(path);
    assertEquals(SAMPLES, sides[0].length);
    assertTones(sides[0], sides[1]);
    assertEquals(4, OggReader.of(path).last().flags(), "the stream has an end");
    assertTrue(Files.size(path) < SAMPLES / 2, "one eighth of WAV at most: " + Files.size(path));
  }

  @Test
  void whatADeadProcessLeavesIsWholeUpToItsLastSecond() throws Exception {
    Path path = folder.resolve("y-1.opus");
    var codecs = new Codecs();
    var tone = Tones.tone(600, -20, SAMPLES);
    try (var file = OpusFile.create(path, codecs.open("opus"), codecs.open("opus"), 8)) {
      file.write(Tones.pairs(tone, tone), 2 * SAMPLES);
      Path left = Files.copy(path, folder.resolve("left.opus"));
      assertEquals(1993, OpusFile.millisOf(ByteBuffer.wrap(Files.readAllBytes(left))));
      assertEquals(16_000 - 52, OggReader.sides(left)[0].length);
    }
    assertEquals(0, OpusFile.millisOf(ByteBuffer.allocate(20)));
  }

  @Test
  void opusdecReadsItAndOpusinfoHasNothingToSay() throws Exception {
    assumeTrue(installed("opusdec") && installed("opusinfo"), "opus-tools is not installed");
    Path path = write(OpusFileTest::ofThisMachine);
    String said = run("opusinfo", path.toString());
    assertFalse(said.contains("WARNING") || said.contains("ERROR"), said);
    assertTrue(said.contains("Channels: 2"), said);
    assertTrue(said.contains("0m:03.00"), said);

    Path raw = folder.resolve("x.raw");
    run("opusdec", "--no-dither", "--rate", "8000", path.toString(), raw.toString());
    var pcm = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
    var left = new short[pcm.capacity() / 4];
    var right = new short[left.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = pcm.getShort(4 * i);
      right[i] = pcm.getShort(4 * i + 2);
    }
    assertEquals(SAMPLES, left.length, 8);
    assertTones(left, right);
  }

  private static boolean installed(String program) {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not end");
    assertEquals(0, process.exitValue(), said);
    return said;
  }
}
