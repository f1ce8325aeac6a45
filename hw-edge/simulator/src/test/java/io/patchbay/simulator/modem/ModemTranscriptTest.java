package io.patchbay.simulator.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.simulator.network.CallPlan;
import io.patchbay.simulator.network.Subscriber;
import io.patchbay.simulator.world.VirtualWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the EC25 says, line by line.
final class ModemTranscriptTest {
  private static final String ALICE = "+8613800000001";

  private final VirtualWorld virtual = new VirtualWorld();

  @BeforeEach
  void powerOn() {
    virtual.registered();
  }

  @Test
  void itBootsAndRegisters() {
    VirtualWorld fresh = new VirtualWorld();
    fresh.world().powerOn();
    fresh.pass(1100);
    assertEquals(
        List.of(
            "RDY", "+CFUN: 1", "+CPIN: READY", "+QUSIM: 1", "+QIND: SMS DONE", "+QIND: PB DONE"),
        fresh.drain("gsm-1"));
    assertTrue(fresh.at("gsm-1", "AT+CREG?").contains("+CREG: 0,2"));
    fresh.pass(2000);
    assertTrue(fresh.at("gsm-1", "AT+CREG?").contains("+CREG: 0,1"));
  }

  @Test
  void itEchoesUntilToldOtherwise() {
    assertEquals(List.of("AT", "OK"), virtual.at("gsm-1", "AT"));
    assertEquals(List.of("ATE0", "OK"), virtual.at("gsm-1", "ATE0"));
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT"));
  }

  @Test
  void aDriversStartSequenceIsAnswered() {
    talk(
        """
        > ATE0
        < ATE0
        < OK
        > AT+CMEE=0
        < OK
        > AT+CGMI
        < Quectel
        < OK
        > AT+CGSN
        < 861125030000015
        < OK
        > AT+CIMI
        < 460000000000001
        < OK
        > AT+QCCID
        < +QCCID: 8986000000000000001
        < OK
        > AT+CPIN?
        < +CPIN: READY
        < OK
        > AT+COPS=3,2;+COPS?
        < +COPS: 0,2,"46000",7
        < OK
        > AT+CREG=2;+CREG?
        < +CREG: 2,1,"1A2B","01C3D65",7
        < OK
        > AT+CNUM
        < +CNUM: "Line 1","+8613900000001",145
        < OK
        > AT+CSQ
        < +CSQ: 24,99
        < OK
        > AT+QINDCFG="ccinfo",1,0
        < OK
        > AT^DSCI=0
        < OK
        > AT+QTONEDET=1
        < OK
        > AT+CMGF=0
        < OK
        > AT+CPMS="SM","SM","SM"
        < +CPMS: 0,2,0,2,0,2
        < OK
        > AT+CNMI=2,1,0,2,0
        < OK
        > AT+NOSUCH
        < ERROR
        > AT+CMEE=1
        < OK
        > AT+NOSUCH
        < +CME ERROR: 100
        > AT+CMEE=2;+CLIR=9
        < +CME ERROR: Incorrect parameters
        > AT+CSCS="UCS2"
        < OK
        > AT+CSCA?
        < +CSCA: "002B0038003600310033003800300030003100300030003500300030",145
        < OK
        """);
  }

