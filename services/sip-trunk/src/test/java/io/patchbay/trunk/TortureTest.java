package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.SettingsSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// The messages of RFC 4475, each sent as it is, octet for octet, and the answer it must get.
///
/// 401, 404 and 481 are those of a request that was understood: its sender gives no password, calls
/// a number that nobody has, or belongs to no call.
final class TortureTest {
  private static final int SILENCE = 0;

  /// Section, name, status; what the RFC says about it.
  private static final String ANSWERS =
      """
      3.1.1.1 wsinv 481 short tortuous INVITE, with a To tag
      3.1.1.2 intmeth 501 characters of a method
      3.1.1.3 esc01 404 escapes
      3.1.1.4 escnull 401 escaped NUL
      3.1.1.5 esc02 501 no escapes in a method: this is no REGISTER
      3.1.1.6 lwsdisp 200 no space between name and <
      3.1.1.7 longreq 401 long values, by TCP as its Via says
      3.1.1.8 dblreq 401 what follows the body of a datagram is ignored
      3.1.1.9 semiuri 200 semicolon in the user part
      3.1.1.10 transports 200 transports nobody knows below the topmost Via
      3.1.1.11 mpart01 415 multipart MESSAGE: we take text
      3.1.1.12 unreason 0 response to nothing
      3.1.1.13 noreason 0 response to nothing
      3.1.2.1 badinv01 400 stray separators
      3.1.2.2 clerr 400 Content-Length larger than the datagram
      3.1.2.3 ncl 400 negative Content-Length
      3.1.2.4 scalar02 400 CSeq out of range
      3.1.2.5 scalarlg 0 response with numbers out of range
      3.1.2.6 quotbal 400 quote never closed
      3.1.2.7 ltgtruri 400 Request-URI in angle brackets
      3.1.2.8 lwsruri 400 space in the Request-URI
      3.1.2.9 lwsstart 400 more than one space in the request line
      3.1.2.10 trws 400 space behind the request line
      3.1.2.11 escruri 400 header fields in the Request-URI
      3.1.2.12 baddate 404 time zone of Date: nobody needs it
      3.1.2.13 regbadct 400 Contact with ? and no brackets
      3.1.2.14 badaspec 400 spaces in the addr-spec
      3.1.2.15 baddn 400 comma in a display name without quotes
      3.1.2.16 badvers 505 version
      3.1.2.17 mismatch01 400 CSeq of another method
      3.1.2.18 mismatch02 400 CSeq of another method, unknown method
      3.1.2.19 bigcode 0 status out of range
      3.2.1 badbranch 200 branch that names no transaction
      3.3.1 insuf 400 no From, To, Call-ID
      3.3.2 unkscm 416 scheme nobody knows
      3.3.3 novelsc 416 scheme registered but not ours
      3.3.4 unksm2 400 address-of-record that is no SIP URI
      3.3.5 bext01 420 Require and Proxy-Require
      3.3.6 invut 415 content type
      3.3.7 regaut01 401 unknown scheme of credentials
      3.3.8 multi01 400 single fields twice
      3.3.9 mcl01 400 two lengths
      3.3.10 bcast 0 response with a broadcast Via
      3.3.11 zeromf 200 Max-Forwards 0: we are who is asked
      3.3.12 cparam01 401 parameters of Contact
      3.3.13 cparam02 401 parameters of the URI in Contact
      3.3.14 regescrt 401 header fields of the URI in Contact
      3.3.15 sdp01 406 Accept without session descriptions
      3.4.1 inv2543 400 RFC 2543: a dialog of ours needs the tag
      """;

  private final Set<String> seen = new HashSet<>();

  @Test
  void everyMessageGetsTheAnswerItMustGet() throws Exception {
    List<Executable> checks = new ArrayList<>();
    try (Rig rig = new Rig()) {
      rig.edge();
      answerToSource(rig);
      SipPeer peer = rig.pbx();
      for (String row : ANSWERS.lines().toList()) {
        String[] words = row.split(" ", 4);
        int expected = Integer.parseInt(words[2]);
        SipText answer =
            words[1].equals("longreq")
                ? overTcp(rig, words[1])
                : answer(rig, peer, words[1], expected == SILENCE);
        checks.add(() -> assertEquals(expected, answer.status(), row + ": " + answer.start()));
      }
      Phone phone = rig.phone("101");
      phone.invite("5551", "", SipPeer.SDP);
      phone.failure(404);
    }
    assertEquals(49, checks.size());
    assertAll(checks);
  }

