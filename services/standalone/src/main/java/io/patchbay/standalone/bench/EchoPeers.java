package io.patchbay.standalone.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/// RTP peers that send back what they get, in a process of their own: some sockets, one thread.
final class EchoPeers implements AutoCloseable {
  /// So few that a socket's buffer holds 200 ms of them.
  static final int CALLS_PER_PORT = 20;

  private static final int FIRST_PORT = 15_000;
  private static final int LAST_PORT = 16_380;
  private static final int MOST_OCTETS = 2048;

  private final Selector selector;
  private final List<Integer> ports = new ArrayList<>();
  private final ByteBuffer packet = ByteBuffer.allocateDirect(MOST_OCTETS);

  EchoPeers(int calls) {
    try {
      selector = Selector.open();
      int wanted = (calls + CALLS_PER_PORT - 1) / CALLS_PER_PORT;
      for (int port = FIRST_PORT; ports.size() < wanted && port < LAST_PORT; port += 2) {
        open(port);
      }
      if (ports.size() < wanted) {
        throw new BenchFailure("no " + wanted + " free UDP ports from " + FIRST_PORT);
      }
    } catch (IOException e) {
      throw new BenchFailure("echo: " + e.getMessage(), e);
    }
    Thread.ofPlatform().daemon().name("bench-echo").start(this::run);
  }

  List<Integer> ports() {
    return List.copyOf(ports);
  }

  private void open(int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      ports.add(port);
    } catch (IOException taken) {
      channel.close();
    }
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(key -> echo((DatagramChannel) key.channel()));
      }
    } catch (IOException | java.nio.channels.ClosedSelectorException e) {
      return; // closed
    }
  }

  private void echo(DatagramChannel channel) {
    try {
      SocketAddress from = channel.receive(packet.clear());
      while (from != null) {
        channel.send(packet.flip(), from);
        from = channel.receive(packet.clear());
      }
    } catch (IOException unreachable) {
      return; // the peer has closed its port
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new BenchFailure("echo: " + e.getMessage(), e);
    }
  }
}
