package io.patchbay.simulator.analogue;

import static java.util.Objects.requireNonNull;

import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.Speech;
import io.patchbay.simulator.network.Studio;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.sound.Sound;
import io.patchbay.simulator.time.Timeline;
import java.time.Duration;
import java.util.function.Consumer;

/// An analogue telephone on an FXS port, with somebody at it. On the world's thread.
public final class Phone implements AnalogueDevice {
  private static final Duration BETWEEN_PULSED_DIGITS = Duration.ofMillis(700);
  private static final Duration PULSE = Duration.ofMillis(100);

  private final String name;
  private final Timeline timeline;
  private final Journal journal;
  private final Consumer<PortSignal> driver;
  private final Speech speech;
  private final HookAudio heard = new HookAudio();
  private boolean offHook;
  private boolean ringing;
  private boolean stalled;

  /// @param driver takes signals for the driver; drops them while none is connected
  public Phone(
      String name, Timeline timeline, Journal journal, Studio studio, Consumer<PortSignal> driver) {
    this.name = requireNonNull(name, "name");
    this.timeline = timeline;
    this.journal = journal;
    this.driver = driver;
    this.speech =
        new Speech(
            studio, digit -> journal.note(name, WorldEvent.Kind.DTMF, String.valueOf(digit)));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean fxs() {
    return true;
  }

  @Override
  public String state() {
    return offHook ? "off-hook" : ringing ? "ringing" : "on-hook";
  }

  @Override
  public PortSignal.Hello hello() {
    return new PortSignal.Hello(true, offHook, true);
  }

  /// Lifts the handset.
  ///
  /// @throws IllegalStateException it is off hook
  public void offHook() {
    if (offHook) {
      throw new IllegalStateException("phone " + name + " is off hook already");
    }
    offHook = true;
    ringing = false;
    heard.clear();
    journal.note(name, WorldEvent.Kind.OFF_HOOK, "");
    driver.accept(new PortSignal.Hook(true));
  }

  /// Puts the handset down. Ends what is said and recorded.
  ///
  /// @throws IllegalStateException it is on hook
  public void onHook() {
    mustBeOffHook("hang up");
    offHook = false;
    speech.end();
    journal.note(name, WorldEvent.Kind.ON_HOOK, "");
    driver.accept(new PortSignal.Hook(false));
  }

  /// Dials by DTMF.
  ///
  /// @throws IllegalStateException it is on hook
  /// @throws IllegalArgumentException digits are wrong
  public void dial(String digits) {
    mustBeOffHook("dial");
    speech.dtmf(digits);
  }

  /// Dials by pulses: ten a second.
  ///
  /// @throws IllegalStateException it is on hook
  /// @throws IllegalArgumentException digits are wrong
  public void dialByPulses(String digits) {
    mustBeOffHook("dial");
    if (!digits.matches("[0-9]{1,32}")) {
      throw new IllegalArgumentException("pulses '" + digits + "': 1 to 32 of 0-9 wanted");
    }
    Duration at = Duration.ZERO;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      int pulses = digit == '0' ? 10 : digit - '0';
      at = at.plus(PULSE.multipliedBy(pulses)).plus(BETWEEN_PULSED_DIGITS);
      timeline.after(at, () -> driver.accept(new PortSignal.Pulse(digit)));
    }
  }

  /// Flashes the hook.
  ///
  /// @throws IllegalStateException it is on hook
  public void flash(Duration open) {
    mustBeOffHook("flash");
    journal.note(name, WorldEvent.Kind.FLASH, open.toMillis() + " ms");
    driver.accept(new PortSignal.HookFlash(open));
  }

  /// Says `say` until the handset is put down.
  ///
  /// @throws IllegalArgumentException it is not understood
  public void say(String say) {
    speech.say(say, true);
  }

  /// Records what is heard until the handset is put down; an empty path ends it before.
  ///
  /// @throws IllegalArgumentException the file cannot be written
  public void record(String path) {
    speech.record(path);
  }

  private void mustBeOffHook(String verb) {
    if (!offHook) {
      throw new IllegalStateException("phone " + name + " is on hook, cannot " + verb);
    }
  }

  /// The port neither gives nor takes audio.
  public void stall(boolean now) {
    stalled = now;
  }

  @Override
  public void connected(boolean now) {
    if (!now) {
      stopRinging();
      heard.clear();
    }
  }

  @Override
  public void receive(PortSignal signal) {
    switch (signal) {
      case PortSignal.Audio(short[] frame) -> heard.add(frame);
      case PortSignal.RingPhone ring -> ring(ring);
      case PortSignal.StopRing _ -> stopRinging();
      case PortSignal.Hello _,
          PortSignal.Hook _,
          PortSignal.HookFlash _,
          PortSignal.Pulse _,
          PortSignal.LineRing _,
          PortSignal.CallerId _,
          PortSignal.Polarity _,
          PortSignal.Loop _,
          PortSignal.LineHook _,
          PortSignal.LineFlash _ -> {}
    }
  }

  private void ring(PortSignal.RingPhone ring) {
    if (offHook) {
      return;
    }
    ringing = true;
    journal.note(name, WorldEvent.Kind.RING, 0, ring.number(), ring.cadence());
    if (!ring.number().isEmpty() || !ring.name().isEmpty()) {
      journal.note(name, WorldEvent.Kind.CALLER_ID, 0, ring.number(), ring.name());
    }
  }

  private void stopRinging() {
    if (ringing) {
      ringing = false;
      journal.note(name, WorldEvent.Kind.RING_STOPPED, "");
    }
  }

  @Override
  public void tick() {
    if (stalled) {
      return;
    }
    short[] frame = new short[Sound.FRAME];
    heard.next(frame);
    if (offHook) {
      speech.hear(frame);
      speech.next(frame);
    } else {
      java.util.Arrays.fill(frame, (short) 0);
    }
    driver.accept(new PortSignal.Audio(frame));
  }
}
