package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.proto.config.v1.SipTimers;
import io.patchbay.proto.config.v1.TrunkSpec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What calls learn of the servers of a trunk, and how a request that finds its way back ends.
final class TrunkServersTest {
  private Rig rig;
  private SipPeer first;
  private SipPeer backup;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    rig.edge();
    first = rig.pbx();
    backup = new SipPeer("backup", rig.sipPort());
  }

  @AfterEach
  void stop() {
    backup.close();
    rig.close();
  }

  private void configure(SipTimers.Builder timers) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx")
                .setTrunk(
                    TrunkSpec.newBuilder()
                        .setAddress("127.0.0.1:" + rig.pbxPort)
                        .addBackupAddresses("127.0.0.1:" + backup.port())
                        .setDialog(DialogSpec.newBuilder().setTimers(timers)))
                .build()));
  }

  /// RFC 3263 §4.3: the first call finds out, the next one does not wait.
  @Test
  void serverThatSaid503IsAskedAfterTheOthersByTheNextCall() throws Exception {
    configure(SipTimers.newBuilder());
    rig.registered("101").invite("7001", "", SipPeer.SDP);
    first.answer(first.awaitRequest("INVITE"), 503, "b", "", "");
    backup.answer(backup.awaitRequest("INVITE"), 486, "b", "", "");
    rig.registered("102").invite("7002", "", SipPeer.SDP);
    SipText next = backup.await("the next call", m -> m.start().contains("sip:7002@"));
    assertEquals("INVITE", next.method());
    assertEquals(0, first.invites("7002"));
    backup.answer(next, 503, "b", "", "");
    first.await("the last resort", m -> m.start().contains("INVITE sip:7002@"));
  }

  @Test
  void serverThatIsSilentIsAskedAfterTheOthersByTheNextCall() throws Exception {
    configure(SipTimers.newBuilder().setNoResponseS(2));
    rig.registered("101").invite("7001", "", SipPeer.SDP);
    backup.answer(backup.awaitRequest("INVITE"), 486, "b", "", "");
    long begun = System.nanoTime();
    rig.registered("102").invite("7002", "", SipPeer.SDP);
    backup.await("the next call", m -> m.start().contains("INVITE sip:7002@"));
    assertTrue(System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(1900), "at once");
  }

  /// RFC 3261 §16.3: it comes back as it left.
  @Test
  void requestThatAProxySendsBackUnchangedIsALoop() throws Exception {
    configure(SipTimers.newBuilder());
    rig.registered("101").invite("7001", "", SipPeer.SDP);
    SipText invite = first.awaitRequest("INVITE");
    first.send(back(invite, invite.start()));
    assertEquals("SIP/2.0 482", first.awaitStatus(482, "INVITE").start().substring(0, 11));
  }

  /// With another Request-URI it is a spiral: somebody else is called.
  @Test
  void requestThatAProxySendsToSomebodyElseOfOursIsServed() throws Exception {
    configure(SipTimers.newBuilder());
    rig.registered("101").invite("7001", "", SipPeer.SDP);
    SipText invite = first.awaitRequest("INVITE");
    first.send(back(invite, "INVITE sip:5551@127.0.0.1:" + rig.sipPort() + " SIP/2.0"));
    first.awaitStatus(404, "INVITE");
  }

  private String back(SipText invite, String start) {
    StringBuilder text =
        new StringBuilder(start)
            .append("\r\nVia: SIP/2.0/UDP 127.0.0.1:")
            .append(first.port())
            .append(";rport;branch=")
            .append(first.branch())
            .append("\r\n");
    invite.fields().forEach(field -> text.append(field).append("\r\n"));
    return text.append("\r\n").append(invite.body()).toString();
  }

  /// Timers E and F of the peer: 200 ms doubling (RFC 3261 §17.1.2.2); 64*T1 later it is given up.
  @Test
  void requestsInADialogAreSentAgainAsThePeersTimersSay() throws Exception {
    configure(SipTimers.newBuilder().setT1Ms(200).setT2Ms(2000));
    Phone phone = rig.registered("101");
    phone.invite("7001", "", SipPeer.SDP);
    first.answer(first.awaitRequest("INVITE"), 200, "b", "", SipPeer.SDP);
    phone.established("");
    phone.bye();
    long begun = System.nanoTime();
    for (int copy = 0; copy < 5; copy++) {
      first.awaitRequest("BYE");
    }
    long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    // 0, 200, 600, 1400, 3000; with T1 = 500: 0, 500, 1500, 3500, 7500
    assertTrue(elapsed >= 2500 && elapsed < 6500, elapsed + " ms");
  }
}
