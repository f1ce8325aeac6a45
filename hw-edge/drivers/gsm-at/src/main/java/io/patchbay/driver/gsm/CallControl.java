package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand;
import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.driver.gsm.call.CallEffect;
import io.patchbay.driver.gsm.call.CallInput;
import io.patchbay.driver.gsm.call.CallMachine;
import io.patchbay.driver.gsm.call.CallRows;
import io.patchbay.driver.gsm.call.CallState;
import io.patchbay.driver.gsm.call.CallStep;
import io.patchbay.driver.gsm.call.CallWaiting;
import io.patchbay.driver.gsm.call.CauseText;
import io.patchbay.driver.gsm.call.Party;
import io.patchbay.driver.gsm.call.Phase;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Carries out what [CallMachine] wants, and tells it what the modem says. The runner's own.
final class CallControl implements Calls {
  private static final Duration CALLER_WAIT = Duration.ofMillis(400);
  private static final Duration RING_GAP = Duration.ofSeconds(8);

  private final Modem modem;
  private final Timers timers;
  private final Reporter reporter;
  private final VoicePath voice;
  private final CallWaiting waiting;
  private final IntSupplier nextCall;
  private final DtmfControl tones;
  private final CallPlacing placing;
  private final CallHolding holding;
  private final CallEnding ending;
  private final CallList list;
  private Gate gate = (call, number) -> false;
  private CallState state = new CallState.Idle();
  private Timers.@Nullable Timer ringing;
  private int upcoming;
  private boolean several;
  private final Deque<CallInput> inputs = new ArrayDeque<>();
  private boolean applying;

  /// @param nextCall numbers for incoming calls, unique on the line
  CallControl(
      Modem modem,
      Timers timers,
      Reporter reporter,
      CallSettings how,
      VoicePath voice,
      IntSupplier nextCall,
      LongSupplier nanoTime) {
    this.modem = modem;
    this.timers = timers;
    this.reporter = reporter;
    this.voice = voice;
    waiting = how.waiting();
    this.nextCall = nextCall;
    tones = new DtmfControl(modem, reporter, timers, nanoTime, this::call);
    placing = new CallPlacing(modem, timers, reporter, how, this, tones, voice::taken);
    holding = new CallHolding(modem, timers, reporter, how, this, tones);
    ending = new CallEnding(modem, reporter, this);
    list = new CallList(modem, timers, this, this::fresh);
  }

  /// Decides about calls that come in.
  interface Gate {
    /// Whether the call is kept from everybody.
    boolean keeps(int call, String number);
  }

  void gate(Gate keeper) {
    gate = keeper;
  }

  /// What +CLCC lists while no call is up: bearers of LTE, and calls left over from before.
  void standing(List<String> lines) {
    list.standing(lines);
  }

  boolean idle() {
    return state instanceof CallState.Idle;
  }

  /// The call is answered.
  boolean through() {
    return state instanceof CallState.Active;
  }

  /// A call is being set up or ended: nothing may keep the modem busy now.
  boolean underWay() {
    return !idle() && !(state instanceof CallState.Active);
  }

  /// The line's number for its call, 0 for none.
  private int call() {
    return state.call();
  }

  void dial(LineCommand.Dial command) {
    if (idle()) {
      placing.dial(command);
    } else {
      reporter.refused(command.id(), Refusal.BUSY, "call " + state.call() + " is up");
    }
  }

  void hold(LineCommand.Hold command) {
    holding.command(command);
  }

  void answer(LineCommand.Answer command) {
    if (!(state instanceof CallState.Offered) || state.call() != command.call()) {
      reporter.refused(
          command.id(), Refusal.INVALID, "call " + command.call() + " is not being offered");
      return;
    }
    apply(new CallInput.Answer());
    modem.send(
        AtCommand.of("ATA").at(Priority.CALL).thatPlacesCall().within(CallPlacing.DIAL),
        result -> {
          reporter.answer(command.id(), result);
          if (result.ok()) {
            voice.taken();
          }
          if (state.call() == command.call()) {
            apply(
                result.ok()
                    ? new CallInput.AnswerTaken()
                    : result.end() == AtResult.End.NO_CARRIER
                        ? new CallInput.Gone()
                        : new CallInput.AnswerRefused());
          }
        });
  }

  void release(LineCommand.Release command) {
    boolean releasable =
        !(state instanceof CallState.Ended || state instanceof CallState.Releasing);
    if (idle() || state.call() != command.call() || !releasable) {
      reporter.refused(command.id(), Refusal.INVALID, "there is no call " + command.call());
      return;
    }
    placing.ended();
    CallState before = state;
    apply(new CallInput.Release(command.cause()));
    several = before instanceof CallState.Active active && !active.alone();
    ending.hangUp(command.id(), before, command.cause());
  }

  private int index() {
    return state instanceof CallState.Live live ? live.index() : 0;
  }

  void sendDtmf(LineCommand.SendDtmf command) {
    if (!DtmfControl.sendable(command.digits())) {
      reporter.refused(command.id(), Refusal.INVALID, "no DTMF digits: " + command.digits());
    } else if (!(state instanceof CallState.Active) || state.call() != command.call()) {
      reporter.refused(
          command.id(), Refusal.INVALID, "call " + command.call() + " is not answered");
    } else {
      String others = holding.keys(command.call(), command.digits());
      if (others.isEmpty()) {
        reporter.accepted(command.id());
      } else {
        tones.send(
            new LineCommand.SendDtmf(command.id(), command.call(), others, command.tone()),
            index());
      }
    }
  }

