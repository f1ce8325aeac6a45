package io.patchbay.media.codec.g723;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.media.codec.Capability;
import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.codec.Wish;
import io.patchbay.media.pcm.Oscillator;
import io.patchbay.media.pcm.Pcm;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// G.723.1 where libavcodec 59 is installed.
final class G723Test {
  private static Codec codec() {
    var codecs = new Codecs(Map.of("G723", Wish.AUTO));
    assumeTrue(codecs.has("G723"), "libavcodec59 is not installed");
    return codecs.open("G723");
  }

  private static short[] tone(int samples) {
    var oscillator = new Oscillator();
    oscillator.start(500, -15);
    var pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      pcm[i] = (short) oscillator.next();
    }
    return pcm;
  }

  @Test
  void itIsOffUntilItIsAskedForAndThenTriedOrNamedWithWhatToInstall() {
    assertFalse(new Codecs().has("G723"));
    var codecs = new Codecs(Map.of("g723", Wish.REQUIRED));
    var one =
        codecs.capabilities().stream()
            .filter(capability -> capability.encoding().equals("G723"))
            .findFirst()
            .orElseThrow();
    if (one.available()) {
      assertEquals("", String.join("", codecs.missing()));
    } else {
      assertEquals(Capability.State.MISSING, one.state(), one.toString());
      assertTrue(one.hint().startsWith("apt-get install libavcodec59"), one.hint());
      assertEquals(1, codecs.missing().size());
    }
  }

  @Test
  void severalFramesOfAPacketComeBackAsLoudAsTheyWere() {
    var codec = codec();
    var pcm = tone(480 * 20);
    var octets = new byte[48];
    var heard = new short[480];
    for (int at = 0; at < pcm.length; at += 480) {
      assertEquals(48, codec.encode(pcm, at, 480, octets, 0), "two frames of 6.3 kbit/s");
      assertEquals(480, codec.decode(octets, 0, 48, heard, 0));
    }
    assertEquals(-15, Pcm.levelDbm0(Pcm.meanSquare(heard, 0, 480)), 2);
    codec.close();
  }

  @Test
  void shorterFramesAndSilenceAreUnderstoodAndHalfAFrameIsNot() {
    var codec = codec();
    var heard = new short[720];
    var packet = new byte[44];
    packet[20] = 2; // silence follows
    packet[0] = 1; // 5.3 kbit/s
    assertEquals(480, codec.decode(packet, 0, 24, heard, 0));
    assertEquals(240, codec.decode(packet, 0, 23, heard, 0));
    packet[0] = 3;
    assertEquals(0, codec.decode(packet, 0, 24, heard, 0));
    assertEquals(0, codec.decode(packet, 0, 0, heard, 0));
    codec.close();
  }

  @Test
  void anyOctetsAreDecodedWithinTheRoomThereIs() {
    var codec = codec();
    var random = new SplittableRandom(5);
    var pcm = new short[1024];
    for (int i = 0; i < 2000; i++) {
      var packet = new byte[random.nextInt(200)];
      random.nextBytes(packet);
      int samples = codec.decode(packet, 0, packet.length, pcm, 0);
      assertTrue(samples >= 0 && samples <= 1024 && samples % 240 == 0, samples + " samples");
    }
    var silence = new short[240];
    var octets = new byte[24];
    for (int i = 0; i < 200; i++) {
      assertEquals(24, codec.encode(silence, 0, 240, octets, 0));
      assertEquals(240, codec.decode(octets, 0, 24, pcm, 0));
    }
    assertTrue(Pcm.levelDbm0(Pcm.meanSquare(Arrays.copyOf(pcm, 240), 0, 240)) < -40);
    codec.close();
  }
}
