package io.patchbay.scenarios.harness;

import io.patchbay.media.fax.FaxPeer;
import io.patchbay.media.fax.T30;
import io.patchbay.media.fax.UdptlSender.Recovery;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The media of a fax machine in the IP network: G.711 by RTP on one port, T.38 by UDPTL on
/// another. Two threads.
final class FaxLink implements AutoCloseable {
  private static final G711 CODEC = G711.PCMA;
  private static final int HEADER = 12;
  private static final int SAMPLES = 160;
  private static final long FRAME_NANOS = 20_000_000;

  private final DatagramSocket rtp =
      new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final T30.Machine machine;
  private final FaxPeer peer;
  private volatile @Nullable InetSocketAddress t38;
  private volatile boolean closed;

  FaxLink(boolean calls, boolean sends, Path page) throws IOException {
    machine = new T30.Machine(calls, sends, page, true);
    peer = new FaxPeer(calls, sends, page, true, Recovery.REDUNDANCY, 0);
    Thread.ofPlatform().daemon().name("fax-rtp").start(this::audio);
    Thread.ofPlatform().daemon().name("fax-t38").start(this::packets);
  }

  int audioPort() {
    return rtp.getLocalPort();
  }

  int t38Port() throws IOException {
    return peer.address().getPort();
  }

  /// T.38 from now on, in place of audio.
  void t38(int port) {
    InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    peer.remote(remote);
    t38 = remote;
  }

  /// Audio again.
  void audioAgain() {
    t38 = null;
  }

  boolean t38() {
    return t38 != null;
  }

  boolean hearsT38() {
    return t38 != null && peer.received() > 100;
  }

  boolean over() {
    return machine.over() || peer.terminal().over();
  }

  /// Of T.30: 0 is good.
  int result() {
    return machine.over() ? machine.result() : peer.terminal().result();
  }

  /// A frame that comes makes one that goes, but while there is T.38.
  private void audio() {
    byte[] buffer = new byte[2048];
    var datagram = new DatagramPacket(buffer, buffer.length);
    short[] frame = new short[SAMPLES];
    int sequence = 0;
    try {
      while (true) {
        datagram.setLength(buffer.length);
        rtp.receive(datagram);
        boolean voice = (buffer[1] & 0x7f) == CODEC.payloadType();
        if (t38 == null && voice && datagram.getLength() == HEADER + SAMPLES) {
          for (int i = 0; i < SAMPLES; i++) {
            frame[i] = CODEC.decode(buffer[HEADER + i]);
          }
          machine.hear(frame);
          machine.say(frame);
          byte[] packet = packet(frame, sequence++);
          rtp.send(new DatagramPacket(packet, packet.length, datagram.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      // closed by the test
    }
  }

  private static byte[] packet(short[] frame, int sequence) {
    ByteBuffer packet = ByteBuffer.allocate(HEADER + SAMPLES);
    packet.put((byte) 0x80).put((byte) CODEC.payloadType()).putShort((short) sequence);
    packet.putInt(sequence * SAMPLES).putInt(0x4641_5821);
    for (short sample : frame) {
      packet.put(CODEC.encode(sample));
    }
    return packet.array();
  }

  private void packets() {
    long due = System.nanoTime();
    while (!closed) {
      due += FRAME_NANOS;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      if (t38 != null) {
        try {
          peer.step();
        } catch (IOException e) {
          return; // closed by the test
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    rtp.close();
    peer.close();
  }
}
