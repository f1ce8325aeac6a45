package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.codec.Codec;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.rtp.ComfortNoise;
import io.patchbay.media.rtp.RtpPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a peer may do to its stream in mid-call (RFC 3550 §5.1, §8, RFC 3389), in virtual time.
final class ChangingStreamTest {
  private static final int SAMPLES = 160;

  private final VirtualEngine world = new VirtualEngine();
  private final TonePort line = new TonePort(400, -10);
  private final RtpTermination near = world.rtp();
  private final Codec codec = new Codecs().open("PCMU");
  private final DatagramChannel peer;
  private int phase;

  ChangingStreamTest() throws IOException {
    peer = DatagramChannel.open().bind(new InetSocketAddress(VirtualEngine.LOOPBACK, 0));
  }

  @BeforeEach
  void aCallIsUp() throws IOException {
    describe();
    world.join(near, world.line(line));
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    world.close();
  }

  private void describe() throws IOException {
    near.configure(RtpDescription.pcmu((InetSocketAddress) peer.getLocalAddress()));
  }

  /// 20 ms of a 1 kHz tone that never skips.
  private void talk(int packets, int sequence, int timestamp, int ssrc) throws IOException {
    var pcm = new short[SAMPLES];
    var packet = new byte[RtpPacket.HEADER + SAMPLES];
    for (int i = 0; i < packets; i++) {
      for (int j = 0; j < SAMPLES; j++) {
        pcm[j] = (short) (8000 * Math.sin(2 * Math.PI * phase++ / 8));
      }
      int at = timestamp + SAMPLES * i;
      RtpPacket.write(packet, i == 0, 0, sequence + i & 0xffff, at, ssrc);
      codec.encode(pcm, 0, SAMPLES, packet, RtpPacket.HEADER);
      send(packet, packet.length);
    }
  }

  private void send(byte[] packet, int length) throws IOException {
    peer.send(ByteBuffer.wrap(packet, 0, length), near.localAddress());
    world.run(20);
  }

  @Test
  void anotherSourceOfThePeerIsHeardAfterAMomentAndCountedOnItsOwn() throws IOException {
    talk(50, 1000, 5000, 1);
    talk(5, 7, -90_000, 2);
    line.forget();
    talk(50, 12, -90_000 + 5 * SAMPLES, 2);
    assertEquals(1000, line.sound().frequencyHz(), 10);
    assertEquals(0, line.sound().longestGapMillis());
    assertEquals(105, near.statistics().packetsReceived());
    assertEquals(0, near.statistics().lost());
    assertTrue(near.statistics().mos() > 4.2, near.statistics().toString());
  }

  @Test
  void sequenceAndTimestampWrapWithoutAGap() throws IOException {
    talk(20, 65_500, -SAMPLES * 56, 1);
    line.forget();
    talk(80, 65_520, -SAMPLES * 36, 1);
    assertEquals(1000, line.sound().frequencyHz(), 10);
    assertEquals(0, line.sound().longestGapMillis());
    assertEquals(0, near.statistics().lost());
  }

  @Test
  void whatCameBeforeTheDescriptionDoesNoHarmToWhatComesAfterIt() throws IOException {
    var other = world.rtp();
    var heard = new TonePort(400, -10);
    world.join(other, world.line(heard));
    var packet = new byte[RtpPacket.HEADER + SAMPLES];
    for (int i = 0; i < 10; i++) {
      RtpPacket.write(packet, false, 0, i, SAMPLES * i, 3);
      peer.send(ByteBuffer.wrap(packet), other.localAddress());
      world.run(20);
    }
    assertEquals(10, other.statistics().foreign());
    other.configure(RtpDescription.pcmu((InetSocketAddress) peer.getLocalAddress()));
    for (int i = 10; i < 30; i++) {
      RtpPacket.write(packet, false, 0, i, SAMPLES * i, 3);
      peer.send(ByteBuffer.wrap(packet), other.localAddress());
      world.run(20);
    }
    assertEquals(20, other.statistics().packetsReceived());
    assertEquals(0, other.statistics().lost());
  }

  @Test
  void comfortNoiseIsHeardAtItsLevelUntilThePeerTalksAgain() throws IOException {
    talk(50, 0, 0, 1);
    var noise = new byte[RtpPacket.HEADER + 1];
    RtpPacket.write(noise, false, ComfortNoise.PAYLOAD_TYPE, 50, 50 * SAMPLES, 1);
    noise[RtpPacket.HEADER] = 40;
    send(noise, noise.length);
    world.run(300);
    line.forget();
    world.run(400);
    assertEquals(-40, line.sound().levelDbm0(), 3);
    talk(10, 51, 90 * SAMPLES, 1);
    line.forget();
    talk(30, 61, 100 * SAMPLES, 1);
    assertEquals(1000, line.sound().frequencyHz(), 10);
  }
}
