package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.scenarios.harness.Baresip;
import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.Records;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.SharedGateway;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in by the network: a clear answer or a counted drop, and the next call works.
@ExtendWith(SharedGateway.class)
class BadInputTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void theTortureMessagesOfRfc4475AreSurvived(Lab lab) throws Exception {
    Path folder = Path.of(BadInputTest.class.getResource("/rfc4475").toURI());
    List<Path> messages;
    try (Stream<Path> files = Files.list(folder)) {
      messages = files.filter(file -> file.toString().endsWith(".dat")).sorted().toList();
    }
    assertTrue(messages.size() > 40, messages.toString());
    for (Path message : messages) {
      sendUdp(lab, Files.readAllBytes(message));
      sendTcp(lab, Files.readAllBytes(message));
    }

    theNextCallWorks(lab);
  }

  @Test
  void randomOctetsAndHugeFieldsAreSurvived(Lab lab) throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < 100; i++) {
      byte[] noise = new byte[random.nextInt(1400)];
      random.nextBytes(noise);
      sendUdp(lab, noise);
    }
    String huge =
        "INVITE sip:101@127.0.0.1 SIP/2.0\r\nX-Long: "
            + "a".repeat(60_000)
            + "\r\nContent-Length: 0\r\n\r\n";
    sendUdp(lab, huge.getBytes(StandardCharsets.US_ASCII));
    sendTcp(lab, huge.repeat(20).getBytes(StandardCharsets.US_ASCII));
    sendTcp(
        lab,
        "INVITE sip:101@127.0.0.1 SIP/2.0\r\nContent-Length: 2000000000\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));

    theNextCallWorks(lab);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "this is no session description",
        "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 99999 RTP/AVP 0",
        "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 4000 RTP/AVP x y",
        "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 999.1.1.1\nt=0 0\nm=audio 4000 RTP/AVP 0",
      })
  void brokenSdpIsRefused(String sdp, Lab lab) throws Exception {
    refused(lab, sdp);
    theNextCallWorks(lab);
  }

  @Test
  void anOfferWithoutACodecOfOursIs488(Lab lab) throws Exception {
    Sipp pbx =
        lab.pbx(
            Scenario.of("uac_reject")
                .call(lab.station(), lab.subscriber())
                .with("status", 488)
                .with(
                    "sdp",
                    Sipp.sdp(4000, 20, G711.PCMU)
                        .replace("AVP 0 101", "AVP 18")
                        .replace("rtpmap:0 PCMU", "rtpmap:18 G729")));

    pbx.awaitSuccess(SOON);
  }

  private static void refused(Lab lab, String sdp) throws Exception {
    String number = lab.subscriber();
    try (var socket =
        new DatagramSocket(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), lab.gateway().trunkPeerPort()))) {
      String invite =
          """
          INVITE sip:%1$s@127.0.0.1 SIP/2.0
          Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK%3$s;rport
          From: <sip:57000000@127.0.0.1>;tag=a
          To: <sip:%1$s@127.0.0.1>
          Call-ID: %1$s
          CSeq: 1 INVITE
          Contact: <sip:57000000@127.0.0.1:%2$d>
          Max-Forwards: 70
          Content-Type: application/sdp
          Content-Length: %4$d

          """
              .formatted(
                  number,
                  socket.getLocalPort(),
                  number.substring(1),
                  sdp.replace("\n", "\r\n").length());
      send(lab, socket, (invite + sdp).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer;
      do {
        answer = receive(socket);
      } while (answer.startsWith("SIP/2.0 1"));
      assertTrue(answer.matches("(?s)SIP/2.0 (400|415|488) .*"), answer);
      String to = answer.lines().filter(line -> line.startsWith("To:")).findFirst().orElseThrow();
      String ack =
          invite
              .replace("INVITE", "ACK")
              .replaceFirst("To: .*", to)
              .replaceFirst("(?s)Content-Type.*", "Content-Length: 0\n\n");
      send(lab, socket, ack.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String receive(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(5000);
    var packet = new DatagramPacket(new byte[4096], 4096);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
  }

  @Test
  void rtpFromElsewhereIsDroppedAndCounted(Lab lab) throws Exception {
    RtpPeer media = lab.media(G711.PCMU);
    Sipp pbx = lab.pbx(Scenario.of("uas_answer").media(media, G711.PCMU));
    String subscriber = lab.subscriber();
    lab.world().call(subscriber, "gsm-3", lab.talking("mobile"));
    lab.world().await(subscriber, "answered", "");
    media.awaitTone(Duration.ofSeconds(1));
    var ours = (InetSocketAddress) media.remote();
    try (var stranger = new DatagramSocket(new InetSocketAddress("127.0.0.3", 0))) {
      byte[] packet = new byte[172];
      packet[0] = (byte) 0x80;
      for (int i = 0; i < 50; i++) {
        packet[3] = (byte) i;
        stranger.send(new DatagramPacket(packet, packet.length, ours));
      }
    }
    lab.awaitTone("mobile", Duration.ofSeconds(3));
    lab.world().hangUp(subscriber);
    pbx.awaitSuccess(SOON);

    var quality = Records.leg(lab.records().only(subscriber, SOON), "pbx").getRtp();
    assertEquals(50, quality.getPacketsForeign(), quality.toString());
    lab.recorded("mobile").assertTone("mobile", 2.5);
  }

  @Test
  void aWrongPasswordDoesNotRegister(Lab lab) throws Exception {
    String account =
        "<sip:103@127.0.0.1:%d>;auth_pass=wrong;regint=120".formatted(lab.ready().sipUdp());
    Baresip phone = lab.keep(Baresip.start("103", account));

    phone.awaitLog("401 Unauthorized|403 ", SOON);
    Baresip right = lab.extension("101");
    right.hangUp();
  }

  @Test
  void aWrongConsolePasswordIsRefused(Lab lab) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(lab.ready().http() + "/api/lines"))
              .header("Authorization", "Basic YWRtaW46d3Jvbmc=")
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      assertEquals(401, status);
    }
  }

  private static void theNextCallWorks(Lab lab) throws Exception {
    lab.pbx(Scenario.of("uac_options").call(lab.station(), "101")).awaitSuccess(SOON);
    String subscriber = lab.subscriber();
    Sipp pbx =
        lab.pbxCalls(
            subscriber,
            Scenario.of("uac_call").with("hold", 200).media(lab.media(G711.PCMU), G711.PCMU));
    pbx.awaitSuccess(SOON);
    assertEquals(16, lab.records().only(subscriber, SOON).getCause());
  }

  private static void sendUdp(Lab lab, byte[] message) throws IOException {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      send(lab, socket, message);
    }
  }

  private static void send(Lab lab, DatagramSocket socket, byte[] message) throws IOException {
    int length = Math.min(message.length, 65_000);
    socket.send(
        new DatagramPacket(
            message, length, InetAddress.getLoopbackAddress(), lab.ready().sipUdp()));
  }

  private static void sendTcp(Lab lab, byte[] message) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), lab.ready().sipUdp())) {
      socket.getOutputStream().write(message);
      socket.getOutputStream().flush();
    } catch (java.net.SocketException e) {
      // it may close such a connection while we still write
    }
  }
}
