package io.patchbay.standalone.bench;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Finds a `--port-offset` at which an installation and its peer have their ports to themselves.
final class FreePorts {
  private static final int[] TCP = {
    5060, 5061, 8080, 8081, 8082, 8083, 8084, 8085, 9090, 9091, 9092, 9093, 9094, 9099, 15_432,
    19_092, 19_093
  };
  private static final int[] UDP = {5060, 5080};

  private FreePorts() {}

  /// The lowest free of 3 000, 3 100, … 9 900.
  static int offset() {
    return IntStream.iterate(3000, offset -> offset < 10_000, offset -> offset + 100)
        .filter(offset -> Arrays.stream(TCP).allMatch(port -> tcpFree(port + offset)))
        .filter(offset -> Arrays.stream(UDP).allMatch(port -> udpFree(port + offset)))
        .findFirst()
        .orElseThrow(() -> new BenchFailure("no free ports between 8060 and 29093"));
  }

  private static boolean tcpFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static boolean udpFree(int port) {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
