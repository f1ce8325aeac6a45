package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.trunk.register.Digest;
import org.junit.jupiter.api.Test;

/// Extensions behind a proxy that wants to stay on the way (RFC 3327).
final class PathTest {
  @Test
  void callToAContactGoesByThePathOfItsRegistration() throws Exception {
    try (Rig rig = new Rig();
        SipPeer proxy = new SipPeer("proxy", rig.sipPort())) {
      rig.edge();
      String hop = "<sip:127.0.0.1:" + proxy.port() + ";lr>";
      SipText answer = register(rig, proxy, hop);
      assertEquals(200, answer.status());
      assertEquals(hop, answer.field("Path"));
      rig.registered("101").invite("102", "", SipPeer.SDP);
      SipText invite = proxy.awaitRequest("INVITE");
      assertEquals("INVITE sip:102@192.0.2.77:5060 SIP/2.0", invite.start());
      assertEquals(hop, invite.field("Route"));
      assertTrue(invite.field("To").contains("sip:102@"), invite.field("To"));
    }
  }

  /// What a proxy sends on for the phone at 192.0.2.77.
  private static SipText register(Rig rig, SipPeer proxy, String hop) {
    String domain = "127.0.0.1:" + rig.sipPort();
    String authorization = "";
    for (int cseq = 1; ; cseq++) {
      int number = cseq;
      String text =
          proxy.request(
              "REGISTER",
              "sip:" + domain,
              proxy.branch(),
              "<sip:102@" + domain + ">;tag=x",
              "<sip:102@" + domain + ">",
              "path-1",
              cseq,
              "Supported: path\r\nRequire: path\r\nPath: " + hop + "\r\n" + authorization,
              "");
      proxy.send(text.replace(proxy.contact(), "<sip:102@192.0.2.77:5060>"));
      SipText answer = proxy.await("answer", m -> m.status() >= 200 && m.cseqNumber() == number);
      if (answer.status() != 401 || cseq > 1) {
        return answer;
      }
      authorization =
          "Authorization: "
              + Digest.answer(
                      answer.field("WWW-Authenticate"),
                      "102",
                      "secret102",
                      "REGISTER",
                      "sip:" + domain,
                      "c0ffee")
                  .orElseThrow()
              + "\r\n";
    }
  }
}
