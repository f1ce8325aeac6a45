package io.patchbay.simulator.modem;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.simulator.network.SimCard;
import io.patchbay.simulator.world.VirtualWorld;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ModemFaultsTest {
  private final VirtualWorld virtual = new VirtualWorld();

  @BeforeEach
  void powerOn() {
    virtual.registered();
    virtual.at("gsm-1", "ATE0;+CREG=1");
  }

  private void fault(Fault fault) {
    virtual.world().modem("gsm-1").orElseThrow().fault(fault);
  }

  @Test
  void aDeadPortSaysNothingUntilCleared() {
    fault(Fault.NO_ANSWER);
    assertEquals(List.of(), virtual.at("gsm-1", "AT"));
    fault(Fault.CLEAR);
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT"));
  }

  @Test
  void withoutCoverageCallsDropAndRegistrationIsLost() {
    virtual.at("gsm-1", "ATD10000;");
    virtual.pass(1000);
    virtual.drain("gsm-1");
    fault(Fault.SIGNAL_LOST);
    assertEquals(List.of("+CREG: 2", "NO CARRIER"), virtual.drain("gsm-1"));
    assertEquals(List.of("+CSQ: 99,99", "OK"), virtual.at("gsm-1", "AT+CSQ"));
    assertEquals(List.of("NO CARRIER"), virtual.at("gsm-1", "ATD10000;"));
    fault(Fault.CLEAR);
    assertEquals(List.of("+CREG: 1"), virtual.pass(2000).drain("gsm-1"));
  }

  @Test
  void aModemAbroadTellsThatNetworkAsRudelyAsItCan() {
    fault(Fault.ABROAD);
    assertEquals(List.of("+CREG: 2", "+CREG: 5"), virtual.pass(2000).drain("gsm-1"));
    assertEquals(
        List.of("+COPS: 0,2,\"26201\",7", "OK"), virtual.at("gsm-1", "AT+COPS=3,2;+COPS?"));
    fault(Fault.UNQUOTED_OPERATOR);
    assertEquals(List.of("+COPS: 0,2,26201,7", "OK"), virtual.at("gsm-1", "AT+COPS?"));
    fault(Fault.NO_NUMERIC_OPERATOR);
    assertTrue(virtual.at("gsm-1", "AT+COPS=3,2").getFirst().contains("ERROR"));
    assertEquals(
        List.of("+COPS: 0,0,\"Telekom.de\",7", "OK"), virtual.at("gsm-1", "AT+COPS=3,0;+COPS?"));
    fault(Fault.CLEAR);
    assertEquals(List.of("+CREG: 2", "+CREG: 1"), virtual.pass(2000).drain("gsm-1"));
  }

  @Test
  void aPulledCardIsMissed() {
    fault(Fault.SIM_PULLED);
    assertEquals(List.of("+CPIN: NOT READY", "+CREG: 0"), virtual.drain("gsm-1"));
    assertEquals(List.of("+CME ERROR: 10"), virtual.at("gsm-1", "AT+CPIN?"));
    assertEquals(List.of("+CMS ERROR: 310"), virtual.at("gsm-1", "AT+CMGS=20"));
    fault(Fault.SIM_INSERTED);
    assertTrue(virtual.pass(2000).drain("gsm-1").containsAll(List.of("+CPIN: READY", "+CREG: 1")));
  }

  @Test
  void aCardWithoutItsNumberLeavesItToTheNetworkToTell() {
    fault(Fault.NO_NUMBER);
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT+CNUM"));
    virtual.at("gsm-1", "AT+CUSD=1,\"*102#\",15");
    String told = virtual.pass(1000).drain("gsm-1").getFirst();
    String hex =
        HexFormat.of().withUpperCase().formatHex("您的号码是 +8613900000001".getBytes(UTF_16BE));
    assertTrue(told.startsWith("+CUSD: 0,\"") && told.endsWith(hex + "\",72"), told);
    fault(Fault.CLEAR);
    assertEquals(2, virtual.at("gsm-1", "AT+CNUM").size());
  }

  @Test
  void emergencyCallsNeedNoCard() {
    fault(Fault.SIM_PULLED);
    virtual.drain("gsm-1");
    assertEquals(List.of("+CME ERROR: 10"), virtual.at("gsm-1", "ATD10000;"));
    assertEquals("OK", virtual.at("gsm-1", "ATD112;").getFirst());
  }

  @Test
  void aVanishedDeviceComesBackByBooting() {
    fault(Fault.PORT_GONE);
    assertEquals(List.of("(gone)"), virtual.drain("gsm-1"));
    fault(Fault.PORT_BACK);
    List<String> lines = virtual.pass(1100).drain("gsm-1");
    assertEquals(List.of("(back)", "RDY"), lines.subList(0, 2));
    assertEquals(List.of("AT", "OK"), virtual.at("gsm-1", "AT"), "echo is on again");
  }

  @Test
  void aSlowModemAnswersAfterThreeSeconds() {
    fault(Fault.SLOW);
    assertEquals(List.of(), virtual.at("gsm-1", "AT"));
    assertEquals(List.of("OK"), virtual.pass(3000).drain("gsm-1"));
  }

  @Test
  void garbledAndFloodedPortsStillTakeCommands() {
    fault(Fault.FLOOD);
    virtual.pass(5000);
    assertFalse(virtual.drain("gsm-1").isEmpty());
    fault(Fault.CLEAR);
    fault(Fault.GARBLED);
    boolean wrong = false;
    for (int i = 0; i < 20; i++) {
      wrong |= !virtual.at("gsm-1", "AT+CGSN").equals(List.of("861125030000015", "OK"));
    }
    assertTrue(wrong);
  }

  @Test
  void rudeModemsAnswerInTheirOwnWays() {
    fault(Fault.MERGED_LINES);
    virtual.at("gsm-1", "AT");
    assertEquals(List.of("+CSQ: 24,99OK"), virtual.at("gsm-1", "AT+CSQ"));
    fault(Fault.CLEAR);
    fault(Fault.URCS_INSIDE);
    assertEquals(List.of("+CSQ: 24,99", "+CIEV: 2,4", "OK"), virtual.at("gsm-1", "AT+CSQ"));
    fault(Fault.CLEAR);
    fault(Fault.TWO_RESULTS);
    assertEquals(List.of("OK", "OK"), virtual.at("gsm-1", "AT"));
    fault(Fault.CLEAR);
    fault(Fault.ECHO);
    assertEquals(List.of("AT", "OK"), virtual.at("gsm-1", "AT"));
    fault(Fault.CLEAR);
    fault(Fault.NUMERIC);
    assertEquals(List.of("0"), virtual.at("gsm-1", "AT"));
    assertEquals(List.of("OK"), virtual.at("gsm-1", "ATV1"));
    fault(Fault.STRAY_ERRORS);
    assertTrue(virtual.pass(3000).drain("gsm-1").contains("+CME ERROR: 100"));
  }

  @Test
  void linesAreTornAndEndAsTheyLike() {
    fault(Fault.SPLIT_LINES);
    virtual.type("gsm-1", "AT+CGSN\r");
    virtual.pass(6);
    String early = virtual.raw("gsm-1");
    assertFalse(early.contains("OK"), early);
    assertTrue((early + virtual.pass(50).raw("gsm-1")).endsWith("861125030000015\r\n\r\nOK\r\n"));
    fault(Fault.CLEAR);
    fault(Fault.LINE_ENDS);
    boolean other = false;
    for (int i = 0; i < 20; i++) {
      virtual.type("gsm-1", "AT\r");
      other |= !virtual.pass(50).raw("gsm-1").equals("\r\nOK\r\n");
    }
    assertTrue(other);
  }

  @Test
  void aMessageIsNeverAskedForAndEscapeEndsIt() {
    fault(Fault.NO_PROMPT);
    assertEquals(List.of(), virtual.at("gsm-1", "AT+CMGS=20"));
    virtual.type("gsm-1", "\u001B");
    assertEquals(List.of("OK"), virtual.pass(50).drain("gsm-1"));
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT"));
  }

  @Test
  void someAnswersComeSevenSecondsLate() {
    fault(Fault.LATE);
    int late = 0;
    for (int i = 0; i < 20; i++) {
      late += virtual.at("gsm-1", "AT").isEmpty() ? 1 : 0;
      virtual.pass(8000);
      virtual.drain("gsm-1");
    }
    assertTrue(late > 0 && late < 20, "late " + late);
  }

  @Test
  void askingForCallWaitingLocksThePortUpWhereItDoes() {
    fault(Fault.CCWA_LOCKS);
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT"));
    assertEquals(List.of(), virtual.at("gsm-1", "AT+CCWA=1,2,1"));
    assertEquals(List.of(), virtual.at("gsm-1", "AT"));
    fault(Fault.CLEAR);
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT"));
  }

  @Test
  void aWornAudioEndpointIsMendedByAReset() {
    VirtualWorld simcom = new VirtualWorld(List.of("simcom-sim7600")).registered();
    simcom.at("gsm-1", "ATE0");
    assertEquals(List.of("ERROR"), simcom.at("gsm-1", "AT+CPCMREG=1"), "no call is active");
    simcom.world().modem("gsm-1").orElseThrow().fault(Fault.AUDIO_WORN);
    assertEquals(List.of("ERROR"), voiceInCall(simcom));
    simcom.at("gsm-1", "AT+CRESET");
    simcom.pass(5000);
    simcom.drain("gsm-1");
    simcom.at("gsm-1", "ATE0");
    assertEquals(List.of("OK"), voiceInCall(simcom));
  }

  private static List<String> voiceInCall(VirtualWorld world) {
    world.at("gsm-1", "ATD10000;");
    world.pass(1000);
    world.drain("gsm-1");
    return world.at("gsm-1", "AT+CPCMREG=1");
  }

  @Test
  void overlongLinesAreAnErrorAndTheNextOneWorks() {
    assertEquals(List.of("+CME ERROR: 100"), virtual.at("gsm-1", "AT" + "x".repeat(5000)));
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT"));
  }

  @Test
  void noOctetsWhateverBreakTheInterpreter() {
    java.util.SplittableRandom random = new java.util.SplittableRandom(42);
    for (int i = 0; i < 1000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      String text = new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1);
      virtual.at("gsm-1", "AT+" + text.replace('\u001A', 'z'));
    }
    virtual.type("gsm-1", "\u001B");
    virtual.pass(30_000);
    virtual.drain("gsm-1");
    assertTrue(virtual.at("gsm-1", "AT").contains("OK"));
  }

  @Test
  void aPinIsWantedCountedAndUnblocked() {
    SimCard card = new SimCard("8986", "460000000000009", "+8613900000009", "1234", "87654321");
    Radio radio =
        new Radio(
            ModemSettings.ofLine(9),
            card,
            virtual.world().timeline(),
            virtual.world().journal(),
            AtSettings::new,
            TestSerial.silent(virtual.world().timeline()),
            () -> {});
    radio.power(true);
    assertEquals("SIM PIN", radio.pinState());
    for (int i = 0; i < 3; i++) {
      assertFalse(radio.enterPin("0000"));
    }
    assertEquals("SIM PUK", radio.pinState());
    assertFalse(radio.enterPuk("11111111", "4321"));
    assertEquals(9, radio.pukTries());
    assertTrue(radio.enterPuk("87654321", "4321"));
    assertEquals("READY", radio.pinState());
  }
}
