package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Dial;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A replica that is to leave.
final class DrainTest {
  private Rig rig;
  private FakeEdge edge;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Phone talking() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    Dial dial = edge.await(CommandCase.DIAL).getDial();
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), dial.getLine())
            .setAnswered(CallAnswered.getDefaultInstance()));
    phone.established("");
    return phone;
  }

  private SipText refused(SipPeer pbx, String method) {
    String id = method + pbx.branch();
    pbx.send(
        pbx.request(
            method,
            "sip:101@127.0.0.1:" + rig.sipPort(),
            pbx.branch(),
            "<sip:7001@pbx>;tag=d",
            "<sip:101@gw>",
            id,
            1,
            "",
            ""));
    return pbx.await(method, m -> m.status() >= 200 && m.field("Call-ID").equals(id));
  }

  @Test
  void nothingNewIsTakenAndWhatRunsGoesOn() throws Exception {
    Phone phone = talking();
    SipPeer pbx = rig.pbx();
    assertEquals(200, refused(pbx, "OPTIONS").status());
    rig.trunk.drain.begin();
    edge.awaitDown("the word to the edge", m -> m.getRetiring().getRetiring());
    for (String method : new String[] {"INVITE", "OPTIONS", "REGISTER", "MESSAGE"}) {
      SipText answer = refused(pbx, method);
      assertEquals(503, answer.status(), method);
      assertFalse(answer.field("Retry-After").isEmpty(), method);
    }
    phone.inDialog("INVITE", "", SipPeer.SDP.replace("40000", "41000"));
    phone.established("");
    assertEquals(1, rig.trunk.drain.calls());
    CompletableFuture<Integer> left =
        CompletableFuture.supplyAsync(() -> rig.trunk.drain.leave(Duration.ofMinutes(1)));
    assertFalse(left.isDone());
    phone.bye();
    assertEquals(0, left.get(5, TimeUnit.SECONDS));
    rig.trunk.drain.resume();
    edge.awaitDown("the word to the edge", m -> m.hasRetiring() && !m.getRetiring().getRetiring());
    assertEquals(200, refused(pbx, "OPTIONS").status());
  }

  @Test
  void theDeadlineComesBeforeTheLastCall() throws Exception {
    Phone phone = talking();
    assertEquals(1, rig.trunk.drain.leave(Duration.ofMillis(200)));
    assertTrue(rig.trunk.drain.draining());
    phone.bye();
  }
}
