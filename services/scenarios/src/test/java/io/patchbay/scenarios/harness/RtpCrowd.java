package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// The audio of many calls at one port: those who talk send a packet every 20 ms, those who echo
/// send back what they get. Calls are told apart by the port of the gateway.
public final class RtpCrowd implements AutoCloseable {
  private static final int PACKET = 12 + 160;
  private static final long EVERY_NANOS = 20_000_000;

  private final DatagramChannel channel;
  private final boolean echoes;
  private final ConcurrentMap<Integer, Talk> talks = new ConcurrentHashMap<>();

  private static final class Talk {
    private final InetSocketAddress to;
    private int sequence;
    private volatile long packets;
    private volatile long lastNanos;
    private volatile long gapNanos;

    Talk(int port) {
      to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
  }

  private RtpCrowd(boolean echoes) throws IOException {
    this.echoes = echoes;
    channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofPlatform().daemon().name("rtp-crowd").start(this::receive);
    if (!echoes) {
      Thread.ofPlatform().daemon().name("rtp-crowd-talks").start(this::talk);
    }
  }

  public static RtpCrowd talking() throws IOException {
    return new RtpCrowd(false);
  }

  public static RtpCrowd echoing() throws IOException {
    return new RtpCrowd(true);
  }

  public int port() {
    return channel.socket().getLocalPort();
  }

  /// Begins to talk to this port of the gateway.
  public void talkTo(int port) {
    talks.computeIfAbsent(port, Talk::new);
  }

  /// Stops talking to this port.
  public void stop(int port) {
    talks.remove(port);
  }

  /// Packets that came from this port of the gateway.
  public long packets(int port) {
    Talk talk = talks.get(port);
    return talk == null ? 0 : talk.packets;
  }

  /// From now on gaps are measured anew.
  public void measureAnew() {
    talks.values().forEach(talk -> talk.gapNanos = 0);
  }

  /// The longest time without a packet, by port of the gateway, in ms; one that lasts counts too.
  public Map<Integer, Long> gaps() {
    long now = System.nanoTime();
    return talks.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                one ->
                    Math.max(one.getValue().gapNanos, now - one.getValue().lastNanos) / 1_000_000));
  }

  private void receive() {
    ByteBuffer packet = ByteBuffer.allocateDirect(2048);
    try {
      while (channel.isOpen()) {
        var from = (InetSocketAddress) channel.receive(packet.clear());
        if (from == null) {
          continue;
        }
        if (echoes) {
          channel.send(packet.flip(), from);
        }
        Talk talk =
            echoes ? talks.computeIfAbsent(from.getPort(), Talk::new) : talks.get(from.getPort());
        if (talk != null) {
          came(talk);
        }
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private static void came(Talk talk) {
    long now = System.nanoTime();
    if (talk.packets > 0) {
      talk.gapNanos = Math.max(talk.gapNanos, now - talk.lastNanos);
    }
    talk.lastNanos = now;
    talk.packets++;
  }

  /// One frame for everybody every 20 ms.
  private void talk() {
    ByteBuffer packet = ByteBuffer.allocateDirect(PACKET);
    long due = System.nanoTime();
    try {
      while (channel.isOpen()) {
        due += EVERY_NANOS;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        for (Talk talk : talks.values()) {
          talk.sequence++;
          packet.clear().put((byte) 0x80).put((byte) G711.PCMU.payloadType());
          packet.putShort((short) talk.sequence).putInt(160 * talk.sequence);
          packet.putInt(talk.to.getPort()).position(PACKET).flip();
          channel.send(packet, talk.to);
        }
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
