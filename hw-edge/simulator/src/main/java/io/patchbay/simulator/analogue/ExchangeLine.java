package io.patchbay.simulator.analogue;

import static java.util.Objects.requireNonNull;

import io.patchbay.line.Cause;
import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.Network;
import io.patchbay.simulator.network.NetworkCall;
import io.patchbay.simulator.network.Party;
import io.patchbay.simulator.network.WorldEvent;
import io.patchbay.simulator.sound.Cadence;
import io.patchbay.simulator.sound.DtmfEar;
import io.patchbay.simulator.sound.Sound;
import io.patchbay.simulator.time.Timeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A subscriber line of the telephone exchange, as an FXO port sees it. On the world's thread.
///
/// Gives dial tone, collects digits (DTMF in the audio), rings with caller ID, plays ring-back and
/// busy, and interrupts the loop current when the far end releases (ETSI ES 201 970, GR-506).
public final class ExchangeLine implements AnalogueDevice, Party {
  /// Between the first ring of one second and the second one.
  private static final Duration CALLER_ID_AFTER = Duration.ofMillis(1300);

  private static final Duration BETWEEN_DIGITS = Duration.ofSeconds(3);
  private static final Duration DIAL_TONE = Duration.ofSeconds(20);
  private static final Duration INTERRUPTION = Duration.ofMillis(600);
  private static final int MOST_DIGITS = 32;

  private enum State {
    IDLE,
    RINGING,
    DIAL_TONE,
    COLLECTING,
    CALLING,
    TALKING,
    BUSY_TONE
  }

  private final String name;
  private final String number;
  private final boolean interruptsLoop;
  private final Timeline timeline;
  private final Network network;
  private final Journal journal;
  private final Consumer<PortSignal> driver;
  private final HookAudio heard = new HookAudio();
  private final StringBuilder digits = new StringBuilder();
  private final short[] toDriver = new short[Sound.FRAME];
  private DtmfEar dtmfEar = new DtmfEar(_ -> {});
  private State state = State.IDLE;
  private Sound tone = Sound.silence();
  private @Nullable NetworkCall call;
  private Timeline.@Nullable Alarm alarm;
  private boolean cut;
  private boolean stalled;

