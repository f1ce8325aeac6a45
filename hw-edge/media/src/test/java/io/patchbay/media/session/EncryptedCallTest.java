package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.srtp.SrtpKey;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSuite;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// SRTP between two terminations, in virtual time over loopback sockets.
final class EncryptedCallTest {
  private final VirtualEngine world = new VirtualEngine();
  private final TonePort line = new TonePort(1000, -10);
  private final RtpTermination near = world.rtp();
  private final RtpTermination far = world.rtp();

  EncryptedCallTest() {
    world.join(near, world.line(line));
    world.join(far, world.line(new TonePort(1000, -10)));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static SrtpKey key(SrtpSuite suite, int seed) {
    var master = new byte[suite.masterOctets()];
    Arrays.fill(master, (byte) seed);
    return SrtpKey.of(suite, master);
  }

  private void configure(RtpTermination one, RtpTermination other, SrtpKey send, SrtpKey receive) {
    one.configure(
        RtpDescription.pcmu(other.localAddress())
            .withTransport(RtpTransport.PLAIN.with(new SrtpKeys(send, receive))));
  }

  @ParameterizedTest
  @EnumSource
  void anEncryptedCallIsHeard(SrtpSuite suite) {
    configure(near, far, key(suite, 1), key(suite, 2));
    configure(far, near, key(suite, 2), key(suite, 1));
    world.run(500);
    line.forget();
    world.run(1000);
    assertEquals(1000, line.sound().frequencyHz(), 10);
    assertEquals(0, near.statistics().forged());
    assertEquals(0, near.statistics().replayed());
  }

  @Test
  void reportsComeThroughToo() {
    var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_32;
    configure(near, far, key(suite, 1), key(suite, 2));
    configure(far, near, key(suite, 2), key(suite, 1));
    world.run(20_000);
    assertTrue(near.statistics().roundTripMillis() >= 0);
    assertEquals(0, near.statistics().forged());
  }

  @Test
  void anotherKeyIsCountedAndNothingIsHeard() {
    var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    configure(near, far, key(suite, 1), key(suite, 9));
    configure(far, near, key(suite, 2), key(suite, 1));
    world.run(1000);
    assertEquals(0, near.statistics().packetsReceived());
    assertTrue(near.statistics().forged() >= 45, near.statistics().toString());
    assertTrue(far.statistics().packetsReceived() >= 45);
  }

  @Test
  void plainRtpIsNotTakenInAnEncryptedCall() {
    var suite = SrtpSuite.AEAD_AES_128_GCM;
    configure(near, far, key(suite, 1), key(suite, 2));
    far.configure(RtpDescription.pcmu(near.localAddress()));
    world.run(1000);
    assertEquals(0, near.statistics().packetsReceived());
    assertTrue(near.statistics().forged() >= 45);
  }

  @Test
  void aSecondDescriptionWithTheSameKeysGoesOnWithoutAGap() {
    var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
    configure(near, far, key(suite, 1), key(suite, 2));
    configure(far, near, key(suite, 2), key(suite, 1));
    world.run(1000);
    configure(near, far, key(suite, 1), key(suite, 2));
    line.forget();
    world.run(500);
    assertEquals(0, line.sound().longestGapMillis());
    assertEquals(0, near.statistics().replayed());
    configure(near, far, key(suite, 3), key(suite, 4));
    configure(far, near, key(suite, 4), key(suite, 3));
    world.run(300);
    long received = near.statistics().packetsReceived();
    world.run(500);
    long more = near.statistics().packetsReceived() - received;
    assertTrue(more >= 24 && more <= 26, "new keys: " + more);
  }

  @Test
  void voiceMetricsGoBothWaysAndAGoodCallHasAGoodScore() {
    var suite = SrtpSuite.AEAD_AES_256_GCM;
    for (var end : List.of(near, far)) {
      var other = end.equals(near) ? far : near;
      var keys =
          end.equals(near)
              ? new SrtpKeys(key(suite, 1), key(suite, 2))
              : new SrtpKeys(key(suite, 2), key(suite, 1));
      end.configure(
          RtpDescription.pcmu(other.localAddress())
              .withTransport(new RtpTransport(keys, null, Duration.ZERO, -1, true)));
    }
    world.run(20_000);
    assertTrue(near.statistics().mos() > 4.3, near.statistics().toString());
    assertEquals(near.statistics().mos(), far.statistics().remoteMos(), 0.1);
    assertTrue(near.statistics().rating() > 90);
  }
}
