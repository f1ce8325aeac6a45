package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.config.v1.AccountSpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.event.v1.TrunkStateRecord;
import io.patchbay.stun.StunMessage;
import io.patchbay.stun.StunWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SIP from behind a NAT: our address as a STUN server sees it, and the way to a registrar that is
/// kept open and found dead (RFC 5626).
final class SignallingNatTest {
  private Rig rig;
  private Datagrams registrar;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    registrar = new Datagrams();
  }

  @AfterEach
  void stop() {
    registrar.close();
    rig.close();
  }

  private void configure(TrunkSpec.Builder spec, AccountSpec.Builder account) {
    TrunkSpec.Builder all =
        spec.setAccount(account.setUser("5551").setDomain("home.example").setRegister(true));
    if (all.getAddress().isEmpty()) {
      all.setAddress(registrar.hostPort());
    }
    rig.trunk.configure(List.of(TestTrunkFactory.document("Trunk", "pbx").setTrunk(all).build()));
  }

  private String reason() {
    return rig.trunk.board.find("pbx").orElse(TrunkStateRecord.getDefaultInstance()).getReason();
  }

  private static InetSocketAddress at(String address, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  @ParameterizedTest
  @CsvSource({"''", "random"})
  void viaAndContactHaveTheAddressThatTheStunServerSees(String localPort) throws Exception {
    try (Datagrams server = new Datagrams()) {
      configure(
          TrunkSpec.newBuilder().setStunServer(server.hostPort()).setLocalPort(localPort),
          AccountSpec.newBuilder());
      server.show(server.stun(), at("198.51.100.7", 40_123));
      SipText register = registrar.request("REGISTER");
      assertTrue(
          register.field("Via").startsWith("SIP/2.0/UDP 198.51.100.7:40123;"),
          register.field("Via"));
      assertEquals("sip:5551@198.51.100.7:40123", register.contactUri());
      registrar.grant(register);
      Rig.eventually("registered", () -> rig.trunk.board.registered("pbx"));
      assertEquals("", reason());
    }
  }

  /// Whoever guesses our address for us is not believed.
  @Test
  void answerFromElsewhereIsPassedOver() throws Exception {
    try (Datagrams server = new Datagrams();
        Datagrams stranger = new Datagrams()) {
      configure(TrunkSpec.newBuilder().setStunServer(server.hostPort()), AccountSpec.newBuilder());
      StunMessage question = server.stun();
      stranger.send(
          StunWriter.success(question, at("192.0.2.66", 66)).finished(),
          at("127.0.0.1", rig.sipPort()));
      // again, since nothing of use has come
      server.show(server.stun(), at("198.51.100.7", 40_123));
      assertEquals("sip:5551@198.51.100.7:40123", registrar.request("REGISTER").contactUri());
    }
  }

  @Test
  void withoutAnAddressFromTheStunServerWeRegisterAsWeAreAndSaySo() throws Exception {
    try (Datagrams server = new Datagrams()) {
      configure(TrunkSpec.newBuilder().setStunServer(server.hostPort()), AccountSpec.newBuilder());
      StunMessage question = server.stun();
      server.send(StunWriter.error(question, 500, "Server Error").finished());
      SipText register = registrar.request("REGISTER");
      assertEquals("sip:5551@127.0.0.1:" + rig.sipPort(), register.contactUri());
      registrar.grant(register);
      Rig.eventually(
          "said", () -> reason().equals("the STUN server tells no address") && registered());
    }
  }

  private boolean registered() {
    return rig.trunk.board.registered("pbx");
  }

  @Test
  void whoAsksUsByStunIsTold() throws Exception {
    byte[] question = new StunWriter(StunMessage.REQUEST, new byte[12]).finished();
    registrar.send(question, at("127.0.0.1", rig.sipPort()));
    assertEquals(registrar.hostPort(), hostPort(registrar.stun()));
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Settings", "default")
                .setSettings(SettingsSpec.newBuilder().setSilentToStrangers(true))
                .build()));
    registrar.send(question, at("127.0.0.1", rig.sipPort()));
    registrar.patience(300);
    assertThrows(SocketTimeoutException.class, () -> registrar.stun());
  }

  private static String hostPort(StunMessage answer) {
    InetSocketAddress mapped = answer.mapped();
    return mapped == null ? "" : mapped.getAddress().getHostAddress() + ":" + mapped.getPort();
  }

  @Test
  void keepAliveOverUdpIsCrLf() throws Exception {
    configure(TrunkSpec.newBuilder(), AccountSpec.newBuilder().setKeepAliveS(1));
    registrar.grant(registrar.request("REGISTER"));
    assertEquals("\r\n\r\n", registrar.blank());
  }

  @Test
  void silenceToStunKeepAlivesIsADeadWayAndWeRegisterAnew() throws Exception {
    configure(
        TrunkSpec.newBuilder(),
        AccountSpec.newBuilder().setKeepAliveS(1).setKeepAliveAnswered(true));
    registrar.grant(registrar.request("REGISTER"));
    StunMessage first = registrar.stun();
    assertEquals(StunMessage.REQUEST, first.type());
    assertEquals(2, registrar.request("REGISTER").cseqNumber());
  }

  @Test
  void otherAddressInAStunResponseIsADeadWayToo() throws Exception {
    configure(
        TrunkSpec.newBuilder(),
        AccountSpec.newBuilder().setKeepAliveS(1).setKeepAliveAnswered(true));
    registrar.grant(registrar.request("REGISTER"));
    registrar.show(registrar.stun(), at("198.51.100.7", 40_123));
    registrar.show(registrar.stun(), at("198.51.100.7", 40_123));
    registrar.show(registrar.stun(), at("198.51.100.7", 40_124));
    assertEquals(2, registrar.request("REGISTER").cseqNumber());
  }

  @Test
  void connectionOnWhichNoCrLfComesBackIsClosedAndWeRegisterByAnother() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(15_000);
      configure(
          TrunkSpec.newBuilder()
              .setAddress("127.0.0.1:" + server.getLocalPort())
              .setTransport("tcp"),
          AccountSpec.newBuilder().setKeepAliveS(2).setKeepAliveAnswered(true));
      try (Socket first = server.accept()) {
        first.setSoTimeout(15_000);
        write(first, Datagrams.granted(message(first)));
        assertEquals("\r\n\r\n", octets(first, 4));
        write(first, "\r\n");
        // answered: it stays, and the next one comes on it
        assertEquals("\r\n\r\n", octets(first, 4));
        try (Socket second = server.accept()) {
          second.setSoTimeout(8000);
          assertEquals("REGISTER", message(second).method());
        }
      }
    }
  }

  @Test
  void pingOfAPeerIsAnsweredWithCrLf() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.sipPort())) {
      socket.setSoTimeout(8000);
      write(
          socket,
          """
          OPTIONS sip:gw SIP/2.0
          Via: SIP/2.0/TCP 10.9.9.9:5060;rport;branch=z9hG4bKo
          Max-Forwards: 70
          From: <sip:9@x>;tag=f
          To: <sip:gw>
          Call-ID: o-1
          CSeq: 1 OPTIONS
          Content-Length: 0

          """
              .replace("\n", "\r\n"));
      assertEquals("OPTIONS", message(socket).method());
      write(socket, "\r\n\r\n");
      assertEquals("\r\n", octets(socket, 2));
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static String octets(Socket socket, int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
  }

  /// One message without a body.
  private static SipText message(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      text.append(octets(socket, 1));
      if (text.toString().isBlank()) {
        // a ping between two messages
        text.setLength(0);
      }
    }
    return SipText.of(text.toString());
  }
}
