package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// A STUN server (RFC 8489) that is silent until it is told what to see. One thread.
public final class StunServer implements AutoCloseable {
  private static final int COOKIE = 0x2112a442;

  private final DatagramSocket socket;
  private volatile byte[] seen = {};

  public StunServer(InetAddress here) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(here, 0));
    Thread.ofPlatform().daemon().name("stun-server").start(this::run);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// From now on every question is answered with this address, port 4000.
  public void answer(String address) {
    seen = InetAddress.ofLiteral(address).getAddress();
  }

  private void run() {
    var packet = new DatagramPacket(new byte[600], 600);
    while (!socket.isClosed()) {
      try {
        packet.setLength(600);
        socket.receive(packet);
        if (seen.length > 0 && packet.getLength() >= 20) {
          byte[] answer = success(ByteBuffer.wrap(packet.getData(), 4, 16), seen);
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  /// XOR-MAPPED-ADDRESS (§14.2): the address is masked with cookie and transaction.
  private static byte[] success(ByteBuffer cookieAndTransaction, byte[] address) {
    byte[] mask = new byte[16];
    cookieAndTransaction.get(mask);
    ByteBuffer answer = ByteBuffer.allocate(28 + address.length);
    answer.putShort((short) 0x0101).putShort((short) (8 + address.length)).put(mask);
    answer.putShort((short) 0x0020).putShort((short) (4 + address.length));
    answer.putShort((short) (address.length == 4 ? 1 : 2)).putShort((short) (4000 ^ COOKIE >>> 16));
    for (int i = 0; i < address.length; i++) {
      answer.put((byte) (address[i] ^ mask[i]));
    }
    return answer.array();
  }

  @Override
  public void close() {
    socket.close();
  }
}
