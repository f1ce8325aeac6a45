package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.driver.gsm.at.AtFields;
import io.patchbay.driver.gsm.profile.PinAttempts;
import io.patchbay.line.LineState;
import io.patchbay.simulator.modem.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The card in the modem and what people are told of it. Virtual time.
@Timeout(60)
final class CardTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private static VirtualGateway gateway(String family, Map<String, String> settings) {
    VirtualGateway gateway = new VirtualGateway(1, List.of(family), settings);
    assertTrue(gateway.await(SOON, () -> gateway.line(1).status().state() == LineState.IN_SERVICE));
    return gateway;
  }

  private static void assertTold(VirtualGateway gateway, String words) {
    assertTrue(
        gateway.await(SOON, () -> gateway.line(1).status().reason().contains(words)),
        () -> words + ": " + gateway.line(1).status().reason());
  }

  private static String attempts(VirtualGateway gateway, String question) {
    StringBuilder said = new StringBuilder();
    gateway.line(1).listen(said::append);
    byte[] line = (question + "\r").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    gateway.world().modem("gsm-1").orElseThrow().commandInput(line, line.length);
    gateway.pass(Duration.ofMillis(50));
    return said.toString();
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
  void theRightPinIsEnteredAndAWrongOneOnlyOnceHoweverOftenTheModuleStarts(String family) {
    VirtualGateway right = gateway(family, Map.of("pin", "1234"));
    right.line(1).fault(Fault.PIN_LOCKED);
    right.pass(Duration.ofSeconds(5));
    assertTrue(
        right.await(SOON, () -> right.line(1).status().state() == LineState.IN_SERVICE),
        () -> "" + right.line(1).status());

    VirtualGateway wrong = gateway(family, Map.of("pin", "9999"));
    wrong.line(1).fault(Fault.PIN_LOCKED);
    assertTold(wrong, "the configured PIN was wrong; it is not tried again");
    for (int i = 0; i < 4; i++) {
      wrong.line(1).fault(Fault.REBOOT);
      wrong.pass(SOON);
    }
    assertTold(wrong, "the configured PIN was wrong; it is not tried again");
    assertTrue(attempts(wrong, "AT+CPIN?").contains("SIM PIN"), "not blocked");
  }

  @Test
  void aWrongPinIsRememberedForItsCardAlsoByALineThatIsConfiguredAnew() {
    PinMemory memory = new PinMemory(octets -> {});
    PinTry first = new PinTry(memory, "9999");
    first.card("8986001");
    assertTrue(first.mayTry());
    first.tried();
    first.failed();
    PinTry anew = new PinTry(memory, "9999");
    anew.card("8986001");
    assertFalse(anew.mayTry());
    anew.card("8986002");
    assertTrue(anew.mayTry(), "another card");
    PinTry corrected = new PinTry(memory, "1234");
    corrected.card("8986001");
    assertTrue(corrected.mayTry(), "another PIN");
    corrected.left(1);
    assertFalse(corrected.mayTry(), "the last attempt is left to people");
    corrected.left(-1);
    assertTrue(corrected.mayTry(), "not known");
    assertFalse(new PinTry(memory, "").mayTry());
  }

  @Test
  void aPinThatWasTriedIsRememberedAlsoByAnotherProcessAndNeverWritten(@TempDir Path directory)
      throws IOException {
    Path own = directory.resolve("gsm-at");
    PinMemory memory = new PinMemory(octets -> octets[0] = 7);
    memory.keepIn(own);
    PinTry first = new PinTry(memory, "4711");
    first.card("8986000000000000001");
    first.tried(); // the process dies before the modem answers
    PinTry right = new PinTry(memory, "1234");
    right.card("8986000000000000002");
    right.tried();
    right.succeeded();

    PinMemory anew = new PinMemory(octets -> {});
    anew.keepIn(own);
    PinTry again = new PinTry(anew, "4711");
    again.card("8986000000000000001");
    assertFalse(again.mayTry());
    assertFalse(anew.knows("8986000000000000002", "1234"), "it was right");
    PinTry corrected = new PinTry(anew, "4712");
    corrected.card("8986000000000000001");
    assertTrue(corrected.mayTry());

    List<String> lines = Files.readAllLines(own.resolve("tried-pins"));
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().matches("8986000000000000001 07[0-9a-f]{30} [0-9a-f]{64}"));
    assertFalse(lines.getFirst().contains("4711"));
  }

  @Test
  void linesThatAreNoneOfItsOwnAreLeftOut(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("tried-pins"), "8986 zz\n\n" + "x".repeat(9999) + "\n");
    PinMemory memory = new PinMemory(octets -> {});
    memory.keepIn(directory);
    assertFalse(memory.knows("8986", "zz"));
    memory.remember("8986000000000000001", "1111");
    assertEquals(1, Files.readAllLines(directory.resolve("tried-pins")).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; +CPINR: SIM PIN,3,3; 3",
        "1; +CPINR: SIM PIN2,1,3; -1",
        "1; +QPINC: \"SC\",2,10; 2",
        "0; +SPIC: 1,10,3,10; 1",
        "3; ^CPIN: SIM PIN,,10,2,10,3; 2",
        "0; #PCT: 3; 3",
        "0; ERROR; -1",
        "1; +CPINR: ; -1"
      })
  void theAttemptsLeftAreReadAsTheFamilySaysThem(int field, String line, int left) {
    assertEquals(left, new PinAttempts("AT", field).left(List.of(line)));
  }

  @Test
  void whatIsWrongWithTheCardIsSaidInWords() {
    VirtualGateway gateway = gateway("quectel-ec2x", Map.of());
    gateway.line(1).fault(Fault.PIN_LOCKED);
    assertTold(gateway, "the SIM card wants its PIN, and the line has no setting pin");
    gateway.line(1).fault(Fault.SIM_PULLED);
    assertTold(gateway, "no SIM");
  }

  @Test
  void aRefusalIsToldWithItsCauseAndNothingIsDoneAboutIt() {
    VirtualGateway gateway = gateway("quectel-ec2x", Map.of("registration-timeout", "10"));
    gateway.line(1).fault(Fault.DENIED);
    assertTold(
        gateway,
        "network registration denied: this network is not allowed (PLMN not allowed, cause 11)");
    gateway.pass(Duration.ofMinutes(5));
    assertEquals(
        "network registration denied: this network is not allowed (PLMN not allowed, cause 11)",
        gateway.line(1).status().reason());
    gateway.line(1).fault(Fault.CLEAR);
    assertTrue(
        gateway.await(SOON, () -> gateway.line(1).status().state() == LineState.IN_SERVICE),
        () -> "" + gateway.line(1).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quectel-ec2x",
        "simcom-sim7600",
        "telit-le910",
        "u-blox",
        "simcom-sim800",
        "generic"
      })
  void theReasonOfARefusalIsAskedForAsTheFamilyTellsIt(String family) {
    VirtualGateway gateway = gateway(family, Map.of());
    gateway.line(1).fault(Fault.DENIED);
    assertTold(
        gateway,
        "network registration denied: this network is not allowed (PLMN not allowed, cause 11)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "+CREG: 3,3,\"1A2B\",\"01C3D65\",7,0,2; the card is not known (IMSI unknown in HLR, cause 2)",
        "+CREG: 3,3,\"1A2B\",\"01C3D65\",7,0,97; by the network (cause 97)",
        "+CREG: 3,3,\"1A2B\",\"01C3D65\",7,1,97; the modem's own cause 97",
        "+CREG: 2,3; ''",
      })
  void causesOfARefusalAreWords(String line, String words) {
    assertEquals(words, RejectCause.of(AtFields.of(line), 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "+CEER: \"Illegal MS\"; the card is barred (illegal MS, cause 3)",
        "+CEER: EMM cause: IMSI unknown in HSS; the card is not known (IMSI unknown in HLR, cause 2)",
        "+CEER: Illegal message; ''",
        "+CEER: Switching equipment congestion; ''",
        "+CEER: 8,11; ''",
      })
  void ofAnExtendedErrorReportOnlyNamesOfRefusalsCount(String line, String words) {
    assertEquals(words, RejectCause.named(line));
  }
}
