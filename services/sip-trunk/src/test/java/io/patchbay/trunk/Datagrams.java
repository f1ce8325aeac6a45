package io.patchbay.trunk;

import io.patchbay.stun.StunMessage;
import io.patchbay.stun.StunWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A registrar or STUN server made of a UDP socket, seen octet by octet.
final class Datagrams implements AutoCloseable {
  private final DatagramSocket socket;
  private InetSocketAddress last = new InetSocketAddress(0);

  Datagrams() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout(10_000);
  }

  String hostPort() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /// Waits no longer than this from now on.
  void patience(int ms) throws IOException {
    socket.setSoTimeout(ms);
  }

  byte[] next() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
    socket.receive(packet);
    last = (InetSocketAddress) packet.getSocketAddress();
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  /// The next that is STUN; others are thrown away.
  StunMessage stun() throws IOException {
    while (true) {
      byte[] octets = next();
      if (StunMessage.is(octets, octets.length)) {
        return StunMessage.read(octets, octets.length).orElseThrow();
      }
    }
  }

  /// The next request of this method; others are thrown away.
  SipText request(String method) throws IOException {
    while (true) {
      String text = new String(next(), StandardCharsets.ISO_8859_1);
      if (text.startsWith(method + " ")) {
        return SipText.of(text);
      }
    }
  }

  /// The next that is nothing but CR LF; others are thrown away.
  String blank() throws IOException {
    while (true) {
      String text = new String(next(), StandardCharsets.ISO_8859_1);
      if (text.isBlank()) {
        return text;
      }
    }
  }

  /// To where the last one came from.
  void send(byte[] octets) throws IOException {
    send(octets, last);
  }

  void send(byte[] octets, InetSocketAddress to) throws IOException {
    socket.send(new DatagramPacket(octets, octets.length, to));
  }

  /// 200 to a REGISTER.
  void grant(SipText register) throws IOException {
    send(granted(register).getBytes(StandardCharsets.UTF_8));
  }

  static String granted(SipText register) {
    return "SIP/2.0 200 OK\r\nVia: "
        + register.field("Via")
        + "\r\nFrom: "
        + register.field("From")
        + "\r\nTo: "
        + register.field("To")
        + ";tag=r\r\nCall-ID: "
        + register.field("Call-ID")
        + "\r\nCSeq: "
        + register.cseq()
        + "\r\nContact: <"
        + register.contactUri()
        + ">;expires=3600\r\nContent-Length: 0\r\n\r\n";
  }

  /// Tells who asked that it is seen at this address.
  void show(StunMessage request, InetSocketAddress address) throws IOException {
    send(StunWriter.success(request, address).finished());
  }

  @Override
  public void close() {
    socket.close();
  }
}
