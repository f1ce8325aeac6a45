package io.patchbay.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.simulator.analogue.ExchangeLine;
import io.patchbay.simulator.analogue.Phone;
import io.patchbay.simulator.analogue.PortSignal;
import io.patchbay.simulator.network.CallPlan;
import io.patchbay.simulator.network.Subscriber;
import io.patchbay.simulator.sound.DtmfSound;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnalogueTest {
  private final VirtualWorld virtual = new VirtualWorld();
  private final ExchangeLine line = virtual.world().exchangeLine("fxo-1").orElseThrow();
  private final Phone phone = virtual.world().phone("1").orElseThrow();

  @Test
  void theExchangeGivesDialToneCollectsDigitsAndConnects() {
    line.receive(new PortSignal.LineHook(true));
    virtual.pass(200);
    assertEquals(-10, VirtualWorld.levelDbm0(virtual.audioOf("fxo-1").getLast(), 425), 0.5);
    dial("55506");
    virtual.pass(600);
    assertEquals("calling", line.state());
    virtual.pass(1500);
    assertEquals("talking", line.state());
    assertTrue(virtual.signalsOf("fxo-1").contains(new PortSignal.Polarity()));
    line.receive(new PortSignal.LineHook(false));
    assertEquals("idle", line.state());
    assertEquals("released normal-clearing", virtual.eventsOf("55506").getLast());
  }

  @Test
  void aBusyNumberGivesBusyTone() {
    line.receive(new PortSignal.LineHook(true));
    dial("55502");
    virtual.pass(1000);
    assertEquals("busy-tone", line.state());
    List<short[]> heard = virtual.audioOf("fxo-1");
    long loud =
        heard.subList(heard.size() - 20, heard.size()).stream()
            .filter(frame -> VirtualWorld.levelDbm0(frame, 425) > -12)
            .count();
    assertTrue(loud > 5 && loud <= 20, () -> loud + " frames of busy tone");
  }

  @Test
  void theExchangeRingsWithCallerIdAndInterruptsTheLoopAtTheEnd() {
    Subscriber caller = virtual.world().subscriber("55510");
    caller.call(virtual.world().numberOf("fxo-1"), CallPlan.saying("tone:1000"), false);
    virtual.pass(2000);
    assertEquals(
        List.of(new PortSignal.LineRing(true), new PortSignal.CallerId("55510", "")),
        virtual.signalsOf("fxo-1"));
    line.receive(new PortSignal.LineHook(true));
    virtual.pass(200);
    assertEquals(-10, VirtualWorld.levelDbm0(virtual.audioOf("fxo-1").getLast(), 1000), 0.5);
    caller.hangUp();
    assertEquals(
        new PortSignal.Loop(PortSignal.Loop.State.INTERRUPTED),
        virtual.signalsOf("fxo-1").getLast());
    virtual.pass(1000);
    assertEquals(
        new PortSignal.Loop(PortSignal.Loop.State.PRESENT), virtual.signalsOf("fxo-1").getLast());
  }

  @Test
  void ringingStopsWhenTheCallerGivesUp() {
    Subscriber caller = virtual.world().subscriber("55510");
    caller.call("55001", CallPlan.silent(), false);
    virtual.pass(1000);
    caller.hangUp();
    assertEquals(new PortSignal.LineRing(false), virtual.signalsOf("fxo-1").getLast());
    assertEquals("idle", line.state());
  }

  @Test
  void aPhoneIsLiftedDialsWithTonesFlashesAndHangsUp() {
    phone.offHook();
    phone.dial("101#");
    virtual.pass(1000);
    assertEquals("101#", VirtualWorld.digits(virtual.audioOf("fxs-1")));
    phone.flash(Duration.ofMillis(250));
    phone.onHook();
    assertEquals(
        List.of(
            new PortSignal.Hook(true),
            new PortSignal.HookFlash(Duration.ofMillis(250)),
            new PortSignal.Hook(false)),
        virtual.signalsOf("fxs-1"));
    assertThrows(IllegalStateException.class, () -> phone.dial("1"));
  }

  @Test
  void aPhoneRingsWithCallerIdUntilLifted() {
    phone.receive(new PortSignal.RingPhone("2000/4000", "101", "Alice"));
    assertEquals("ringing", phone.state());
    assertEquals(List.of("ring 2000/4000", "caller-id Alice"), virtual.eventsOf("fxs-1"));
    phone.offHook();
    assertEquals("off-hook", phone.state());
  }

  @Test
  void pulsesTakeTheirTime() {
    phone.offHook();
    phone.dialByPulses("20");
    virtual.pass(800);
    assertFalse(virtual.signalsOf("fxs-1").contains(new PortSignal.Pulse('2')));
    virtual.pass(3000);
    assertEquals(
        List.of(new PortSignal.Hook(true), new PortSignal.Pulse('2'), new PortSignal.Pulse('0')),
        virtual.signalsOf("fxs-1"));
  }

  private void dial(String digits) {
    DtmfSound tones = new DtmfSound(digits);
    for (int i = 0; i < 2; i++) {
      line.receive(new PortSignal.Audio(new short[160]));
    }
    while (!tones.over()) {
      short[] frame = new short[160];
      tones.next(frame);
      line.receive(new PortSignal.Audio(frame));
      virtual.pass(20);
    }
  }
}
