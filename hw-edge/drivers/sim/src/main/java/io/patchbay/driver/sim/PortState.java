package io.patchbay.driver.sim;

import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineKind;
import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What a port is doing: hook, ringing, the call on it. Guarded by its line's lock.
final class PortState {
  private static final int MOST_FLASH_MILLIS = 5000;

  private final String name;
  private final LineKind kind;
  private final InstantSource clock;
  private final Consumer<LineEvent> events;
  private final Predicate<byte[]> sender;
  private int lastCall;

  /// FXS: the call that rings the phone. FXO: the call that rings the line or is up; 0 none.
  private int call;

  private boolean ringing;
  private boolean offHook;

  PortState(
      String name,
      LineKind kind,
      InstantSource clock,
      Consumer<LineEvent> events,
      Predicate<byte[]> sender) {
    this.name = name;
    this.kind = kind;
    this.clock = clock;
    this.events = events;
    this.sender = sender;
  }

  /// Whether the command is refused whatever the state of the port.
  boolean unfit(LineCommand command) {
    return switch (command) {
      case LineCommand.Ring _, LineCommand.StopRing _ -> kind != LineKind.FXS;
      case LineCommand.Answer _, LineCommand.OffHook _, LineCommand.OnHook _, LineCommand.Flash _ ->
          kind != LineKind.FXO;
      case LineCommand.Release _ -> false;
      case LineCommand.Dial _,
          LineCommand.SendDtmf _,
          LineCommand.Hold _,
          LineCommand.SendSms _,
          LineCommand.DeleteSms _,
          LineCommand.SendUssd _,
          LineCommand.CancelUssd _,
          LineCommand.SurveyCells _,
          LineCommand.QueryForwarding _,
          LineCommand.SetForwarding _,
          LineCommand.TestAudio _,
          LineCommand.Control _ ->
          true;
    };
  }

  /// Carries out a command.
  Outcome carryOut(LineCommand command) {
    if (unfit(command)) {
      return refused(Refusal.INVALID, command.getClass().getSimpleName() + " does not fit " + kind);
    }
    return switch (command) {
      case LineCommand.Ring ring -> ring(ring);
      case LineCommand.StopRing _ -> {
        ringing = false;
        call = 0;
        yield send(PortFrame.of(PortFrame.STOP_RING));
      }
      case LineCommand.Answer answer -> answer(answer);
      case LineCommand.Release release -> release(release);
      case LineCommand.OffHook _ -> hook(true, Cause.NORMAL_CLEARING);
      case LineCommand.OnHook _ -> hook(false, Cause.NORMAL_CLEARING);
      case LineCommand.Flash flash -> flash(flash.open());
      case LineCommand.Dial _,
          LineCommand.SendDtmf _,
          LineCommand.Hold _,
          LineCommand.SendSms _,
          LineCommand.DeleteSms _,
          LineCommand.SendUssd _,
          LineCommand.CancelUssd _,
          LineCommand.SurveyCells _,
          LineCommand.QueryForwarding _,
          LineCommand.SetForwarding _,
          LineCommand.TestAudio _,
          LineCommand.Control _ ->
          refused(Refusal.INVALID, "analogue lines do not do that");
    };
  }

  private Outcome ring(LineCommand.Ring ring) {
    if (!ring.cadence().matches("[0-9]{1,5}(/[0-9]{1,5}){0,15}")) {
      return refused(Refusal.INVALID, "cadence '" + ring.cadence() + "': e.g. 2000/4000 wanted");
    }
    if (offHook) {
      return refused(Refusal.BUSY, "the phone is off hook");
    }
    Outcome outcome =
        send(
            PortFrame.ofTexts(
                PortFrame.RING_PHONE, ring.cadence(), ring.callerNumber(), ring.callerName()));
    if (outcome instanceof Outcome.Accepted) {
      ringing = true;
      call = ring.call();
    }
    return outcome;
  }

  private Outcome answer(LineCommand.Answer answer) {
    if (!ringing || answer.call() != call) {
      return refused(Refusal.INVALID, "call " + answer.call() + " is not ringing");
    }
    Outcome outcome = hook(true, Cause.NORMAL_CLEARING);
    if (outcome instanceof Outcome.Accepted) {
      events.accept(new LineEvent.CallAnswered(clock.instant(), call));
    }
    return outcome;
  }

  private Outcome release(LineCommand.Release release) {
    if (kind == LineKind.FXS) {
      if (!ringing || release.call() != call) {
        return accepted();
      }
      ringing = false;
      over(release.cause());
      return send(PortFrame.of(PortFrame.STOP_RING));
    }
    if (offHook) {
      call = release.call();
      return hook(false, release.cause());
    }
    if (ringing && release.call() == call) {
      // an analogue exchange cannot be told no: it rings on until the caller gives up
      over(release.cause());
    }
    return accepted();
  }

  private Outcome hook(boolean off, Cause cause) {
    Outcome outcome = send(PortFrame.of(PortFrame.LINE_HOOK, off ? 1 : 0));
    if (outcome instanceof Outcome.Accepted) {
      offHook = off;
      ringing = false;
      if (!off) {
        over(cause);
      }
    }
    return outcome;
  }

