package io.patchbay.media.codec.g726;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.media.codec.Spandsp;
import io.patchbay.media.codec.Speech;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class G726Test {
  private static final int SAMPLES = 48_000;

  @ParameterizedTest
  @CsvSource({"K16,1", "K16,2", "K24,1", "K24,2", "K32,1", "K32,2", "K40,1", "K40,2"})
  void codesAsSpandspWhichIsBitExactToTheVectorsOfTheItu(Rate rate, int packing) {
    var spandsp = Spandsp.find();
    assumeTrue(spandsp.isPresent(), "libspandsp.so.2 is not installed");
    var pcm = Speech.of(SAMPLES, 8000);
    var octets = encoded(rate, packing == 1, pcm);
    assertArrayEquals(spandsp.get().g726Encode(pcm, rate.bits * 8000, packing), octets);
    Spandsp.assertSame(
        spandsp.get().g726Decode(octets, rate.bits * 8000, packing),
        decoded(rate, packing == 1, octets));
  }

  /// What both made of it, kept for machines without the other one.
  @ParameterizedTest
  @CsvSource({
    "K16,709595e,87e01737",
    "K24,d9323a60,af5c845c",
    "K32,fe4084e8,bc8cbe1",
    "K40,ca3550a3,92fe27ca"
  })
  void codesAsItDidWhenItWasCompared(Rate rate, String encoded, String decoded) {
    var octets = encoded(rate, false, Speech.of(SAMPLES, 8000));
    var pcm = decoded(rate, false, octets);
    var bytes = ByteBuffer.allocate(pcm.length * 2);
    bytes.asShortBuffer().put(pcm);
    assertEquals(encoded + ' ' + decoded, crc(octets) + ' ' + crc(bytes.array()));
  }

  /// RFC 3551 §4.5.4 draws the first code word of G726-32 in the low half of the octet.
  @Test
  void packingsAreEachOthersMirror() {
    var pcm = Speech.of(160, 8000);
    var low = encoded(Rate.K32, false, pcm);
    var high = encoded(Rate.K32, true, pcm);
    for (int i = 0; i < low.length; i++) {
      assertEquals(low[i] & 15, (high[i] >> 4) & 15, "octet " + i);
      assertEquals((low[i] >> 4) & 15, high[i] & 15, "octet " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(Rate.class)
  void tenMillisecondsFillWholeOctets(Rate rate) {
    assertEquals(
        rate.bits * 10, new G726(rate, false).encode(new short[80], 0, 80, new byte[100], 0));
  }

  @ParameterizedTest
  @EnumSource(Rate.class)
  void anyOctetsAreDecodedWithinTheFrame(Rate rate) {
    for (int octets : new int[] {0, 1, 2, 3, 21, 1500}) {
      var random = new byte[octets];
      new SplittableRandom(octets).nextBytes(random);
      int samples = new G726(rate, true).decode(random, 0, octets, new short[480], 0);
      assertEquals(Math.min(480, octets * 8 / rate.bits), samples);
    }
  }

  @Test
  void aRestartOfOneSideHealsWithinASecond() {
    var pcm = Speech.of(SAMPLES, 8000);
    var octets = encoded(Rate.K32, false, pcm);
    var whole = decoded(Rate.K32, false, octets);
    var late = decoded(Rate.K32, false, Arrays.copyOfRange(octets, 4000, octets.length));
    int from = 16_000;
    int differences = 0;
    for (int i = from; i < whole.length; i++) {
      differences += Math.abs(whole[i] - late[i - 8000]) > 64 ? 1 : 0;
    }
    assertTrue(differences < 100, "different samples " + differences);
  }

  private static byte[] encoded(Rate rate, boolean high, short[] pcm) {
    var octets = new byte[pcm.length];
    int length = new G726(rate, high).encode(pcm, 0, pcm.length, octets, 0);
    return Arrays.copyOf(octets, length);
  }

  private static short[] decoded(Rate rate, boolean high, byte[] octets) {
    var pcm = new short[octets.length * 8 / rate.bits];
    assertEquals(pcm.length, new G726(rate, high).decode(octets, 0, octets.length, pcm, 0));
    return pcm;
  }

  private static String crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return Long.toHexString(crc.getValue());
  }
}
