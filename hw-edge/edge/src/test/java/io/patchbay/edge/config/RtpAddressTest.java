package io.patchbay.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The Edge document's RTP settings, over the process's properties.
final class RtpAddressTest {
  private static EdgeSettings properties(String bind, String advertised) {
    return new EdgeSettings(
        "edge-1",
        List.of(),
        "",
        Path.of("data"),
        Optional.empty(),
        Map.of(),
        InetAddress.ofLiteral(bind),
        InetAddress.ofLiteral(advertised),
        20_000,
        20_100,
        Duration.ofSeconds(20));
  }

  private static RtpAddress of(EdgeSettings settings, String spec) {
    return RtpAddress.of(
        settings,
        Documents.of(
            DocumentYaml.parse("edge.yaml", "{kind: Edge, name: edge-1, spec: {" + spec + "}}")));
  }

  private static String words(RtpAddress rtp) {
    return rtp.bind().getHostAddress()
        + " "
        + rtp.advertised().getHostAddress()
        + " "
        + rtp.portMin()
        + "-"
        + rtp.portMax();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | 127.0.0.1 127.0.0.1 20000-20100
          'bind: 127.0.0.2' | 127.0.0.2 127.0.0.2 20000-20100
          'rtp-port-min: 30000, rtp-port-max: 30999' | 127.0.0.1 127.0.0.1 30000-30999
          'rtp-port-max: 20500' | 127.0.0.1 127.0.0.1 20000-20500
          'advertised-address: 198.51.100.7' | 127.0.0.1 198.51.100.7 20000-20100
          'bind: 0.0.0.0, advertised-address: 198.51.100.7' | 0.0.0.0 198.51.100.7 20000-20100
          """)
  void theDocumentCountsAndThePropertiesFillIn(String spec, String expected) {
    assertEquals(expected, words(of(properties("127.0.0.1", "127.0.0.1"), spec)));
  }

  @Test
  void anAdvertisedAddressOfThePropertiesOutlivesAnotherBind() {
    assertEquals(
        "127.0.0.2 203.0.113.9 20000-20100",
        words(of(properties("127.0.0.1", "203.0.113.9"), "bind: 127.0.0.2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'bind: eth0' | Edge edge-1: spec.bind: 'eth0' is not an IP address
          'advertised-address: gw.example' | Edge edge-1: spec.advertised-address: 'gw.example' is not an IP address
          'bind: 0.0.0.0' | Edge edge-1: spec.advertised-address: missing; bind 0.0.0.0 is no address that a peer could send to
          'rtp-port-min: 80' | Edge edge-1: spec.rtp-port-min: 80 is not within 1024-65535
          'rtp-port-min: 30000' | Edge edge-1: spec.rtp-port-max: 20100 is not above rtp-port-min 30000
          """)
  void whatIsWrongIsNamed(String spec, String expected) {
    assertEquals(
        expected,
        assertThrows(
                IllegalArgumentException.class,
                () -> of(properties("127.0.0.1", "127.0.0.1"), spec))
            .getMessage());
  }

  @Test
  void anAddressOfAnotherMachineEndsTheStart() {
    var failure =
        assertThrows(
            IOException.class,
            () -> of(properties("127.0.0.1", "127.0.0.1"), "bind: 192.0.2.1").check());
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.startsWith("RTP cannot be bound to 192.0.2.1: "), message);
  }
}
