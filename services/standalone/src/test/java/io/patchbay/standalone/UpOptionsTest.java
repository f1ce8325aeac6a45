package io.patchbay.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpOptionsTest {
  @Test
  void nothingGivenMeansTheDocumentedDefaults() {
    UpOptions options = UpOptions.parse(List.of());

    assertEquals(Path.of(".patchbay").toAbsolutePath(), options.data());
    assertEquals("127.0.0.1", options.bind());
    assertTrue(options.simulator());
    assertEquals(1, options.trunkReplicas());
    assertEquals(5060, options.ports().sip(0));
    assertEquals(5061, options.ports().sipTls(0));
    assertEquals(8080, options.ports().consoleHttp());
    assertEquals(9090, options.ports().publicGrpc());
    assertEquals(9091, options.ports().trunkGrpc(0));
    assertEquals(9099, options.ports().simulatorGrpc());
  }

  @Test
  void theOffsetShiftsEveryPort() {
    Ports shifted = UpOptions.parse(List.of("--port-offset", "700")).ports();
    Ports usual = new Ports(0);

    assertEquals(
        usual.tcp(2, true).keySet().stream().map(port -> port + 700).toList(),
        List.copyOf(shifted.tcp(2, true).keySet()));
  }

  @Test
  void twoReplicasHaveNoPortInCommon() {
    assertEquals(21, new Ports(0).tcp(2, true).size());
  }

  @ParameterizedTest
  @CsvSource({
    "--port-offset,  --port-offset: a value is missing",
    "--sesame,       up: unknown option '--sesame'; see ./patchbay help",
  })
  void aWrongCommandLineIsNamed(String argument, String message) {
    assertEquals(
        message,
        assertThrows(StartFailure.class, () -> UpOptions.parse(List.of(argument))).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "x, --port-offset x: not a number",
    "-1, up: --port-offset -1: must be 0 to 30000",
    "70000, up: --port-offset 70000: must be 0 to 30000",
  })
  void aWrongOffsetIsNamed(String offset, String message) {
    assertEquals(
        message,
        assertThrows(StartFailure.class, () -> UpOptions.parse(List.of("--port-offset", offset)))
            .getMessage());
  }
}
