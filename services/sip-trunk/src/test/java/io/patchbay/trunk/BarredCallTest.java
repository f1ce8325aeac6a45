package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The kill switch (D13): a bar ends calls under way and refuses new ones.
final class BarredCallTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private void bar(String on) {
    rig.trunk.configure(
        DocumentYaml.parse("t", "{kind: Bar, name: fraud, spec: {on: [" + on + "]}}"));
  }

  @Test
  void aBarEndsACallUnderWayWithinASecondAndRefusesTheNext() throws Exception {
    FakeEdge edge = rig.edge();
    Phone phone = rig.phone("101");
    phone.invite("13800000001", "", SipPeer.SDP);
    Command dial = edge.await(CommandCase.DIAL);
    String call = dial.getDial().getCallId();
    String leg = dial.getDial().getLegId();
    String line = dial.getDial().getLine();
    edge.event(edge.of(call, leg, line).setAnswered(CallAnswered.getDefaultInstance()));
    phone.established("");
    edge.await(CommandCase.JOIN);
    bar("extension/102");
    assertEquals(1, rig.trunk.calls.size(), "another's call goes on");
    long began = System.nanoTime();
    bar("extension/101");
    phone.peer.awaitRequest("BYE");
    assertEquals(leg, edge.await(CommandCase.RELEASE).getRelease().getLegId());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, took.toString());
    assertEquals(
        "system", edge.await(CommandCase.CONCLUDE).getConclude().getRecord().getReleasedBy());
    Phone again = rig.phone("101");
    again.invite("13800000001", "", SipPeer.SDP);
    again.peer.awaitStatus(403, "INVITE");
  }
}
