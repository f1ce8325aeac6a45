package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.PingSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A trunk that has a SIP port of ours for itself: the peer sees that one and no other.
final class LocalPortTest {
  private Rig rig;
  private SipPeer pbx;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    rig.edge();
    pbx = rig.pbx();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private TrunkSpec.Builder trunk(String port) {
    return TrunkSpec.newBuilder()
        .setAddress("127.0.0.1:" + rig.pbxPort)
        .setLocalPort(port)
        .setIncoming(Destination.newBuilder().setExtension("101"));
  }

  private void configure(TrunkSpec.Builder spec) {
    rig.trunk.configure(List.of(TestTrunkFactory.document("Trunk", "pbx").setTrunk(spec).build()));
  }

  private TrunkStateRecord state() {
    return rig.trunk.board.find("pbx").orElse(TrunkStateRecord.getDefaultInstance());
  }

  private static int via(SipText request) {
    return Integer.parseInt(
        request.field("Via").replaceAll("(?s).*?127\\.0\\.0\\.1:(\\d+).*", "$1"));
  }

  private static int contact(SipText message) {
    return Integer.parseInt(
        message.contactUri().replaceAll("^sip:[^:]*@127\\.0\\.0\\.1:(\\d+).*", "$1"));
  }

  @Test
  void callLeavesByThePortOfItsTrunkAndIsEndedThere() throws Exception {
    int port = TestTrunkFactory.freePort();
    configure(trunk(Integer.toString(port)));
    Phone phone = rig.registered("101");
    phone.invite("7001", "", SipPeer.SDP);
    SipText invite = pbx.awaitRequest("INVITE");
    assertEquals(port, via(invite));
    assertEquals(port, contact(invite));
    assertEquals(port, pbx.lastFrom());
    pbx.turnTo(port);
    pbx.answer(invite, 200, "b", "", SipPeer.SDP);
    assertEquals(port, via(pbx.awaitRequest("ACK")));
    phone.established(SipPeer.SDP);
    phone.bye();
    assertEquals(port, via(pbx.awaitRequest("BYE")));
    assertEquals(port, pbx.lastFrom());
  }

  @Test
  void callThatComesToThePortIsTheTrunksAndAnsweredFromThere() throws Exception {
    int port = TestTrunkFactory.freePort();
    Phone phone = rig.registered("101");
    configure(trunk(Integer.toString(port)));
    String uri = "sip:5551@127.0.0.1:" + port;
    String invite =
        pbx.request(
            "INVITE",
            uri,
            pbx.branch(),
            "<sip:9@x>;tag=a",
            "<" + uri + ">",
            "own-1",
            1,
            "",
            SipPeer.SDP);
    pbx.turnTo(port);
    pbx.send(invite);
    phone.accept(phone.peer.awaitRequest("INVITE"), "p", SipPeer.SDP);
    SipText ok = pbx.awaitStatus(200, "INVITE");
    assertEquals(port, contact(ok));
    assertEquals(port, pbx.lastFrom());
    // not acknowledged: it comes again, from the same port
    pbx.awaitStatus(200, "INVITE");
    assertEquals(port, pbx.lastFrom());
  }

  @Test
  void portThatIsTakenMakesTheTrunkUnusableUntilItIsFree() throws Exception {
    Phone phone = rig.registered("101");
    String wanted;
    try (DatagramSocket taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      wanted = "SIP port " + taken.getLocalPort() + " on 127.0.0.1 is taken";
      configure(trunk(Integer.toString(taken.getLocalPort())));
      assertEquals(wanted, state().getHealthReason());
      assertTrue(rig.trunk.board.down("pbx"));
      phone.invite("7001", "", SipPeer.SDP);
      phone.failure(503);
      assertEquals(0, pbx.waiting(), "nothing leaves by another port");
    }
    Rig.eventually("usable", () -> !rig.trunk.board.down("pbx"));
    phone = rig.registered("102");
    phone.invite("7001", "", SipPeer.SDP);
    assertTrue(wanted.contains(" " + via(pbx.awaitRequest("INVITE")) + " "));
  }

  @Test
  void gatewaysOwnPortAndAnotherTrunksAreTaken() throws Exception {
    configure(trunk(Integer.toString(rig.sipPort())));
    assertEquals("SIP port " + rig.sipPort() + " on 127.0.0.1 is taken", state().getHealthReason());
    int port = TestTrunkFactory.freePort();
    configure(trunk(Integer.toString(port)));
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Trunk", "pbx").setTrunk(trunk("" + port)).build(),
            TestTrunkFactory.document("Trunk", "second").setTrunk(trunk("" + port)).build()));
    assertTrue(rig.trunk.board.down("second"));
    assertEquals("", rig.trunk.ports.problem("pbx"));
  }

  @Test
  void randomPortIsRegisteredAndChangedWhenTheRegistrationIsLost() {
    configure(trunk("random").setAccount(AccountSpec.newBuilder().setUser("55").setRegister(true)));
    SipText first = pbx.awaitRequest("REGISTER");
    assertTrue(via(first) >= 49_152, first.field("Via"));
    assertEquals(via(first), contact(first));
    assertEquals(via(first), pbx.lastFrom());
    pbx.turnTo(via(first));
    pbx.answer(first, 403, "r", "Retry-After: 1\r\n", "");
    SipText second = pbx.awaitRequest("REGISTER");
    assertTrue(via(second) >= 49_152, second.field("Via"));
    assertNotEquals(via(first), via(second));
    assertEquals(via(second), contact(second));
  }

  @Test
  void trunkOverTcpAsksFromItsPortAndListensThere() throws Exception {
    int port = TestTrunkFactory.freePort();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      configure(
          trunk(Integer.toString(port))
              .setAddress("127.0.0.1:" + server.getLocalPort())
              .setTransport("tcp")
              .setPing(PingSpec.newBuilder().setIntervalS(5)));
      try (Socket socket = server.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        socket.setSoTimeout(8000);
        assertTrue(in.readLine().startsWith("OPTIONS"));
        assertTrue(
            in.lines().anyMatch(line -> line.startsWith("Via: SIP/2.0/TCP 127.0.0.1:" + port)));
      }
      try (Socket back = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertTrue(back.isConnected());
      }
    }
  }

  @Test
  void portIsClosedWhenTheDocumentNoLongerWantsIt() throws Exception {
    int port = TestTrunkFactory.freePort();
    configure(trunk(Integer.toString(port)));
    configure(trunk(""));
    Rig.eventually("free", () -> free(port));
    rig.registered("101").invite("7001", "", SipPeer.SDP);
    assertEquals(rig.sipPort(), via(pbx.awaitRequest("INVITE")));
  }

  private static boolean free(int port) {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      return socket.isBound();
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