  private Outcome flash(Duration open) {
    long millis = open.toMillis();
    if (millis < 1 || millis > MOST_FLASH_MILLIS) {
      return refused(Refusal.INVALID, "flash of " + millis + " ms: 1 to 5000 wanted");
    }
    if (!offHook) {
      return refused(Refusal.INVALID, "the line is on hook");
    }
    return send(PortFrame.of(PortFrame.LINE_FLASH, (int) millis >> 8, (int) millis));
  }

  private Outcome send(byte[] frame) {
    return sender.test(frame)
        ? accepted()
        : refused(Refusal.UNAVAILABLE, "the port does not take it");
  }

  private static Outcome accepted() {
    return new Outcome.Accepted("");
  }

  private Outcome refused(Refusal refusal, String reason) {
    return new Outcome.Refused(refusal, "line " + name + ": " + reason);
  }

  /// Takes a frame; yields the line's status when it may have changed.
  Optional<LineStatus> received(PortFrame frame) throws IOException {
    switch (frame.type()) {
      case PortFrame.HELLO -> {
        return Optional.of(hello(frame));
      }
      case PortFrame.HOOK -> phoneHook(frame.octet() == 1);
      case PortFrame.HOOK_FLASH ->
          events.accept(
              new LineEvent.HookFlash(clock.instant(), Duration.ofMillis(frame.number())));
      case PortFrame.PULSE ->
          events.accept(new LineEvent.PulseDigit(clock.instant(), (char) frame.octet()));
      case PortFrame.LINE_RING -> lineRing(frame.octet() == 1);
      case PortFrame.CALLER_ID -> callerId(frame.text(), frame.text());
      case PortFrame.POLARITY -> events.accept(new LineEvent.PolarityReversed(clock.instant()));
      case PortFrame.LOOP -> {
        return loop(frame.octet());
      }
      default -> {
        // of a newer simulator: skipped
      }
    }
    return Optional.empty();
  }

  private LineStatus hello(PortFrame frame) throws IOException {
    int version = frame.octet();
    LineKind found = frame.octet() == 0 ? LineKind.FXS : LineKind.FXO;
    boolean off = frame.octet() == 1;
    boolean battery = frame.octet() == 1;
    if (version != 1) {
      return LineStatus.of(
          LineState.OUT_OF_SERVICE, "the port speaks version " + version + ", 1 wanted");
    }
    if (found != kind) {
      return LineStatus.of(
          LineState.OUT_OF_SERVICE, "the port is for " + found + ", the line is " + kind);
    }
    if (off && kind == LineKind.FXS) {
      phoneHook(true);
    }
    return battery ? inService() : noLoopCurrent();
  }

  private static LineStatus inService() {
    return LineStatus.of(LineState.IN_SERVICE, "");
  }

  private static LineStatus noLoopCurrent() {
    return LineStatus.of(LineState.OUT_OF_SERVICE, "no loop current");
  }

  private void phoneHook(boolean off) {
    offHook = off;
    if (off) {
      ringing = false;
      call = 0;
      events.accept(new LineEvent.OffHook(clock.instant()));
    } else {
      events.accept(new LineEvent.OnHook(clock.instant()));
    }
  }

  private void lineRing(boolean on) {
    if (on && !ringing && !offHook) {
      ringing = true;
      lastCall++;
      call = lastCall;
      events.accept(new LineEvent.CallOffered(clock.instant(), call, "", ""));
    } else if (!on && ringing) {
      ringing = false;
      over(Cause.NORMAL_CLEARING);
    }
  }

  private void callerId(String number, String callerName) {
    if (ringing && call != 0 && !(number.isEmpty() && callerName.isEmpty())) {
      events.accept(new LineEvent.CallOffered(clock.instant(), call, number, callerName));
    }
  }

  private Optional<LineStatus> loop(int state) {
    if (state == 1) {
      return Optional.of(inService());
    }
    if (offHook || ringing || state == 2) {
      events.accept(new LineEvent.LoopCurrentLost(clock.instant()));
    }
    ringing = false;
    over(Cause.NORMAL_CLEARING);
    if (state == 2) {
      offHook = false;
      return Optional.of(noLoopCurrent());
    }
    return Optional.empty();
  }

  private void over(Cause cause) {
    if (call != 0) {
      int ended = call;
      call = 0;
      events.accept(new LineEvent.CallReleased(clock.instant(), ended, cause));
    }
  }

  /// The link is gone: what was up is over.
  void lost() {
    ringing = false;
    if (kind == LineKind.FXS) {
      call = 0;
      if (offHook) {
        offHook = false;
        events.accept(new LineEvent.OnHook(clock.instant()));
      }
    } else {
      offHook = false;
      over(Cause.DESTINATION_OUT_OF_ORDER);
    }
  }

  /// Leaves the port quiet: for closing.
  void hangUp() {
    if (kind == LineKind.FXO && offHook) {
      Outcome _ = send(PortFrame.of(PortFrame.LINE_HOOK, 0));
    } else if (kind == LineKind.FXS && ringing) {
      Outcome _ = send(PortFrame.of(PortFrame.STOP_RING));
    }
  }
}
