package io.patchbay.standalone.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A UDP socket of the bench that speaks with the gateway; one thread receives. Any thread sends.
final class SipPort implements AutoCloseable {
  private static final int BUFFER_BYTES = 4 << 20;

  private final DatagramSocket socket;
  private final InetSocketAddress gateway;

  /// @param handler called on the receiving thread, must not block
  SipPort(InetSocketAddress local, InetSocketAddress gateway, Consumer<SipMessage> handler) {
    this(local, gateway, (_, message) -> handler.accept(message));
  }

  /// As above; the handler is given the port, to answer.
  SipPort(
      InetSocketAddress local, InetSocketAddress gateway, BiConsumer<SipPort, SipMessage> handler) {
    this.gateway = gateway;
    try {
      socket = new DatagramSocket(local);
      socket.setReceiveBufferSize(BUFFER_BYTES);
    } catch (IOException e) {
      throw new BenchFailure("UDP " + local + ": " + e.getMessage(), e);
    }
    Thread.ofPlatform().daemon().name("bench-sip-" + port()).start(() -> receive(handler));
  }

  int port() {
    return socket.getLocalPort();
  }

  InetSocketAddress gateway() {
    return gateway;
  }

  void send(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, gateway));
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new BenchFailure("UDP to " + gateway + ": " + e.getMessage(), e);
      }
    }
  }

  private void receive(BiConsumer<SipPort, SipMessage> handler) {
    byte[] buffer = new byte[65_536];
    while (!socket.isClosed()) {
      var packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        continue; // closed, or the gateway's port is not there: the caller notices by silence
      }
      handler.accept(
          this,
          new SipMessage(new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1)));
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
