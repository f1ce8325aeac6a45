package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The messages of RFC 4475: an answer or a counted drop, and the stack goes on.
final class TortureTest {
  private static final List<String> NAMES =
      List.of(
          ("badaspec badbranch baddate baddn badinv01 badvers bcast bext01 bigcode clerr cparam01"
                  + " cparam02 dblreq esc01 esc02 escnull escruri insuf intmeth inv2543 invut longreq"
                  + " ltgtruri lwsdisp lwsruri lwsstart mcl01 mismatch01 mismatch02 mpart01 multi01 ncl"
                  + " noreason novelsc quotbal regaut01 regbadct regescrt scalar02 scalarlg sdp01 semiuri"
                  + " test transports trws unkscm unksm2 unreason wsinv zeromf")
              .split(" "));

  @Test
  void everyMessageIsAnsweredOrCountedAndTheNextOneWorks() throws Exception {
    try (Rig rig = new Rig()) {
      rig.edge();
      SipPeer peer = rig.pbx();
      int probe = 0;
      for (String name : NAMES) {
        byte[] message = read(name);
        String text = new String(message, StandardCharsets.ISO_8859_1);
        boolean response = text.startsWith("SIP/2.0");
        long before = seen(rig);
        peer.sendRaw(message);
        Rig.eventually(name + " counted", () -> response || seen(rig) > before);
        probe(rig, peer, ++probe, name);
      }
      assertTrue(rig.trunk.sip.counters().unparseable.sum() > 3, "some cannot be parsed");
      Phone phone = rig.phone("101");
      phone.invite("5551", "", SipPeer.SDP);
      phone.failure(404);
    }
  }

  private static long seen(Rig rig) {
    var counters = rig.trunk.sip.counters();
    return counters.requests.sum() + counters.unparseable.sum() + rejected(rig);
  }

  /// Wrong version and a CSeq of another method are answered within the stack.
  private static long rejected(Rig rig) {
    return rig.trunk.sip.counters().parsed.sum();
  }

  private static void probe(Rig rig, SipPeer peer, int number, String after) {
    peer.send(
        peer.request(
            "OPTIONS",
            "sip:127.0.0.1:" + rig.sipPort(),
            peer.branch(),
            "<sip:probe@x>;tag=p" + number,
            "<sip:gw@y>",
            "probe-" + number,
            1,
            "",
            ""));
    peer.await(
        "answer to OPTIONS after " + after,
        m -> m.status() == 200 && m.field("Call-ID").equals("probe-" + number));
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = TortureTest.class.getResourceAsStream("/rfc4475/" + name + ".dat")) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      return in.readAllBytes();
    }
  }
}
