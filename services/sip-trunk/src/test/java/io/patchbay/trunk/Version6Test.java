package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A call over IPv6, signalling and media, between real sockets on `::1`.
final class Version6Test {
  private static final String SDP = SipPeer.SDP.replace("IP4 127.0.0.1", "IP6 ::1");

  @Test
  void callGoesThroughOverVersion6() throws Exception {
    int port = TestTrunkFactory.freePort();
    try (Trunk trunk = TestTrunkFactory.on("::1", new RecordedFacts(), "[::1]:" + port);
        FakeEdge edge =
            new FakeEdge(trunk.server.port(), "edge-1", "1", TestTrunkFactory.TOKEN, List.of());
        SipPeer pbx = new SipPeer("pbx", trunk.sipPort(), port, "[::1]")) {
      edge.mediaAddress = "::1";
      edge.awaitDown("welcome", m -> m.hasWelcome());
      String from = "<sip:5551@[::1]>;tag=c1";
      pbx.send(invite(pbx, "sip:7001@[::1]:" + trunk.sipPort(), from));
      SipText out = pbx.awaitRequest("INVITE");
      assertEquals("INVITE sip:7001@[::1]:" + port + " SIP/2.0", out.start());
      assertTrue(out.field("Via").startsWith("SIP/2.0/UDP [::1]:"), out.field("Via"));
      assertEquals("sip:patchbay@[::1]:" + trunk.sipPort(), out.contactUri());
      assertTrue(out.body().contains("c=IN IP6 ::1"), out.body());
      pbx.answer(out, 200, "o1", "", SDP);
      pbx.awaitRequest("ACK");
      SipText answer = pbx.awaitStatus(200, "INVITE");
      assertTrue(answer.body().contains("c=IN IP6 ::1"), answer.body());
      String to = answer.field("To");
      pbx.send(inDialog(pbx, "ACK", answer.contactUri(), from, to, 1));
      pbx.send(inDialog(pbx, "BYE", answer.contactUri(), from, to, 2));
      pbx.awaitStatus(200, "BYE");
    }
  }

  private static String invite(SipPeer pbx, String uri, String from) {
    return pbx.request("INVITE", uri, pbx.branch(), from, "<" + uri + ">", "six-1", 1, "", SDP);
  }

  private static String inDialog(
      SipPeer pbx, String method, String uri, String from, String to, int cseq) {
    return pbx.request(method, uri, pbx.branch(), from, to, "six-1", cseq, "", "");
  }
}
