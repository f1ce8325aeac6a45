package io.patchbay.trunk.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// 503 without a parser: RFC 3261 §8.2.6, RFC 3581 §4.
final class EarlyRefusalTest {
  private static final String INVITE =
      """
      INVITE sip:1@gw SIP/2.0
      Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=z9hG4bKa
      v: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bKb
      Max-Forwards: 70
      f: <sip:2@pbx>;tag=x
      To: "A" <sip:1@gw>
      i: id@pbx
      CSeq: 7 INVITE
      Content-Length: 0

      """
          .replace("\n", "\r\n");

  private static Optional<EarlyRefusal.Refusal> refusal(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertTrue(EarlyRefusal.invite(bytes, bytes.length));
    return EarlyRefusal.of(bytes, bytes.length, "203.0.113.9", 4000, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INVITE sip:112@gw SIP/2.0 | 112",
        "INVITE sips:1-1.2@gw:5061;transport=tls SIP/2.0 | 112",
        "INVITE SIP:112;phone-context=x:secret@gw SIP/2.0 | 112",
        "INVITE sip:112:pw@gw SIP/2.0 | 112",
        "INVITE tel:112;phone-context=+49 SIP/2.0 | 112",
        "INVITE urn:Service:SOS.fire SIP/2.0 | urn:service:sos.fire",
        "INVITE sip:gw SIP/2.0 | ''",
        "INVITE gw SIP/2.0 | ''",
        "INVITE  | ''",
      })
  void whoIsCalledIsKnownWithoutAParser(String line, String called) {
    byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(called, EarlyRefusal.called(bytes, bytes.length));
    byte[] longer = ("INVITE sip:" + "1".repeat(5000)).getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("", EarlyRefusal.called(longer, longer.length));
  }

  @Test
  void newInviteIsRefusedByItsOwnHeaderFields() {
    EarlyRefusal.Refusal refusal = refusal(INVITE).orElseThrow();
    assertEquals("z9hG4bKa", refusal.branch());
    assertEquals(
        """
        SIP/2.0 503 Service Unavailable
        Via: SIP/2.0/UDP 192.0.2.1:5060;received=203.0.113.9;rport=4000;branch=z9hG4bKa
        Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bKb
        From: <sip:2@pbx>;tag=x
        To: "A" <sip:1@gw>;tag=pb-full
        Call-ID: id@pbx
        CSeq: 7 INVITE
        Retry-After: 3
        Content-Length: 0

        """
            .replace("\n", "\r\n"),
        new String(refusal.response(), StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "To: \"A\" <sip:1@gw> | To: <sip:1@gw>;TAG=ours",
        ";rport;branch          | ;branch",
        ";rport;branch          | ;rport=5;branch",
        "CSeq: 7 INVITE         | X: y",
        "Max-Forwards: 70       | ' folded'",
        ";branch=z9hG4bKa       | ;b=c",
        "192.0.2.1:5060;        | '192.0.2.1:5060;branch=z9hG4bKc, SIP/2.0/UDP 192.0.2.2;'"
      })
  void whatIsInADialogOrUnusualIsLeftToTheParser(String part, String other) {
    assertTrue(INVITE.contains(part), part);
    assertTrue(refusal(INVITE.replace(part, other)).isEmpty(), other);
  }

  @Test
  void senderWithoutRportIsAnsweredWhenItsAddressIsItsOwn() {
    String direct = INVITE.replace("192.0.2.1:5060;rport;", "203.0.113.9:4000;");
    assertTrue(refusal(direct).isPresent());
  }

  @Test
  void onlyAcksOfRefusalsAreKnown() {
    byte[] ours =
        "ACK sip:x SIP/2.0\r\nTo: <sip:1@gw>;tag=pb-full\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] other =
        "ACK sip:x SIP/2.0\r\nTo: <sip:1@gw>;tag=1-a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertTrue(EarlyRefusal.ackOfRefusal(ours, ours.length));
    assertFalse(EarlyRefusal.ackOfRefusal(other, other.length));
    assertFalse(EarlyRefusal.invite(other, other.length));
  }
}
