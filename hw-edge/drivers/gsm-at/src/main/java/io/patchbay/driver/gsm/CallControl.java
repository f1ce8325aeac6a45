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
import io.patchbay.driver.gsm.call.CauseText;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Carries out what [CallMachine] wants, and tells it what the modem says. The runner's own.
final class CallControl {
  private static final Duration DIAL = Duration.ofSeconds(20);
  private static final Duration CALLER_WAIT = Duration.ofMillis(400);
  private static final Duration RING_GAP = Duration.ofSeconds(8);
  private static final Duration STRAY_PAUSE = Duration.ofSeconds(5);
  private static final int EMPTY_LISTS = 3;

  private final Modem modem;
  private final Timers timers;
  private final Reporter reporter;
  private final VoicePath voice;
  private final IntSupplier nextCall;
  private final DtmfControl tones;
  private CallState state = new CallState.Idle();
  private Timers.@Nullable Timer ringing;
  private Timers.@Nullable Timer polling;
  private int emptyLists;
  private int upcoming;
  private boolean strayHungUp;
  private Set<Integer> standing = Set.of();
  private final Deque<CallInput> inputs = new ArrayDeque<>();
  private boolean applying;

  /// @param nextCall numbers for incoming calls, unique on the line
  CallControl(
      Modem modem,
      Timers timers,
      Reporter reporter,
      VoicePath voice,
      IntSupplier nextCall,
      LongSupplier nanoTime) {
    this.modem = modem;
    this.timers = timers;
    this.reporter = reporter;
    this.voice = voice;
    this.nextCall = nextCall;
    tones = new DtmfControl(modem, reporter, timers, nanoTime, this::call);
  }

  /// What +CLCC lists while no call is up: bearers of LTE, not calls.
  void standing(List<String> lines) {
    if (idle()) {
      standing = CallRows.indices(lines);
    }
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
    if (!idle()) {
      reporter.refused(command.id(), Refusal.BUSY, "call " + state.call() + " is up");
      return;
    }
    apply(new CallInput.Dial(command.call()));
    String clir =
        switch (command.presentation()) {
          case DEFAULT -> "";
          case ALLOWED -> "i";
          case RESTRICTED -> "I";
        };
    AtCommand dial =
        AtCommand.of("ATD" + command.number() + clir + ";")
            .at(Priority.CALL)
            .thatPlacesCall()
            .within(DIAL);
    modem.send(dial, result -> dialled(command, result));
  }

  private void dialled(LineCommand.Dial command, AtResult result) {
    Optional<CallInput> over = overBy(result);
    if (result.ok() || over.isPresent()) {
      reporter.accepted(command.id());
      over.ifPresentOrElse(this::apply, voice::taken);
      return;
    }
    reporter.answer(command.id(), result);
    if (result.timedOut()) {
      modem.sendAll(List.of("AT+CHUP"), Priority.CALL);
    }
    if (state.call() == command.call()) {
      apply(new CallInput.DialRefused());
    }
  }

  /// The number was taken, and the call failed at once.
  private static Optional<CallInput> overBy(AtResult result) {
    return switch (result.end()) {
      case BUSY -> Optional.of(new CallInput.GoneBecause(Cause.USER_BUSY));
      case NO_ANSWER -> Optional.of(new CallInput.GoneBecause(Cause.NO_ANSWER));
      case NO_DIALTONE -> Optional.of(new CallInput.GoneBecause(Cause.NETWORK_OUT_OF_ORDER));
      case NO_CARRIER -> Optional.of(new CallInput.Gone());
      case OK, CONNECT, ERROR, CME_ERROR, CMS_ERROR -> Optional.empty();
      case TIMED_OUT, NO_PROMPT, ABORTED, CUT_OFF -> Optional.empty();
    };
  }