  private void askCause() {
    String ask = "AT+CEER";
    if (!modem.offers().has(ask)) {
      apply(new CallInput.CauseTold(Cause.NORMAL_UNSPECIFIED));
      return;
    }
    modem.send(
        AtCommand.query(ask, "+CEER:").at(Priority.CALL).within(Duration.ofSeconds(2)),
        result -> {
          modem.offers().note(ask, result);
          apply(new CallInput.CauseTold(CauseText.parse(result.first())));
        });
  }

  /// Takes what the modem says by itself; false when it is not about calls.
  boolean unsolicited(String line) {
    if (tones.unsolicited(line)) {
      return true;
    }
    Optional<CallInput> news = CallRows.read(line, fresh(), state);
    news.ifPresent(this::apply);
    if (news.isPresent() && news.get() instanceof CallInput.Ring) {
      awaitNextRing();
    }
    return news.isPresent();
  }

  /// A number is used up only by a call that comes to be.
  private int fresh() {
    if (upcoming == 0) {
      upcoming = nextCall.getAsInt();
    }
    return upcoming;
  }

  /// Without a row about the call, its end shows by the bell's silence only.
  private void awaitNextRing() {
    cancel(ringing);
    ringing =
        timers.after(
            RING_GAP,
            () -> {
              if (state instanceof CallState.Offered || state instanceof CallState.Announced) {
                apply(new CallInput.Gone());
              }
            });
  }

  /// The modem is gone, or will be.
  void lost(Cause cause) {
    placing.ended();
    apply(new CallInput.ModemLost(cause));
  }

  /// One input after the other, also when carrying out an effect yields the next.
  @Override
  public void apply(CallInput input) {
    inputs.add(input);
    if (applying) {
      return;
    }
    applying = true;
    try {
      for (CallInput next = inputs.poll(); next != null; next = inputs.poll()) {
        applyOne(next);
      }
    } finally {
      applying = false;
      inputs.clear();
    }
  }

  private void applyOne(CallInput input) {
    CallState before = state;
    CallStep step = CallMachine.on(state, input, waiting);
    state = step.state();
    for (CallEffect effect : step.effects()) {
      carryOut(effect);
    }
    upcoming = used(upcoming) ? 0 : upcoming;
    if (before.call() != state.call()) {
      changed(before, input);
    }
    if (state instanceof CallState.Active && !(before instanceof CallState.Active)) {
      voice.through();
    }
  }

  /// One call has ended, or another has begun, or both.
  private void changed(CallState before, CallInput input) {
    if (before.call() != 0) {
      cancel(ringing);
      tones.over();
      voice.over(!(input instanceof CallInput.ModemLost));
    }
    if (!idle()) {
      voice.begins();
    }
    list.begin();
    if (idle() && several) {
      several = false;
      look(() -> {});
    }
  }

  private boolean used(int number) {
    return number == state.call()
        || (state instanceof CallState.Active active
            && active.parties().stream().anyMatch(party -> party.id() == number));
  }

  private void carryOut(CallEffect effect) {
    switch (effect) {
      case CallEffect.ReportOffered(int call, String number) -> {
        if (!gate.keeps(call, number)) {
          reporter.report(at -> new LineEvent.CallOffered(at, call, number, ""));
        }
      }
      case CallEffect.ReportAlerting(int call) -> {
        placing.alerting();
        reporter.report(at -> new LineEvent.CallAlerting(at, call));
        if (voice
            .audible()) { // the network's own ringing tone or announcement is on the audio port
          reporter.report(at -> new LineEvent.CallProgress(at, call));
        }
      }
      case CallEffect.ReportAnswered(int call) -> {
        placing.answered(call);
        reporter.report(at -> new LineEvent.CallAnswered(at, call));
      }
      case CallEffect.ReportReleased(int call, Cause cause) -> {
        if (!idle() || !placing.again(call, cause)) {
          reporter.report(at -> new LineEvent.CallReleased(at, call, cause));
        }
      }
      case CallEffect.ReportParty(int call, Party party) ->
          reporter.report(at ->
              new LineEvent.PartyChanged(
                  at, call, party.id(), party.number(), standing(party.phase())));
      case CallEffect.ReportLeft(int call, Party party, Cause cause) ->
          reporter.report(at -> new LineEvent.PartyLeft(at, call, party.id(), cause));
      case CallEffect.AwaitCaller(int call) ->
          timers.after(CALLER_WAIT, () -> apply(new CallInput.Caller(call, "")));
      case CallEffect.AskCause() -> askCause();
      case CallEffect.HangUpStray() -> list.hangUpStray();
      case CallEffect.HangUp(int index, Cause cause) -> {
        placing.ended();
        ending.hangUp(0, new CallState.Dialling(state.call(), index), cause);
      }
      case CallEffect.RefuseWaiting() -> holding.refuse();
      case CallEffect.TakeWaiting(int party) -> holding.take(party);
      case CallEffect.HoldAgain(int party) -> holding.greeted(party);
      case CallEffect.TakeBack() -> holding.takeBack();
      case CallEffect.AskRows() -> look(() -> {});
    }
  }

  private static LineEvent.Standing standing(Phase phase) {
    return switch (phase) {
      case ACTIVE -> LineEvent.Standing.HEARD;
      case HELD -> LineEvent.Standing.HELD;
      case WAITING, INCOMING, DIALLING, ALERTING, RELEASED -> LineEvent.Standing.WAITING;
    };
  }

  @Override
  public CallState state() {
    return state;
  }

  @Override
  public void look(Runnable then) {
    list.look(then);
  }

  private static void cancel(Timers.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
