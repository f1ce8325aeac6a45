package io.patchbay.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.simulator.network.CallPlan;
import io.patchbay.simulator.network.Subscriber;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubscriberCallsTest {
  private static final String ALICE = "+8613800000001";
  private static final String BOB = "+8613800000002";

  private final VirtualWorld virtual = new VirtualWorld();
  private final Subscriber alice = virtual.world().subscriber(ALICE);

  @Test
  void aCallRingsIsAnsweredAndHungUp() {
    alice.call("13800000002", CallPlan.silent(), false);
    virtual.pass(500);
    virtual.world().subscriber(BOB).answer(CallPlan.silent());
    virtual.pass(1000);
    alice.hangUp();
    assertEquals(
        List.of("call-placed", "alerting", "answered", "released normal-clearing"),
        virtual.eventsOf(ALICE));
    assertEquals(List.of("ringing", "answered", "released normal-clearing"), virtual.eventsOf(BOB));
  }

  @ParameterizedTest
  @CsvSource({
    "10010, user-busy, 0",
    "10012, call-rejected, 1",
    "10013, unallocated-number, 0",
    "10014, subscriber-absent, 0",
    "+4930123456, unallocated-number, 0",
    "55502, user-busy, 0",
  })
  void aCallThatFailsHasItsCause(String number, String cause, int alerted) {
    alice.call(number, CallPlan.silent(), false);
    virtual.pass(2000);
    assertEquals("released " + cause, virtual.eventsOf(ALICE).getLast());
    assertEquals(alerted == 1, virtual.eventsOf(ALICE).contains("alerting"));
  }

  @Test
  void anUnansweredCallIsReleasedByTheNetworkAfterAMinute() {
    alice.call("10011", CallPlan.silent(), false);
    virtual.pass(60_000);
    assertEquals("alerting", virtual.eventsOf(ALICE).getLast());
    virtual.pass(1000);
    assertEquals("released no-answer", virtual.eventsOf(ALICE).getLast());
  }

  @Test
  void theCallerHearsRingBackThenTheAnnouncementAndItsDigitsComeBack() {
    CallPlan plan = new CallPlan("silence", "heard", Duration.ZERO, "42#", false);
    alice.call("10086", plan, false);
    virtual.pass(1300);
    List<short[]> heard = virtual.recording("heard");
    assertEquals(-10, VirtualWorld.levelDbm0(heard.get(20), 425), 0.5);
    virtual.pass(3000);
    assertEquals(-10, VirtualWorld.levelDbm0(heard.getLast(), 440), 0.5);
    assertEquals("42#", VirtualWorld.digits(heard));
    assertTrue(virtual.eventsOf("10086").containsAll(List.of("dtmf 4", "dtmf 2", "dtmf #")));
  }

  @Test
  void aSubscriberHangsUpByPlan() {
    alice.call("10000", new CallPlan("tone:1000", "", Duration.ofSeconds(2), "", false), false);
    virtual.pass(3000);
    assertEquals("released normal-clearing", virtual.eventsOf(ALICE).getLast());
  }

  @Test
  void whoHasACallIsBusyForOthers() {
    alice.call("10000", CallPlan.silent(), false);
    virtual.pass(1000);
    virtual.world().subscriber(BOB).call(ALICE, CallPlan.silent(), false);
    virtual.pass(1000);
    assertEquals("released user-busy", virtual.eventsOf(BOB).getLast());
  }

  @Test
  void nonsenseIsRefusedByName() {
    assertThrows(IllegalArgumentException.class, () -> alice.call("12x", CallPlan.silent(), false));
    assertThrows(
        IllegalArgumentException.class, () -> alice.call("1", CallPlan.saying("tone:9"), false));
    assertThrows(IllegalStateException.class, alice::hangUp);
    assertThrows(IllegalStateException.class, () -> alice.answer(CallPlan.silent()));
    assertThrows(
        IllegalArgumentException.class, () -> virtual.world().subscriber("+8613900000001"));
  }
}
