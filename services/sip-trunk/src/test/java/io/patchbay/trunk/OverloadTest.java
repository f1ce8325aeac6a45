package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// More calls than can be decided: the rest is refused at once, and what runs goes on.
final class OverloadTest {
  private static final int CALLS = 60;

  @Test
  void newCallsBeyondTheBoundAreRefusedAtOnceAndTheNextOnesAreTaken() throws Exception {
    int pbxPort = TestTrunkFactory.freePort();
    // a dial-plan that takes connections and says nothing
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Trunk trunk =
            TestTrunkFactory.narrow(
                new RecordedFacts(), pbxPort, "127.0.0.1:" + silent.getLocalPort());
        SipPeer pbx = new SipPeer("pbx", trunk.sipPort(), pbxPort)) {
      for (int i = 0; i < CALLS; i++) {
        pbx.send(invite(pbx, trunk.sipPort(), "o" + i));
      }
      Set<String> full = new HashSet<>();
      Set<String> decided = new HashSet<>();
      while (full.size() + decided.size() < CALLS) {
        SipText answer = pbx.await("answers", m -> m.status() >= 400);
        boolean refused = answer.status() == 503 && answer.field("Retry-After").equals("3");
        (refused ? full : decided).add(answer.field("Call-ID"));
        pbx.send(ack(pbx, trunk.sipPort(), answer));
      }
      assertTrue(full.size() > CALLS / 3, full.size() + " refused");
      assertTrue(decided.size() >= 4, decided.size() + " decided");
      assertEquals(full.size(), trunk.sip.counters().shed.sum());
      Rig.eventually("all decided", () -> trunk.calls.undecided() == 0);
      // what the calls have left behind is worked off a moment later
      AtomicInteger later = new AtomicInteger();
      Rig.eventually(
          "the next one is taken",
          () -> {
            String id = "later" + later.incrementAndGet();
            pbx.send(invite(pbx, trunk.sipPort(), id));
            SipText answer = pbx.await(id, m -> m.status() >= 300 && m.field("Call-ID").equals(id));
            pbx.send(ack(pbx, trunk.sipPort(), answer));
            return answer.status() == 404;
          });
    }
  }

  /// Catalogue E4.
  @Test
  void aCallForHelpIsNeverShed() throws Exception {
    int pbxPort = TestTrunkFactory.freePort();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Trunk trunk =
            TestTrunkFactory.narrow(
                new RecordedFacts(), pbxPort, "127.0.0.1:" + silent.getLocalPort());
        SipPeer pbx = new SipPeer("pbx", trunk.sipPort(), pbxPort)) {
      for (int i = 0; i < CALLS; i++) {
        pbx.send(invite(pbx, trunk.sipPort(), "o" + i));
        if (i % 10 == 9) {
          pbx.send(invite(pbx, trunk.sipPort(), "sos" + i, "112"));
        }
      }
      Set<String> urgent = new HashSet<>();
      Set<String> shed = new HashSet<>();
      while (urgent.size() < CALLS / 10) {
        SipText answer = pbx.await("answers", m -> m.status() >= 100);
        String id = answer.field("Call-ID");
        boolean refused = answer.field("To").contains("tag=pb-full");
        if (refused) {
          shed.add(id);
          pbx.send(ack(pbx, trunk.sipPort(), answer));
        } else if (id.startsWith("sos")) {
          urgent.add(id);
        }
      }
      assertEquals(
          Set.of(), shed.stream().filter(id -> id.startsWith("sos")).collect(Collectors.toSet()));
      assertTrue(shed.size() > CALLS / 4, shed.size() + " refused");
    }
  }

  private static String invite(SipPeer pbx, int port, String id) {
    return invite(pbx, port, id, "5551");
  }

  private static String invite(SipPeer pbx, int port, String id, String called) {
    return pbx.request(
        "INVITE",
        "sip:" + called + "@127.0.0.1:" + port,
        "z9hG4bK" + id,
        "<sip:7001@pbx>;tag=p",
        "<sip:" + called + "@gw>",
        id,
        1,
        "",
        SipPeer.SDP);
  }

  private static String ack(SipPeer pbx, int port, SipText answer) {
    String id = answer.field("Call-ID");
    return pbx.request(
        "ACK",
        "sip:5551@127.0.0.1:" + port,
        "z9hG4bK" + id,
        "<sip:7001@pbx>;tag=p",
        answer.field("To"),
        id,
        1,
        "",
        "");
  }
}
