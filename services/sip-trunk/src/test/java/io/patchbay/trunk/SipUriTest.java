package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that come in on a line go to the SIP URI that its document names (G-164, AT-123), and
/// nobody else calls one.
final class SipUriTest {
  private Rig rig;
  private FakeEdge edge;
  private SipPeer peer;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
    peer = new SipPeer("101", rig.sipPort());
  }

  @AfterEach
  void stop() throws Exception {
    peer.close();
    rig.close();
  }

  private void forward(String uri) {
    rig.trunk.configure(
        List.of(
            TestTrunkFactory.document("Settings", "default")
                .setSettings(SettingsSpec.newBuilder().setSilentToStrangers(true))
                .build(),
            TestTrunkFactory.document("Line", "gsm-1")
                .setLine(
                    LineSpec.newBuilder()
                        .setEdge("edge-1")
                        .setKind(LineKind.LINE_KIND_SIM)
                        .setIncoming(Destination.newBuilder().setUri(uri)))
                .build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"101@127.0.0.1:", "sip:101@127.0.0.1:", "sip:101@localhost:"})
  void aCallGoesToTheUriAsItStands(String uri) throws Exception {
    forward(uri + peer.port());
    edge.offered("c1", "gsm-1", "+8613700000001", "");
    SipText invite = peer.awaitRequest("INVITE");
    String wanted = (uri.startsWith("sip:") ? "" : "sip:") + uri + peer.port();
    assertEquals("INVITE " + wanted + " SIP/2.0", invite.start());
    assertTrue(invite.field("From").contains("sip:+8613700000001@"), invite.field("From"));
    peer.answer(invite, 200, "far", "", SipPeer.SDP);
    edge.await(CommandCase.ANSWER);
    peer.awaitRequest("ACK");
    // it hangs up, though strangers get no answer
    peer.send(
        peer.request(
            "BYE",
            invite.field("Contact").replaceAll("[<>]", ""),
            peer.branch(),
            invite.field("To") + ";tag=far",
            invite.field("From"),
            invite.field("Call-ID"),
            7,
            "",
            ""));
    peer.awaitStatus(200, "BYE");
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals("uri", record.getLegs(1).getKind());
    assertEquals(wanted, record.getLegs(1).getName());
    assertEquals(16, record.getCause());
  }

  @Test
  void whoeverIsThereSendsNoCallOn() throws Exception {
    forward("101@127.0.0.1:" + peer.port());
    edge.offered("c1", "gsm-1", "+8613700000001", "");
    SipText invite = peer.awaitRequest("INVITE");
    peer.answer(invite, 302, "far", "", "", "<sip:13800000009@127.0.0.1>");
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals(2, record.getLegsCount(), "no call to 13800000009");
  }

  @Test
  void aUriSaysThatItIsCalledOverTcp() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String uri = "sip:101@127.0.0.1:" + server.getLocalPort() + ";transport=tcp";
      forward(uri);
      edge.offered("c1", "gsm-1", "+8613700000001", "");
      server.setSoTimeout(8000);
      try (Socket far = server.accept()) {
        far.setSoTimeout(8000);
        SipText invite = StreamText.read(far);
        assertEquals("INVITE " + uri + " SIP/2.0", invite.start());
        assertTrue(invite.field("Via").startsWith("SIP/2.0/TCP "), invite.field("Via"));
        StreamText.send(
            far,
            "SIP/2.0 486 Busy Here\r\nVia: "
                + invite.field("Via")
                + "\r\nFrom: "
                + invite.field("From")
                + "\r\nTo: "
                + invite.field("To")
                + ";tag=far\r\nCall-ID: "
                + invite.field("Call-ID")
                + "\r\nCSeq: "
                + invite.cseq()
                + "\r\nContent-Length: 0\r\n\r\n");
        assertEquals("ACK", StreamText.read(far).method());
      }
      CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
      assertEquals(uri, record.getLegs(1).getName());
      assertEquals(17, record.getCause());
    }
  }

  /// Nobody is told of the call whose certificate our key store does not trust.
  @Test
  void aUriThatWantsTlsIsNotCalledWithoutACertificateThatIsTrusted(@TempDir Path directory)
      throws Exception {
    Path own = directory.resolve("own.p12");
    KeyStores.make(own, "gateway.example");
    Path stranger = directory.resolve("stranger.p12");
    KeyStores.make(stranger, "127.0.0.1");
    stop();
    rig = new Rig(TestTrunkFactory.freePort(), own.toString());
    edge = rig.edge();
    peer = new SipPeer("101", rig.sipPort());
    try (var server = KeyStores.server(stranger)) {
      forward("sips:101@127.0.0.1:" + server.getLocalPort());
      edge.offered("c1", "gsm-1", "+8613700000001", "");
      server.setSoTimeout(8000);
      try (Socket far = server.accept()) {
        far.setSoTimeout(8000);
        assertThrows(IOException.class, () -> StreamText.read(far));
      }
      CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
      assertFalse(record.hasAnsweredAt());
      assertEquals(41, record.getCause());
    }
  }
}