  void answer(LineCommand.Answer command) {
    if (!(state instanceof CallState.Offered) || state.call() != command.call()) {
      reporter.refused(
          command.id(), Refusal.INVALID, "call " + command.call() + " is not being offered");
      return;
    }
    apply(new CallInput.Answer());
    modem.send(
        AtCommand.of("ATA").at(Priority.CALL).thatPlacesCall().within(DIAL),
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
    int index = index();
    apply(new CallInput.Release(command.cause()));
    List<String> ways = modem.profile().hangUp(command.cause(), index);
    List<String> offered = ways.stream().filter(modem.offers()::has).toList();
    hangUp(command.id(), offered.isEmpty() ? List.of(ways.getLast()) : offered);
  }

  private void hangUp(long command, List<String> ways) {
    modem.send(
        AtCommand.of(ways.getFirst()).at(Priority.CALL),
        result -> {
          if (!result.ok() && result.answered() && ways.size() > 1) {
            hangUp(command, ways.subList(1, ways.size()));
          } else {
            reporter.answer(command, result);
            apply(new CallInput.ReleaseTaken());
          }
        });
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
      tones.send(command, index());
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
    if (!idle()) {
      return state.call();
    }
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
    apply(new CallInput.ModemLost(cause));
  }

  /// One input after the other, also when carrying out an effect yields the next.
  private void apply(CallInput input) {
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
    CallStep step = CallMachine.on(state, input);
    state = step.state();
    for (CallEffect effect : step.effects()) {
      carryOut(effect);
    }
    if (before instanceof CallState.Idle && !idle()) {
      upcoming = state.call() == upcoming ? 0 : upcoming;
      emptyLists = 0;
      voice.begins();
      schedulePoll();
    }
    if (state instanceof CallState.Active && !(before instanceof CallState.Active)) {
      voice.through();
    }
    if (!(before instanceof CallState.Idle) && idle()) {
      cancel(polling);
      cancel(ringing);
      tones.over();
      voice.over(!(input instanceof CallInput.ModemLost));
    }
  }

  private void carryOut(CallEffect effect) {
    switch (effect) {
      case CallEffect.ReportOffered(int call, String number) ->
          reporter.report(at -> new LineEvent.CallOffered(at, call, number, ""));
      case CallEffect.ReportAlerting(int call) -> {
        reporter.report(at -> new LineEvent.CallAlerting(at, call));
        if (voice
            .audible()) { // the network's own ringing tone or announcement is on the audio port
          reporter.report(at -> new LineEvent.CallProgress(at, call));
        }
      }
      case CallEffect.ReportAnswered(int call) ->
          reporter.report(at -> new LineEvent.CallAnswered(at, call));
      case CallEffect.ReportReleased(int call, Cause cause) ->
          reporter.report(at -> new LineEvent.CallReleased(at, call, cause));
      case CallEffect.AwaitCaller(int call) ->
          timers.after(CALLER_WAIT, () -> apply(new CallInput.Caller(call, "")));
      case CallEffect.AskCause() -> askCause();
      case CallEffect.HangUpStray() -> hangUpStray();
      case CallEffect.RefuseWaiting() -> modem.sendAll(List.of("AT+CHLD=0"), Priority.CALL);
    }
  }

  /// Once in a while only: a modem that goes on telling of the call is not sent the same all the
  /// time.
  private void hangUpStray() {
    if (!strayHungUp) {
      strayHungUp = true;
      timers.after(STRAY_PAUSE, () -> strayHungUp = false);
      modem.sendAll(
          List.of(modem.profile().hangUp(Cause.NORMAL_CLEARING, 0).getFirst()), Priority.CALL);
    }
  }

  private void schedulePoll() {
    cancel(polling);
    long millis = modem.reportsCalls() ? 4000 : state instanceof CallState.Active ? 2000 : 500;
    polling = timers.after(Duration.ofMillis(millis), this::poll);
  }

  private void poll() {
    int asked = state.call();
    modem.send(
        AtCommand.query("AT+CLCC", "+CLCC:").at(Priority.POLL).within(Duration.ofSeconds(2)),
        result -> {
          if (result.ok() && state.call() == asked && !idle()) {
            listed(result.lines());
          }
          if (!idle() && result.timedOut()) {
            poll();
          } else if (!idle() && result.answered()) {
            schedulePoll();
          }
        });
  }

  /// The modem's whole list. A call of which it never gave a number is over when the list stays
  /// empty: its NO CARRIER was lost.
  private void listed(List<String> lines) {
    Set<Integer> indices = new HashSet<>();
    for (CallInput.Row row : CallRows.list(lines, state.call(), state, standing)) {
      indices.add(row.index());
      apply(row);
    }
    apply(new CallInput.Listed(indices));
    emptyLists = lines.isEmpty() ? emptyLists + 1 : 0;
    if (emptyLists >= EMPTY_LISTS) {
      apply(new CallInput.Gone());
    }
  }

  private static void cancel(Timers.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
