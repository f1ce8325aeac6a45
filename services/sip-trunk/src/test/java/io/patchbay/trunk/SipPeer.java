package io.patchbay.trunk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A phone or PBX made of a UDP socket: sends what it is told and keeps what it gets.
final class SipPeer implements AutoCloseable {
  static final String SDP =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 40000 RTP/AVP 0 8 101
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:101 telephone-event/8000
      """
          .replace("\n", "\r\n");

  private final DatagramSocket socket;
  private final InetSocketAddress trunk;
  private final BlockingQueue<SipText> inbox = new LinkedBlockingQueue<>();
  private final String name;
  private final String host;
  private int branches;
  private volatile int lastFrom;
  private volatile InetSocketAddress towards;

  SipPeer(String name, int trunkPort) throws IOException {
    this(name, trunkPort, 0);
  }

  SipPeer(String name, int trunkPort, int port) throws IOException {
    this(name, trunkPort, port, "127.0.0.1");
  }

  /// @param host an address of the loopback, as in a URI
  SipPeer(String name, int trunkPort, int port, String host) throws IOException {
    this.name = name;
    this.host = host;
    InetAddress address = InetAddress.getByName(host);
    socket = new DatagramSocket(new InetSocketAddress(address, port));
    trunk = new InetSocketAddress(address, trunkPort);
    towards = trunk;
    Thread.ofVirtual().start(this::receive);
  }

  private void receive() {
    byte[] buffer = new byte[65_536];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        lastFrom = packet.getPort();
        inbox.add(
            SipText.of(new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1)));
      } catch (IOException e) {
        return;
      }
    }
  }

  /// The port the last message came from.
  int lastFrom() {
    return lastFrom;
  }

  /// From now on it sends to this port of the trunk.
  void turnTo(int port) {
    towards = new InetSocketAddress(trunk.getAddress(), port);
  }

  int port() {
    return socket.getLocalPort();
  }

  String contact() {
    return "<sip:" + name + "@" + host + ":" + port() + ">";
  }

  void sendRaw(byte[] bytes) {
    sendRaw(bytes, towards);
  }

  private void sendRaw(byte[] bytes, InetSocketAddress to) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(String text) {
    sendRaw(text.getBytes(StandardCharsets.UTF_8));
  }

  void sendTo(int port, String text) {
    sendRaw(
        text.getBytes(StandardCharsets.UTF_8),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  String branch() {
    return "z9hG4bK" + name + port() + "x" + ++branches;
  }

  /// A request out of a dialog or in one; `to` and `from` are complete values.
  String request(
      String method,
      String uri,
      String branch,
      String from,
      String to,
      String callId,
      int cseq,
      String extra,
      String body) {
    return method
        + " "
        + uri
        + " SIP/2.0\r\nVia: SIP/2.0/UDP "
        + host
        + ":"
        + port()
        + ";rport;branch="
        + branch
        + "\r\nMax-Forwards: 70\r\nFrom: "
        + from
        + "\r\nTo: "
        + to
        + "\r\nCall-ID: "
        + callId
        + "\r\nCSeq: "
        + cseq
        + " "
        + method
        + "\r\nContact: "
        + contact()
        + "\r\n"
        + extra
        + (body.isEmpty() || extra.contains("Content-Type:")
            ? ""
            : "Content-Type: application/sdp\r\n")
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /// The answer to a request.
  void answer(SipText request, int status, String tag, String extra, String body) {
    answer(request, status, tag, extra, body, contact());
  }

  /// @param contact name-addr
  void answer(SipText request, int status, String tag, String extra, String body, String contact) {
    StringBuilder text = new StringBuilder("SIP/2.0 " + status + " X\r\n");
    request.all("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
    request
        .all("Record-Route")
        .forEach(route -> text.append("Record-Route: ").append(route).append("\r\n"));
    String to = request.field("To");
    text.append("From: ").append(request.field("From")).append("\r\nTo: ").append(to);
    if (!to.contains(";tag=") && !tag.isEmpty()) {
      text.append(";tag=").append(tag);
    }
    text.append("\r\nCall-ID: ")
        .append(request.field("Call-ID"))
        .append("\r\nCSeq: ")
        .append(request.cseq())
        .append("\r\nContact: ")
        .append(contact)
        .append("\r\n")
        .append(extra);
    if (!body.isEmpty()) {
      text.append("Content-Type: application/sdp\r\n");
    }
    send(text + "Content-Length: " + body.length() + "\r\n\r\n" + body);
  }

  /// The next message that fits; others are thrown away.
  SipText await(String what, Predicate<SipText> fits) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    StringBuilder seen = new StringBuilder();
    while (true) {
      try {
        SipText next = inbox.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new AssertionError(name + " waits for " + what + ", got:" + seen);
        }
        if (fits.test(next)) {
          return next;
        }
        seen.append("\n  ").append(next.start()).append(" / ").append(next.cseq());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  SipText awaitStatus(int status, String method) {
    return await(
        status + " to " + method, m -> m.status() == status && m.cseq().endsWith(" " + method));
  }

  SipText awaitRequest(String method) {
    return await(method, m -> m.status() == 0 && m.method().equals(method));
  }

  /// INVITEs for this number that have come and were not asked for.
  long invites(String number) {
    return inbox.stream().filter(m -> m.start().contains("INVITE sip:" + number + "@")).count();
  }

  /// Messages that have come and were not asked for.
  int waiting() {
    return inbox.size();
  }

  @Override
  public void close() {
    socket.close();
  }
}