  @Test
  void anOutgoingCallIsTold() {
    talk(
        "> ATE0;+QINDCFG=\"ccinfo\",1,0;+QTONEDET=1;+QPCMV=1,0\n< ATE0;+QINDCFG=\"ccinfo\",1,0;"
            + "+QTONEDET=1;+QPCMV=1,0\n< OK\n");
    assertEquals(
        List.of("OK", "+QIND: \"ccinfo\",1,0,2,0,0,\"10086\",129"),
        virtual.at("gsm-1", "ATD10086;"));
    virtual.pass(500);
    assertEquals(List.of("+QIND: \"ccinfo\",1,0,3,0,0,\"10086\",129"), virtual.drain("gsm-1"));
    assertTrue(!virtual.audioOf("gsm-1").isEmpty(), "ring-back");
    virtual.pass(1200);
    assertEquals(List.of("+QIND: \"ccinfo\",1,0,0,0,0,\"10086\",129"), virtual.drain("gsm-1"));
    assertEquals(List.of("+CLCC: 1,0,0,0,0,\"10086\",129", "OK"), virtual.at("gsm-1", "AT+CLCC"));
    assertEquals(-10, VirtualWorld.levelDbm0(virtual.audioOf("gsm-1").getLast(), 440), 0.5, "tone");
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT+VTS=\"5\""));
    virtual.pass(1000);
    assertEquals(List.of("+QTONEDET: 53"), virtual.drain("gsm-1"), "the digit comes back");
    assertEquals(
        List.of("+QIND: \"ccinfo\",1,0,-1,0,0,\"10086\",129", "OK"),
        virtual.at("gsm-1", "AT+QHUP=16"));
    assertEquals("released normal-clearing", virtual.eventsOf("10086").getLast());
  }

  @Test
  void failedCallsHaveTheirResultAndCause() {
    virtual.at("gsm-1", "ATE0");
    virtual.at("gsm-1", "ATD10010;");
    assertEquals(List.of("BUSY"), virtual.pass(1000).drain("gsm-1"));
    assertEquals(List.of("+CEER: 8,17", "OK"), virtual.at("gsm-1", "AT+CEER"));
    virtual.at("gsm-1", "ATD10013;");
    assertEquals(List.of("NO CARRIER"), virtual.pass(1000).drain("gsm-1"));
    assertEquals(List.of("+CEER: 8,1", "OK"), virtual.at("gsm-1", "AT+CEER"));
    virtual.at("gsm-1", "ATD10011;");
    assertEquals(List.of("NO ANSWER"), virtual.pass(61_000).drain("gsm-1"));
  }

  @Test
  void anIncomingCallRingsIsAnsweredHeldAndReleasedByTheFarEnd() {
    virtual.at("gsm-1", "ATE0;+CLIP=1;+QPCMV=1,0");
    Subscriber alice = virtual.world().subscriber(ALICE);
    alice.call("+8613900000001", CallPlan.saying("tone:1000"), false);
    virtual.pass(500);
    String clip = "+CLIP: \"+8613800000001\",145,,,,0";
    assertEquals(List.of("RING", clip), virtual.drain("gsm-1"));
    assertEquals(List.of("RING", clip), virtual.pass(5000).drain("gsm-1"));
    assertEquals(List.of("OK"), virtual.at("gsm-1", "ATA"));
    virtual.pass(500);
    assertEquals(-10, VirtualWorld.levelDbm0(virtual.audioOf("gsm-1").getLast(), 1000), 0.5);
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT+CHLD=2"));
    virtual.pass(100);
    assertTrue(VirtualWorld.levelDbm0(virtual.audioOf("gsm-1").getLast(), 1000) < -60, "held");
    assertEquals(List.of("OK"), virtual.at("gsm-1", "AT+CHLD=2"));
    alice.hangUp();
    assertEquals(List.of("NO CARRIER"), virtual.drain("gsm-1"));
  }

  @Test
  void aSecondCallWaitsIsTakenHeldAndRingsWhenTheFirstIsOver() {
    virtual.at("gsm-1", "ATE0;+CLIP=1;+CCWA=1;+QINDCFG=\"ccinfo\",1,0");
    Subscriber alice = virtual.world().subscriber(ALICE);
    Subscriber bob = virtual.world().subscriber("+8613800000002");
    alice.call("+8613900000001", CallPlan.silent(), false);
    virtual.pass(500);
    virtual.at("gsm-1", "ATA");
    bob.call("+8613900000001", CallPlan.silent(), false);
    String second = "+QIND: \"ccinfo\",2,1,%s,0,0,\"+8613800000002\",145";
    assertEquals(
        List.of(second.formatted("5"), "+CCWA: \"+8613800000002\",145,1"),
        virtual.pass(500).drain("gsm-1"));
    assertEquals(
        List.of("+QIND: \"ccinfo\",1,1,1,0,0,\"+8613800000001\",145", second.formatted("0"), "OK"),
        virtual.at("gsm-1", "AT+CHLD=2"));
    assertEquals(
        List.of(
            "+CLCC: 1,1,1,0,0,\"+8613800000001\",145",
            "+CLCC: 2,1,0,0,0,\"+8613800000002\",145",
            "OK"),
        virtual.at("gsm-1", "AT+CLCC"));
    assertEquals(
        List.of(second.formatted("-1"), "OK"), virtual.at("gsm-1", "AT+CHLD=12"), "only the one");
    virtual.at("gsm-1", "AT+CHLD=2");
    bob.call("+8613900000001", CallPlan.silent(), false);
    virtual.pass(500).drain("gsm-1");
    alice.hangUp();
    assertEquals(
        List.of(
            "+QIND: \"ccinfo\",1,1,-1,0,0,\"+8613800000001\",145",
            "NO CARRIER",
            second.formatted("4"),
            "RING",
            "+CLIP: \"+8613800000002\",145,,,,0"),
        virtual.drain("gsm-1"));
    virtual.at("gsm-1", "AT+CHUP");
    assertEquals("released user-busy", virtual.eventsOf("+8613800000002").getLast());
  }

  @Test
  void theCallerHearsWhatTheHostWritesAndRejectionIsBusy() {
    virtual.at("gsm-1", "ATE0;+QPCMV=1,0");
    Subscriber alice = virtual.world().subscriber(ALICE);
    alice.call(
        "+8613900000001",
        new CallPlan("silence", "alice", java.time.Duration.ZERO, "", false),
        false);
    virtual.pass(500);
    virtual.at("gsm-1", "ATA");
    short[] frame = new short[160];
    new io.patchbay.simulator.sound.Tone(-10, 1000).next(frame);
    virtual.speak("gsm-1", frame);
    virtual.speak("gsm-1", frame);
    virtual.pass(40);
    List<short[]> heard = virtual.recording("alice");
    assertTrue(heard.stream().anyMatch(one -> VirtualWorld.levelDbm0(one, 1000) > -11), "tone");
    alice.hangUp();
    alice.call("+8613900000001", CallPlan.silent(), false);
    virtual.pass(500);
    virtual.at("gsm-1", "AT+CHUP");
    assertEquals("released user-busy", virtual.eventsOf(ALICE).getLast());
  }

  @Test
  void ussdSessionsGoToAndFro() {
    virtual.at("gsm-1", "ATE0");
    virtual.at("gsm-1", "AT+CUSD=1,\"*123#\",15");
    virtual.pass(600);
    assertEquals("+CUSD: 1,\"1 Balance", virtual.drain("gsm-1").getFirst());
    virtual.at("gsm-1", "AT+CUSD=1,\"1\",15");
    assertEquals(List.of("+CUSD: 0,\"Balance: 42.17 CNY\",15"), virtual.pass(600).drain("gsm-1"));
  }

  private void talk(String transcript) {
    List<String> expected = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (String line : transcript.lines().toList()) {
      if (line.startsWith("> ")) {
        virtual.at("gsm-1", "").forEach(seen::add);
        expected.add(line);
        seen.add(line);
        virtual.at("gsm-1", line.substring(2)).forEach(one -> seen.add("< " + one));
      } else {
        expected.add(line);
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", seen));
  }
}
