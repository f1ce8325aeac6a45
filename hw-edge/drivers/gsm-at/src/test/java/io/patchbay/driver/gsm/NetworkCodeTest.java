package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import io.patchbay.simulator.modem.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The code of the network that a modem is in, at home and abroad. Virtual time.
@Timeout(60)
final class NetworkCodeTest {
  private static final Duration SOON = Duration.ofMinutes(2);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "+COPS: 0,2,\"46000\",7; 46000",
        "+COPS: 0,2,\"310260\",7; 310260",
        "+COPS: 0,2,26201; 26201",
        "+COPS: 0,2,\"26201; 26201",
        "+COPS: 0,0,\"46001\"; 46001",
        "+COPS: 0,2, \"26201\" ,7; 26201",
        "+COPS: 0; ''",
        "+COPS: 0,0,\"CHINA MOBILE\",7; ''",
        "+COPS: 0,2,\"4600\"; ''",
        "+COPS: 0,2,\"4600012\"; ''",
        "+COPS: 0,2,\"2620A\"; ''",
        "+COPS: 0,2,\"26201<script>\"; ''",
        "+COPS: 0,2,\"２６２０１\"; ''",
        "; ''",
      })
  void theCodeIsFiveOrSixDigitsAndNothingElse(String answer, String code) {
    assertEquals(code, NetworkCode.of(answer == null ? "" : answer));
  }

  private static VirtualGateway started(String family) {
    VirtualGateway gateway = new VirtualGateway(1, List.of(family), Map.of());
    await(gateway, "46000", "home");
    return gateway;
  }

  private static void await(VirtualGateway gateway, String code, String registration) {
    assertTrue(
        gateway.await(
            SOON,
            () ->
                status(gateway).state() == LineState.IN_SERVICE
                    && status(gateway).registration().equals(registration)
                    && status(gateway).identity().getOrDefault("network", "").equals(code)),
        () -> code + " " + registration + ": " + status(gateway));
  }

  private static LineStatus status(VirtualGateway gateway) {
    return gateway.line(1).status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quectel-ec2x",
        "quectel-uc20",
        "simcom-sim7600",
        "simcom-sim800",
        "huawei",
        "telit-le910",
        "u-blox",
        "generic"
      })
  void aModemThatIsTakenAbroadTellsTheNetworkThere(String family) {
    VirtualGateway gateway = started(family);
    assertEquals("CHINA MOBILE", status(gateway).operator());
    gateway.line(1).fault(Fault.ABROAD);
    await(gateway, "26201", "roaming");
    assertTrue(
        gateway.await(SOON, () -> status(gateway).operator().equals("Telekom.de")),
        () -> "" + status(gateway));
    gateway.line(1).fault(Fault.CLEAR);
    await(gateway, "46000", "home");
  }

  @Test
  void aCodeWithoutQuotesIsOne() {
    VirtualGateway gateway = started("quectel-ec2x");
    gateway.line(1).fault(Fault.UNQUOTED_OPERATOR);
    gateway.line(1).fault(Fault.ABROAD);
    await(gateway, "26201", "roaming");
  }

  @Test
  void aModemThatTellsNoCodeIsInServiceWithoutAndIsNotAskedAgain() {
    VirtualGateway gateway = new VirtualGateway(1, List.of(), Map.of());
    gateway.line(1).fault(Fault.NO_NUMERIC_OPERATOR);
    await(gateway, "", "home");
    StringBuilder said = new StringBuilder();
    gateway.line(1).listen(said::append);
    gateway.line(1).fault(Fault.ABROAD);
    await(gateway, "", "roaming");
    gateway.pass(SOON);
    assertEquals("Telekom.de", status(gateway).operator());
    assertFalse(said.toString().contains("ERROR"), said.toString());
  }

  @Test
  void aModemWithoutNetworkIsNowhere() {
    VirtualGateway gateway = started("quectel-ec2x");
    gateway.line(1).fault(Fault.SIGNAL_LOST);
    assertTrue(
        gateway.await(SOON, () -> !status(gateway).identity().containsKey("network")),
        () -> "" + status(gateway));
    gateway.line(1).fault(Fault.CLEAR);
    await(gateway, "46000", "home");
  }
}
