package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Finds free ports of the loopback address.
public final class Ports {
  private Ports() {}

  /// Free for UDP at this moment.
  public static int freeUdp() throws IOException {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }

  /// The first of `count` neighbouring ports that are all free, TCP and UDP. Below the range of
  /// which the system picks: a connection to a port there may be to itself.
  static int freeBlock(int count) throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(2000, 5000);
      if (IntStream.range(first, first + count).allMatch(Ports::free)) {
        return first;
      }
    }
    throw new IOException("no " + count + " neighbouring free ports");
  }

  static boolean free(int port) {
    try (var tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        var udp =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      return tcp.isBound() && udp.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