  /// @param number the line's own directory number
  /// @param interruptsLoop the exchange signals release by loop current, besides the busy tone
  public ExchangeLine(
      String name,
      String number,
      boolean interruptsLoop,
      Timeline timeline,
      Network network,
      Journal journal,
      Consumer<PortSignal> driver) {
    this.name = requireNonNull(name, "name");
    this.number = requireNonNull(number, "number");
    this.interruptsLoop = interruptsLoop;
    this.timeline = timeline;
    this.network = network;
    this.journal = journal;
    this.driver = driver;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean fxs() {
    return false;
  }

  @Override
  public String number() {
    return number;
  }

  @Override
  public String state() {
    return cut ? "cut" : state.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  @Override
  public PortSignal.Hello hello() {
    return new PortSignal.Hello(false, false, !cut);
  }

  @Override
  public void connected(boolean now) {
    if (!now) {
      onHook();
    } else if (state == State.RINGING) {
      driver.accept(new PortSignal.LineRing(true));
    }
  }

  @Override
  public void receive(PortSignal signal) {
    switch (signal) {
      case PortSignal.Audio(short[] frame) -> heard.add(frame);
      case PortSignal.LineHook(boolean off) -> {
        if (off) {
          offHook();
        } else {
          onHook();
        }
      }
      case PortSignal.LineFlash(Duration open) ->
          journal.note(name, WorldEvent.Kind.FLASH, open.toMillis() + " ms");
      case PortSignal.Hello _,
          PortSignal.Hook _,
          PortSignal.HookFlash _,
          PortSignal.Pulse _,
          PortSignal.LineRing _,
          PortSignal.CallerId _,
          PortSignal.Polarity _,
          PortSignal.Loop _,
          PortSignal.RingPhone _,
          PortSignal.StopRing _ -> {}
    }
  }

  private void offHook() {
    NetworkCall ringing = call;
    if (cut) {
      return;
    }
    if (state == State.RINGING && ringing != null) {
      stopAlarm();
      enter(State.TALKING, Sound.silence());
      journal.note(name, WorldEvent.Kind.OFF_HOOK, "");
      network.answer(ringing);
      journal.note(name, WorldEvent.Kind.ANSWERED, ringing.id(), ringing.presentedNumber(), "");
    } else if (state == State.IDLE) {
      journal.note(name, WorldEvent.Kind.OFF_HOOK, "");
      digits.setLength(0);
      dtmfEar = new DtmfEar(this::digit);
      enter(State.DIAL_TONE, Cadence.dialTone());
      alarm = timeline.after(DIAL_TONE, () -> enter(State.BUSY_TONE, Cadence.busy()));
    }
  }

  private void onHook() {
    if (state == State.IDLE || state == State.RINGING) {
      return;
    }
    stopAlarm();
    NetworkCall current = call;
    call = null;
    enter(State.IDLE, Sound.silence());
    journal.note(name, WorldEvent.Kind.ON_HOOK, "");
    if (current != null) {
      network.release(current, this, Cause.NORMAL_CLEARING);
      journal.noteReleased(name, current.id(), peer(current), Cause.NORMAL_CLEARING);
    }
  }

  private void digit(char digit) {
    if (state != State.DIAL_TONE && state != State.COLLECTING) {
      return;
    }
    stopAlarm();
    if (digit == '#' && !digits.isEmpty()) {
      dial();
      return;
    }
    digits.append(digit);
    enter(State.COLLECTING, Sound.silence());
    if (complete() || digits.length() == MOST_DIGITS) {
      dial();
    } else {
      alarm = timeline.after(BETWEEN_DIGITS, this::dial);
    }
  }

  /// Numbers of known length are dialled at once: 55xxx of this exchange and 1xxxxxxxxxx mobile.
  private boolean complete() {
    String sofar = digits.toString();
    return sofar.matches("55[0-9]{3}|1[3-9][0-9]{9}");
  }

  private void dial() {
    stopAlarm();
    journal.note(name, WorldEvent.Kind.DIALLED, digits.toString());
    try {
      call = network.dial(this, digits.toString(), false);
      enter(State.CALLING, Sound.silence());
    } catch (IllegalArgumentException e) {
      enter(State.BUSY_TONE, Cadence.congestion());
    }
  }

  @Override
  public Admission offered(NetworkCall offered) {
    if (cut) {
      return new Admission.Refuses(Cause.DESTINATION_OUT_OF_ORDER);
    }
    if (state != State.IDLE) {
      return new Admission.Refuses(Cause.USER_BUSY);
    }
    call = offered;
    enter(State.RINGING, Sound.silence());
    journal.note(name, WorldEvent.Kind.RINGING, offered.id(), offered.presentedNumber(), "");
    alarm =
        timeline.after(
            CALLER_ID_AFTER,
            () -> driver.accept(new PortSignal.CallerId(offered.presentedNumber(), "")));
    driver.accept(new PortSignal.LineRing(true));
    return new Admission.Rings();
  }

  @Override
  public void alerting(NetworkCall ringing) {}

  @Override
  public void answered(NetworkCall answered) {
    enter(State.TALKING, Sound.silence());
    driver.accept(new PortSignal.Polarity());
    journal.note(name, WorldEvent.Kind.ANSWERED, answered.id(), answered.dialled(), "");
  }

  @Override
  public void released(NetworkCall over, Cause cause) {
    call = null;
    stopAlarm();
    journal.noteReleased(name, over.id(), peer(over), cause);
    if (state == State.RINGING) {
      enter(State.IDLE, Sound.silence());
      driver.accept(new PortSignal.LineRing(false));
      return;
    }
    boolean wasTalking = state == State.TALKING;
    boolean unreachable = cause == Cause.UNALLOCATED_NUMBER;
    enter(State.BUSY_TONE, unreachable ? Cadence.congestion() : Cadence.busy());
    if (wasTalking && interruptsLoop) {
      driver.accept(new PortSignal.Loop(PortSignal.Loop.State.INTERRUPTED));
      timeline.after(
          INTERRUPTION, () -> driver.accept(new PortSignal.Loop(PortSignal.Loop.State.PRESENT)));
    }
  }

  private String peer(NetworkCall other) {
    return other.caller().equals(this) ? other.dialled() : other.presentedNumber();
  }

  private void enter(State next, Sound sound) {
    state = next;
    tone = sound;
  }

  private void stopAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  /// Cuts the line, or joins it again.
  public void cut(boolean now) {
    cut = now;
    if (now) {
      onHook();
      NetworkCall ringing = call;
      if (ringing != null) {
        call = null;
        stopAlarm();
        enter(State.IDLE, Sound.silence());
        network.release(ringing, this, Cause.DESTINATION_OUT_OF_ORDER);
      }
    }
    driver.accept(
        new PortSignal.Loop(now ? PortSignal.Loop.State.CUT : PortSignal.Loop.State.PRESENT));
  }

  /// The port neither gives nor takes audio.
  public void stall(boolean now) {
    stalled = now;
  }

  @Override
  public void speak(NetworkCall talking, short[] frame) {
    heard.next(frame);
  }

  @Override
  public void hear(NetworkCall talking, short[] frame) {
    System.arraycopy(frame, 0, toDriver, 0, Sound.FRAME);
  }

  @Override
  public void tick() {
    boolean fromNetwork = state == State.CALLING || state == State.TALKING;
    if (!fromNetwork) {
      tone.next(toDriver);
    }
    if (state != State.TALKING) {
      short[] dialled = new short[Sound.FRAME];
      heard.next(dialled);
      if (state == State.DIAL_TONE || state == State.COLLECTING) {
        dtmfEar.hear(dialled);
      }
    }
    if (!stalled) {
      driver.accept(new PortSignal.Audio(toDriver.clone()));
    }
    Arrays.fill(toDriver, (short) 0);
  }
}
