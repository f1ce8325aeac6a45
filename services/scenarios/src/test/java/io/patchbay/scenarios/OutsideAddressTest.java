package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.scenarios.harness.G711;
import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.RtpPeer;
import io.patchbay.scenarios.harness.Sipp;
import io.patchbay.scenarios.harness.Sipp.Scenario;
import io.patchbay.scenarios.harness.StunServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A gateway whose edge has IPv6 for RTP and a STUN server: its PBX is told the address outside.
class OutsideAddressTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TALK = Duration.ofSeconds(2);
  private static final InetAddress HERE = InetAddress.ofLiteral("::1");

  /// The sample configuration, changed.
  private static Path documents(int stunPort) throws IOException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "documents")), "o");
    try (Stream<Path> files = Files.list(Path.of("..", "..", "docs", "sample-config"))) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    replace(
        directory.resolve("edge.yaml"),
        "spec: {}",
        "spec: {bind: \"::1\", stun-server: \"[::1]:%d\"}".formatted(stunPort));
    replace(
        directory.resolve("trunks.yaml"),
        "  transport: udp  ",
        "  media: {external-address: stun}\n  transport: udp  ");
    return directory;
  }

  private static void replace(Path file, String text, String by) throws IOException {
    String before = Files.readString(file);
    assertTrue(before.contains(text), file + " has no '" + text + "'");
    Files.writeString(file, before.replace(text, by));
  }

  @Test
  void audioGoesOverVersion6AndThePbxIsToldTheAddressOutsideOnceItIsKnown() throws Exception {
    try (StunServer stun = new StunServer(HERE);
        Gateway gateway = Gateway.start("--config", documents(stun.port()).toString());
        Lab lab = new Lab(gateway)) {
      assertConnection("0:0:0:0:0:0:0:1", call(lab)); // the edge's own, while none is known

      stun.answer("2001:db8::7");
      gateway.awaitEdge(
          "an address outside",
          edge -> edge.path("outsideAddress").asText().startsWith("2001:db8:"));

      assertConnection("2001:db8:0:0:0:0:0:7", call(lab));
    }
  }

  private static void assertConnection(String address, String messages) {
    assertTrue(messages.lines().anyMatch(("c=IN IP6 " + address)::equals), messages);
  }

  /// The PBX calls a subscriber, both hear each other; returns the messages.
  private static String call(Lab lab) throws Exception {
    RtpPeer media = lab.keep(RtpPeer.open(HERE, G711.PCMA, 20));
    String subscriber = lab.subscriber();
    String recording = "mobile-" + subscriber;
    Sipp pbx =
        lab.pbx(
            Scenario.of("uac_wait_bye")
                .call(lab.station(), subscriber)
                .with(
                    "sdp",
                    Sipp.sdp(media.port(), 20, G711.PCMA).replace("IP4 127.0.0.1", "IP6 ::1")));
    lab.world().answer(subscriber, lab.talking(recording));
    media.awaitTone(TALK);
    lab.awaitTone(recording, TALK);
    lab.world().hangUp(subscriber);
    pbx.awaitSuccess(SOON);
    media.heard().assertTone("pbx", 1.5);
    lab.recorded(recording).assertTone("mobile", 1.5);
    assertEquals(16, lab.records().only(subscriber, SOON).getCause());
    String messages = pbx.messages();
    return messages.substring(messages.indexOf("SIP/2.0 200"));
  }
}
