package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Registers one extension with whatever password it is given (RFC 3261 §10, RFC 7616 with MD5).
public final class SipGuesser implements AutoCloseable {
  private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]*)\"");

  private final DatagramSocket socket;
  private final Ready ready;
  private final String user;
  private int sequence;

  public SipGuesser(Ready ready, String user) throws IOException {
    this(
        ready,
        user,
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  /// @param socket nobody else receives from it meanwhile
  SipGuesser(Ready ready, String user, DatagramSocket socket) throws IOException {
    this.socket = socket;
    this.socket.setSoTimeout(5000);
    this.ready = ready;
    this.user = user;
  }

  /// The answer to a REGISTER with this password; also when it was not even challenged.
  public String guess(String password) throws IOException {
    String challenge = register("");
    if (!challenge.startsWith("SIP/2.0 401") || !NONCE.matcher(challenge).find()) {
      return challenge;
    }
    String uri = "sip:127.0.0.1:" + ready.sipUdp();
    return register(credentials(challenge, user, password, "REGISTER", uri));
  }

  /// The Authorization field that answers a challenge.
  static String credentials(
      String challenge, String user, String password, String method, String uri) {
    Matcher nonce = NONCE.matcher(challenge);
    if (!nonce.find()) {
      throw new AssertionError("no nonce in " + challenge);
    }
    String a1 = md5(user + ":patchbay:" + password);
    String a2 = md5(method + ":" + uri);
    String response = md5(a1 + ":" + nonce.group(1) + ":00000001:c:auth:" + a2);
    return "Authorization: Digest username=\"%s\", realm=\"patchbay\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\"\r\n"
        .formatted(user, nonce.group(1), uri, response);
  }

  private String register(String authorization) throws IOException {
    sequence++;
    String request =
        """
        REGISTER sip:127.0.0.1:%1$d SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bKguess%3$d;rport
        From: <sip:%4$s@127.0.0.1>;tag=g
        To: <sip:%4$s@127.0.0.1>
        Call-ID: guess-%2$d
        CSeq: %3$d REGISTER
        Contact: <sip:%4$s@127.0.0.1:%2$d>
        Max-Forwards: 70
        %5$sContent-Length: 0

        """
            .replace("\n", "\r\n")
            .formatted(ready.sipUdp(), socket.getLocalPort(), sequence, user, authorization);
    byte[] octets = request.getBytes(StandardCharsets.US_ASCII);
    socket.send(
        new DatagramPacket(
            octets, octets.length, InetAddress.getLoopbackAddress(), ready.sipUdp()));
    byte[] buffer = new byte[4000];
    var answer = new DatagramPacket(buffer, buffer.length);
    do {
      answer.setLength(buffer.length);
      socket.receive(answer);
    } while (!text(answer).contains("CSeq: " + sequence + " "));
    return text(answer);
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
  }

  private static String md5(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("MD5", e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