  /// What we do not support is named, of both fields (§3.3.5).
  @Test
  void refusedExtensionsAreNamed() throws Exception {
    try (Rig rig = new Rig()) {
      answerToSource(rig);
      SipText answer = answer(rig, rig.pbx(), "bext01", false);
      assertEquals(
          "nothingSupportsThis,nothingSupportsThisEither,noProxiesSupportThis,"
              + "norDoAnyProxiesSupportThis",
          answer.field("Unsupported"));
    }
  }

  /// What identifies the request comes back as it was, so that its sender knows what was refused.
  @Test
  void refusalOfWhatCannotBeReadCarriesTheFieldsOfTheRequest() throws Exception {
    try (Rig rig = new Rig()) {
      answerToSource(rig);
      SipText answer = answer(rig, rig.pbx(), "quotbal", false);
      assertEquals(
          "\"Mr. J. User <sip:j.user@example.com>", answer.field("To").split(";tag=", 2)[0]);
      assertEquals("8 INVITE", answer.cseq());
      assertEquals("0", answer.field("Content-Length"));
    }
  }

  /// On a stream the refusal comes by the connection, and the next message is found.
  @Test
  void connectionGoesOnBehindWhatCannotBeRead() throws Exception {
    try (Rig rig = new Rig();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.sipPort())) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(8));
      for (String name : List.of("scalar02", "trws", "intmeth")) {
        socket.getOutputStream().write(Rfc4475.read(name));
      }
      assertEquals(List.of("SIP/2.0 400", "SIP/2.0 400", "SIP/2.0 501"), statusLines(socket, 3));
    }
  }

  private static SipText overTcp(Rig rig, String name) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.sipPort())) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(8));
      socket.getOutputStream().write(Rfc4475.read(name));
      return SipText.of(statusLines(socket, 1).getFirst() + "\r\n\r\n");
    }
  }

  private static List<String> statusLines(Socket socket, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] part = new byte[8192];
    while (true) {
      List<String> lines =
          text.toString().lines().filter(line -> line.startsWith("SIP/2.0 ")).toList();
      if (lines.size() >= count && text.toString().endsWith("\r\n\r\n")) {
        return lines.stream().map(line -> line.substring(0, 11)).toList();
      }
      int length = socket.getInputStream().read(part);
      if (length < 0) {
        throw new IOException("closed after " + text);
      }
      text.append(new String(part, 0, length, StandardCharsets.ISO_8859_1));
    }
  }

  /// The messages come from addresses that are not ours: answers go to where they came from.
  private static void answerToSource(Rig rig) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Settings", "default")
                .setSettings(SettingsSpec.newBuilder().setReplyToSource(true))
                .build()));
  }

  /// The final answer; an empty one when nothing comes before the answer to what is asked next.
  private SipText answer(Rig rig, SipPeer peer, String name, boolean silence) throws IOException {
    peer.sendRaw(Rfc4475.read(name));
    String probe = "probe-" + name;
    if (silence) {
      peer.send(
          peer.request(
              "OPTIONS",
              "sip:127.0.0.1:" + rig.sipPort(),
              peer.branch(),
              "<sip:probe@x>;tag=" + name,
              "<sip:gw@y>",
              probe,
              1,
              "",
              ""));
    }
    SipText answer =
        peer.await(
            "an answer to " + name, m -> m.status() >= 200 && !seen.contains(m.field("Call-ID")));
    seen.add(answer.field("Call-ID"));
    if (answer.field("Call-ID").equals(probe)) {
      return SipText.of("silence");
    }
    if (answer.cseq().endsWith("INVITE")) {
      peer.send(Rfc4475.ack(answer));
    }
    return answer;
  }
}
