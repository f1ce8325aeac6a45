package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.InboundSpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may call in, and what strangers get.
final class InboundTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void trunk(InboundSpec.Auth auth) {
    TrunkSpec.Builder spec =
        TrunkSpec.newBuilder()
            .setAddress("127.0.0.1:" + rig.pbxPort)
            .setInbound(
                InboundSpec.newBuilder()
                    .setAuth(auth)
                    .setUser("carrier")
                    .setPassword("secretcarrier"));
    rig.trunk.configure(List.of(TestTrunkFactory.document("Trunk", "pbx").setTrunk(spec).build()));
  }

  private void settings(SettingsSpec.Builder spec) {
    Document document = TestTrunkFactory.document("Settings", "default").setSettings(spec).build();
    rig.trunk.configure(List.of(document));
  }

  @Test
  void trunkWithAPasswordCallsFromAnywhere() throws Exception {
    rig.edge();
    trunk(InboundSpec.Auth.AUTH_PASSWORD);
    Phone called = rig.registered("101");
    Phone carrier = rig.phone("carrier");
    carrier.invite("101", "", SipPeer.SDP);
    called.peer.awaitRequest("INVITE");
  }

  @Test
  void addressAndPasswordNeedsBoth() throws Exception {
    rig.edge();
    trunk(InboundSpec.Auth.AUTH_ADDRESS_AND_PASSWORD);
    Phone called = rig.registered("101");
    // the right password from a wrong address is no password of anybody
    Phone elsewhere = rig.phone("carrier");
    elsewhere.invite("101", "", SipPeer.SDP);
    elsewhere.peer.awaitStatus(401, "INVITE");
    // the right address without the password is asked for it
    SipPeer pbx = rig.pbx();
    String uri = "sip:101@127.0.0.1:" + rig.sipPort();
    pbx.send(
        pbx.request(
            "INVITE",
            uri,
            pbx.branch(),
            "<sip:9@x>;tag=1",
            "<" + uri + ">",
            "c1",
            1,
            "",
            SipPeer.SDP));
    pbx.awaitStatus(401, "INVITE");
    assertEquals(0, called.peer.waiting());
  }

  @Test
  void sourceThatGuessesIsBlockedWhateverUserItTries() throws Exception {
    for (int i = 0; i < 60; i++) {
      Phone guesser = rig.phone("u" + i);
      guesser.register("wrong", 600);
    }
    Phone phone = rig.phone("101");
    assertEquals(403, phone.register("secret101", 600).status());
  }

  @Test
  void strangersGetNoAnswerWhenTheSettingsSaySo() throws Exception {
    settings(SettingsSpec.newBuilder().setSilentToStrangers(true));
    Phone stranger = rig.phone("scanner");
    for (String method : List.of("INVITE", "REGISTER", "OPTIONS", "MESSAGE")) {
      stranger.peer.send(
          stranger.peer.request(
              method,
              "sip:100@127.0.0.1:" + rig.sipPort(),
              stranger.peer.branch(),
              "<sip:scanner@x>;tag=1",
              "<sip:100@x>",
              "scan-" + method,
              1,
              "",
              ""));
    }
    Rig.eventually("all seen", () -> rig.trunk.sip.counters().ignored.sum() >= 4);
    // an extension is asked for its password as ever
    assertEquals(200, rig.phone("101").register("secret101", 600).status());
    assertEquals(0, stranger.peer.waiting(), "not even a 100");
  }

  @Test
  void answersGoToTheSourceWhenTheSettingsSaySo() throws Exception {
    settings(SettingsSpec.newBuilder().setReplyToSource(true));
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      socket.setSoTimeout(5000);
      for (String method : List.of("OPTIONS", "INVITE")) {
        String request =
            method
                + " sip:100@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKsrc"
                + method
                + "\r\nMax-Forwards: 70\r\nFrom: <sip:a@x>;tag=1\r\nTo: <sip:100@x>\r\nCall-ID: "
                + method
                + "\r\nCSeq: 1 "
                + method
                + "\r\nContact: <sip:a@127.0.0.1>\r\nContent-Length: 0\r\n\r\n";
        byte[] octets = request.getBytes(StandardCharsets.US_ASCII);
        socket.send(
            new DatagramPacket(
                octets,
                octets.length,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), rig.sipPort())));
        DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
        socket.receive(answer);
        String text =
            new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
        assertEquals(method.equals("OPTIONS") ? "200" : "401", text.substring(8, 11));
      }
    }
  }
}
