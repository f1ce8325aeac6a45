package io.patchbay.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.simulator.modem.Fault;
import io.patchbay.simulator.network.CallPlan;
import io.patchbay.simulator.network.Subscriber;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The network forwards the calls of SIM cards as AT+CCFC has told it.
final class ForwardingTest {
  private static final String LINE = "+8613900000001";

  private final VirtualWorld virtual = new VirtualWorld().registered();
  private final Subscriber alice = virtual.world().subscriber("+8613800000001");

  ForwardingTest() {
    virtual.at("gsm-1", "ATE0");
  }

  private List<String> slow(String line) {
    virtual.type("gsm-1", line + "\r");
    virtual.pass(700);
    return virtual.drain("gsm-1");
  }

  private void forward(String arguments) {
    assertEquals(List.of("OK"), slow("AT+CCFC=" + arguments));
  }

  private void call() {
    alice.call(LINE, CallPlan.silent(), false);
    virtual.pass(2000);
  }

  private void rings(String line) {
    assertTrue(virtual.drain(line).contains("RING"), () -> line + ": " + virtual.eventsOf("gsm-1"));
  }

  @Test
  void nothingIsForwardedAtFirst() {
    for (int reason = 0; reason < 4; reason++) {
      assertEquals(List.of("+CCFC: 0,255", "OK"), slow("AT+CCFC=" + reason + ",2"));
    }
  }

  @Test
  void everyCallGoesOn() {
    forward("0,3,\"13900000002\",129,1");
    assertEquals(List.of("+CCFC: 1,1,\"+8613900000002\",145", "OK"), slow("AT+CCFC=0,2"));
    call();
    rings("gsm-2");
    assertEquals(List.of(), virtual.drain("gsm-1"));
    assertEquals(List.of("call-placed", "alerting"), virtual.eventsOf(alice.number()));
    forward("4,4");
    alice.hangUp();
    call();
    rings("gsm-1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallToABusyLineGoesOnWhetherTheNetworkOrTheLineSaysSo(boolean waiting) {
    forward("1,3,\"+8613900000002\",145,1");
    virtual.at("gsm-1", "AT+CCWA=0," + (waiting ? 1 : 0));
    virtual.at("gsm-1", "ATD10000;");
    virtual.pass(1500);
    call();
    if (waiting) {
      assertEquals(List.of(), virtual.drain("gsm-2"));
      virtual.at("gsm-1", "AT+CHLD=0");
      virtual.pass(1000);
    }
    rings("gsm-2");
  }

  @Test
  void aCallThatNobodyAnswersGoesOnInTime() {
    forward("2,3,\"+8613900000002\",145,1,,,5");
    assertEquals(List.of("+CCFC: 1,1,\"+8613900000002\",145,,,5", "OK"), slow("AT+CCFC=2,2"));
    call();
    rings("gsm-1");
    assertEquals(List.of(), virtual.drain("gsm-2"));
    virtual.pass(5000);
    rings("gsm-2");
    assertTrue(virtual.eventsOf("gsm-1").contains("released no-answer"));
    virtual.at("gsm-2", "ATA");
    assertEquals(List.of("call-placed", "alerting", "answered"), virtual.eventsOf(alice.number()));
  }

  @Test
  void aCallToACardThatIsAwayGoesOn() {
    forward("3,3,\"+8613900000002\",145,1");
    virtual.world().modem("gsm-1").orElseThrow().fault(Fault.PORT_GONE);
    call();
    rings("gsm-2");
  }

  @Test
  void cardsThatForwardToEachOtherDoNotKeepACallGoingForEver() {
    forward("0,3,\"+8613900000002\",145,1");
    virtual.at("gsm-2", "AT+CCFC=0,3,\"+8613900000001\",145,1");
    virtual.pass(600);
    alice.call(LINE, CallPlan.silent(), false);
    virtual.pass(10_000);
    assertEquals(
        5,
        virtual.world().journal().since(0).stream()
            .filter(event -> event.kind().word().equals("forwarded"))
            .count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9,2|+CME ERROR: 50",
        "4,2|+CME ERROR: 50",
        "1,3,\"12x\",129,1|+CME ERROR: 50",
        "2,3,\"13900000002\",129,1,,,7|+CME ERROR: 50",
        "0,3,\"13900000001\",129,1|+CME ERROR: 3",
      })
  void nonsenseIsRefused(String arguments, String error) {
    assertEquals(List.of(error), slow("AT+CCFC=" + arguments));
  }

  @Test
  void withoutNetworkNobodyCanBeAsked() {
    virtual.world().modem("gsm-1").orElseThrow().fault(Fault.SIGNAL_LOST);
    virtual.drain("gsm-1");
    assertEquals(List.of("+CME ERROR: 30"), virtual.at("gsm-1", "AT+CCFC=0,2"));
  }
}
