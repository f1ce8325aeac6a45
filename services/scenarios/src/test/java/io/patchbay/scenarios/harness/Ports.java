package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Finds free ports of the loopback address.
final class Ports {
  private Ports() {}

  static int freeUdp() throws IOException {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }

  /// The first of `count` neighbouring ports that are all free, TCP and UDP.
  static int freeBlock(int count) throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int first = freeUdp();
      boolean all = first < 65_000;
      for (int port = first; all && port < first + count; port++) {
        all = free(port);
      }
      if (all) {
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
