package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.rtp.RtpPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Packets from the wrong place or of the wrong shape, in virtual time over loopback sockets.
final class HostilePacketsTest {
  private final VirtualEngine world = new VirtualEngine();
  private final TonePort line = new TonePort(1000, -10);
  private final RtpTermination near = world.rtp();
  private final RtpTermination far = world.rtp();
  private DatagramChannel stranger;

  HostilePacketsTest() throws IOException {
    // another loopback address: a peer behind the same one may change its port
    stranger =
        DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0));
  }

  @BeforeEach
  void aCallIsUp() {
    world.connect(near, far);
    world.join(near, world.line(line));
    world.join(far, world.line(new TonePort(1000, -10)));
    world.run(500);
  }

  @AfterEach
  void close() throws IOException {
    stranger.close();
    world.close();
  }

  @Test
  void rtpFromElsewhereIsCountedAndDropped() throws IOException {
    line.forget();
    for (int i = 0; i < 50; i++) {
      send(rtp(0, i, i * 160), 172);
      world.run(20);
    }
    assertEquals(50, near.statistics().foreign());
    assertEquals(1000, line.sound().frequencyHz(), 10);
    assertEquals(0, line.sound().longestGapMillis());
    assertTrue(world.events.stream().noneMatch(MediaEvent.RemoteChanged.class::isInstance));
  }

  @Test
  void garbageIsCountedAndTheCallGoesOn() throws IOException {
    var random = new SplittableRandom(4);
    line.forget();
    for (int i = 0; i < 500; i++) {
      var bytes = new byte[random.nextInt(1600)];
      random.nextBytes(bytes);
      stranger.send(ByteBuffer.wrap(bytes), near.localAddress());
      if (i % 10 == 0) {
        world.run(20);
      }
    }
    world.run(200);
    assertTrue(near.statistics().malformed() + near.statistics().foreign() >= 490);
    assertEquals(0, line.sound().longestGapMillis());
    assertEquals(0, world.engine.statistics().sinkFailures());
  }

  @Test
  void aSymmetricPeerIsLearntOnlyAfterThreePacketsInSequence() throws IOException {
    var other = world.rtp();
    other.configure(RtpDescription.pcmu(VirtualEngine.somewhere()));
    int events = world.events.size();
    sendTo(other, 1);
    sendTo(other, 7);
    sendTo(other, 8);
    world.run(20);
    assertEquals(3, other.statistics().foreign());
    sendTo(other, 9);
    sendTo(other, 10);
    world.run(20);
    assertEquals(2, other.statistics().packetsReceived());
    var learnt = new MediaEvent.RemoteChanged((InetSocketAddress) stranger.getLocalAddress());
    assertTrue(world.events.subList(events, world.events.size()).contains(learnt));
  }

  @Test
  void anAsymmetricPeerIsNeverLearntFromElsewhere() throws IOException {
    var other = world.rtp();
    other.configure(RtpDescription.pcmu(VirtualEngine.somewhere()).withSymmetric(false));
    for (int i = 0; i < 20; i++) {
      sendTo(other, i);
    }
    world.run(200);
    assertEquals(20, other.statistics().foreign());
    assertEquals(0, other.statistics().packetsReceived());
  }

  @Test
  void aLockedSourceIsReplacedOnlyAfterSilence() throws IOException {
    far.close();
    world.run(1000);
    for (int i = 0; i < 10; i++) {
      send(rtp(0, i, i * 160), 172);
    }
    world.run(200);
    assertEquals(10, near.statistics().foreign());
    world.run(2000);
    for (int i = 0; i < 10; i++) {
      send(rtp(0, 100 + i, i * 160), 172);
    }
    world.run(200);
    assertTrue(
        world.events.contains(
            new MediaEvent.RemoteChanged((InetSocketAddress) stranger.getLocalAddress())));
  }

  @Test
  void silenceOfThePeerIsReportedOnce() {
    far.close();
    world.run(31_000);
    var timeouts = world.events.stream().filter(MediaEvent.RtpTimeout.class::isInstance).toList();
    assertEquals(1, timeouts.size());
    var silence = ((MediaEvent.RtpTimeout) timeouts.getFirst()).silence();
    assertEquals(30_000, (double) silence.toMillis(), 100);
  }

  @Test
  void whatComesBeforeADescriptionIsDropped() throws IOException {
    var other = world.rtp();
    sendTo(other, 1);
    world.run(40);
    assertEquals(1, other.statistics().foreign());
    assertEquals(0, other.statistics().packetsSent());
  }

  @Test
  void roundTripAndRemoteLossComeByRtcp() {
    world.run(20_000);
    assertTrue(near.statistics().roundTripMillis() >= 0, near.statistics().toString());
    assertEquals(0, near.statistics().remoteLost());
  }

  private void sendTo(RtpTermination to, int sequence) throws IOException {
    stranger.send(ByteBuffer.wrap(rtp(0, sequence, sequence * 160)), to.localAddress());
  }

  private void send(byte[] packet, int length) throws IOException {
    stranger.send(ByteBuffer.wrap(packet, 0, length), near.localAddress());
  }

  private static byte[] rtp(int type, int sequence, int timestamp) {
    var packet = new byte[172];
    RtpPacket.write(packet, false, type, sequence, timestamp, 99);
    return packet;
  }
}
