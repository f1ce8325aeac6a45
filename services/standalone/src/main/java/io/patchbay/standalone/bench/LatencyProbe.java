package io.patchbay.standalone.bench;

import io.patchbay.media.codec.Codecs;
import io.patchbay.media.session.FramePort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;

/// A call whose line says a loud frame now and then, and whose RTP peer sends it back: how long it
/// takes each way.
///
/// [#read] and [#write] are called by the media thread; a thread of its own is the peer.
final class LatencyProbe implements FramePort {
  /// The play-out delay the call is to have.
  static final int PLAY_OUT_MILLIS = 40;

  private static final int FRAMES_BETWEEN = 25;
  private static final int HEADER = 12;
  private static final int LOUD = 8000;

  private final LongSupplier nanoTime;
  private final DatagramSocket socket;
  private final Quantiles up = new Quantiles();
  private final Quantiles down = new Quantiles();
  private int frames;
  private volatile long saidAt;
  private volatile long returnedAt;

  LatencyProbe(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new BenchFailure("latency: " + e.getMessage(), e);
    }
    Thread.ofPlatform().daemon().name("bench-latency").start(this::echo);
  }

  InetSocketAddress peer() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  /// From the line's frame to its packet.
  Quantiles up() {
    return up;
  }

  /// From the peer's packet to the line's frame, the play-out delay taken off.
  Quantiles down() {
    return down;
  }

  private void echo() {
    var packet = new DatagramPacket(new byte[2048], 2048);
    var pcm = new short[1024];
    var codec = new Codecs().open("PCMA");
    try {
      while (!socket.isClosed()) {
        packet.setLength(2048);
        socket.receive(packet);
        long now = nanoTime.getAsLong();
        int samples = codec.decode(packet.getData(), HEADER, packet.getLength() - HEADER, pcm, 0);
        if (saidAt != 0 && loud(pcm, samples)) {
          up.add(now - saidAt);
          saidAt = 0;
          returnedAt = now;
        }
        socket.send(packet);
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static boolean loud(short[] pcm, int samples) {
    for (int i = 0; i < samples; i++) {
      if (Math.abs(pcm[i]) > LOUD / 2) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean clocked() {
    return false;
  }

  @Override
  public int read(short[] frame) {
    boolean say = ++frames % FRAMES_BETWEEN == 0;
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (short) (say ? (i / 4 % 2 == 0 ? LOUD : -LOUD) : 0);
    }
    if (say) {
      saidAt = nanoTime.getAsLong();
    }
    return frame.length;
  }

  @Override
  public void write(short[] frame) {
    long sent = returnedAt;
    if (sent != 0 && loud(frame, frame.length)) {
      down.add(nanoTime.getAsLong() - sent - PLAY_OUT_MILLIS * 1_000_000L);
      returnedAt = 0;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
