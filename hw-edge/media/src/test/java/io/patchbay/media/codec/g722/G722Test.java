package io.patchbay.media.codec.g722;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.media.codec.Spandsp;
import io.patchbay.media.codec.Speech;
import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class G722Test {
  private static final int SAMPLES = 96_000;

  @Test
  void encodesAsSpandspWhichIsBitExactToTheVectorsOfTheItu() {
    var spandsp = Spandsp.find();
    assumeTrue(spandsp.isPresent(), "libspandsp.so.2 is not installed");
    var pcm = Speech.of(SAMPLES, 16_000);
    assertArrayEquals(spandsp.get().g722Encode(pcm), encoded(pcm));
  }

  @Test
  void decodesAsSpandspWhichIsBitExactToTheVectorsOfTheItu() {
    var spandsp = Spandsp.find();
    assumeTrue(spandsp.isPresent(), "libspandsp.so.2 is not installed");
    var speech = encoded(Speech.of(SAMPLES, 16_000));
    Spandsp.assertSame(spandsp.get().g722Decode(speech), decoded(speech));
    var noise = new byte[20_000];
    new SplittableRandom(7).nextBytes(noise);
    Spandsp.assertSame(spandsp.get().g722Decode(noise), decoded(noise));
  }

  /// What both libraries make of it, kept for machines without the other one.
  @Test
  void codesAsItDidWhenItWasCompared() {
    var octets = encoded(Speech.of(SAMPLES, 16_000));
    assertEquals("a8c5d714", crc(octets));
    var pcm = decoded(octets);
    var bytes = ByteBuffer.allocate(pcm.length * 2);
    bytes.asShortBuffer().put(pcm);
    assertEquals("e49c5556", crc(bytes.array()));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 300, 1000, 2000, 3000, 3400})
  void whatALineCarriesComesBackAsLoud(int frequencyHz) {
    var tone = new Oscillator();
    tone.start(frequencyHz, -10);
    var codec = new G722();
    var pcm = new short[160];
    var octets = new byte[160];
    double level = 0;
    for (int frame = 0; frame < 20; frame++) {
      for (int i = 0; i < 160; i++) {
        pcm[i] = (short) tone.next();
      }
      assertEquals(160, codec.encode(pcm, 0, 160, octets, 0));
      assertEquals(160, codec.decode(octets, 0, 160, pcm, 0));
      level = Pcm.levelDbm0(Pcm.meanSquare(pcm, 0, 160));
    }
    assertEquals(-10, level, 0.3);
  }

  /// A wideband peer says what a line cannot carry: it must not fold back.
  @ParameterizedTest
  @ValueSource(ints = {4600, 5000, 6000, 7000})
  void whatALineCannotCarryIsNotHeard(int frequencyHz) {
    var half = new HalfBand();
    double sum = 0;
    for (int i = 0; i < 4000; i++) {
      double step = 2 * Math.PI * frequencyHz / 16_000;
      int first = (int) (10_000 * Math.sin(2 * i * step));
      int second = (int) (10_000 * Math.sin((2 * i + 1) * step));
      int out = half.down(first, second);
      sum += i < 100 ? 0 : (double) out * out;
    }
    assertTrue(10 * Math.log10(sum / 3900 / 5e7) < -50, "dB " + 10 * Math.log10(sum / 3900 / 5e7));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 159, 1500})
  void anyOctetsAreDecodedWithinTheFrame(int octets) {
    var random = new byte[octets];
    new SplittableRandom(octets).nextBytes(random);
    assertEquals(Math.min(octets, 160), new G722().decode(random, 0, octets, new short[160], 0));
  }

  private static byte[] encoded(short[] pcm) {
    var encoder = new Encoder();
    var octets = new byte[pcm.length / 2];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = encoder.encode(pcm[2 * i], pcm[2 * i + 1]);
    }
    return octets;
  }

  private static short[] decoded(byte[] octets) {
    var decoder = new Decoder();
    var pcm = new short[octets.length * 2];
    for (int i = 0; i < octets.length; i++) {
      decoder.decode(octets[i], pcm, 2 * i);
    }
    return pcm;
  }

  private static String crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return Long.toHexString(crc.getValue());
  }
}
