package io.patchbay.edge.agent;

import static io.patchbay.edge.agent.AgentStep.then;
import static io.patchbay.edge.agent.Signal.BUSY;
import static io.patchbay.edge.agent.Signal.CONGESTION;
import static io.patchbay.edge.agent.Signal.DIAL;
import static io.patchbay.edge.agent.Signal.RINGBACK;
import static java.util.Objects.requireNonNull;

import io.patchbay.edge.agent.AgentAction.Accept;
import io.patchbay.edge.agent.AgentAction.CloseAudio;
import io.patchbay.edge.agent.AgentAction.ListenDigits;
import io.patchbay.edge.agent.AgentAction.ListenTones;
import io.patchbay.edge.agent.AgentAction.ListenVoice;
import io.patchbay.edge.agent.AgentAction.Report;
import io.patchbay.edge.agent.AgentAction.ReportUnexpected;
import io.patchbay.edge.agent.AgentAction.SendDigits;
import io.patchbay.edge.agent.AgentAction.StartTimer;
import io.patchbay.edge.agent.AgentAction.StopTimer;
import io.patchbay.edge.agent.AgentAction.Submit;
import io.patchbay.edge.agent.AgentInput.Answer;
import io.patchbay.edge.agent.AgentInput.AnswerExpired;
import io.patchbay.edge.agent.AgentInput.Answered;
import io.patchbay.edge.agent.AgentInput.CallerIdExpired;
import io.patchbay.edge.agent.AgentInput.Dial;
import io.patchbay.edge.agent.AgentInput.DialToneExpired;
import io.patchbay.edge.agent.AgentInput.Digit;
import io.patchbay.edge.agent.AgentInput.DigitsSent;
import io.patchbay.edge.agent.AgentInput.Done;
import io.patchbay.edge.agent.AgentInput.GuardExpired;
import io.patchbay.edge.agent.AgentInput.LineLost;
import io.patchbay.edge.agent.AgentInput.LoopCurrentLost;
import io.patchbay.edge.agent.AgentInput.PolarityReversed;
import io.patchbay.edge.agent.AgentInput.Release;
import io.patchbay.edge.agent.AgentInput.Released;
import io.patchbay.edge.agent.AgentInput.RingbackExpired;
import io.patchbay.edge.agent.AgentInput.Rings;
import io.patchbay.edge.agent.AgentInput.ToneHeard;
import io.patchbay.edge.agent.AgentInput.VoiceHeard;
import io.patchbay.edge.agent.FxoAgent.State.Clearing;
import io.patchbay.edge.agent.FxoAgent.State.Idle;
import io.patchbay.edge.agent.FxoAgent.State.Proceeding;
import io.patchbay.edge.agent.FxoAgent.State.Ringing;
import io.patchbay.edge.agent.FxoAgent.State.Seizing;
import io.patchbay.edge.agent.FxoAgent.State.Sending;
import io.patchbay.edge.agent.FxoAgent.State.Talking;
import io.patchbay.edge.agent.FxoAgent.State.Waiting;
import io.patchbay.edge.leg.LegEvent;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import java.util.ArrayList;
import java.util.List;

/// An exchange line: loops it, waits for dial tone, dials in band and hears how the call goes.
public record FxoAgent(FxoSettings settings, State state) implements Agent {
  /// Where the line is.
  public sealed interface State {
    record Idle() implements State {}

    /// The exchange rings us.
    ///
    /// @param offered the trunk knows
    record Ringing(int call, String number, String name, boolean offered) implements State {}

    /// Off hook, waiting for dial tone. Without a number the caller is to hear it and dials
    /// himself.
    record Seizing(String number) implements State {}

    record Sending() implements State {}

    /// Dialled; tones tell.
    ///
    /// @param alerting ring-back tone was heard
    record Proceeding(boolean alerting) implements State {}

    /// Through.
    ///
    /// @param supervised the polarity reversed at the answer: it will again at the end
    record Talking(boolean supervised) implements State {}

    /// On hook, not yet to be used again.
    ///
    /// @param refused the exchange still rings: it cannot be told that we do not want the call
    record Clearing(boolean refused) implements State {}

    /// On hook until the exchange has noticed; then it dials.
    record Waiting(Dial dial) implements State {}
  }

  public FxoAgent {
    requireNonNull(settings, "settings");
    requireNonNull(state, "state");
  }

  /// A line on hook.
  public static FxoAgent start(FxoSettings settings) {
    return new FxoAgent(settings, new Idle());
  }

  /// Takes a call; while the exchange may not have noticed the end of the last one it waits a
  /// little with it.
  @Override
  public boolean idle() {
    return state instanceof Idle || (state instanceof Clearing(boolean refused) && !refused);
  }

  @Override
  public String word() {
    return state.getClass().getSimpleName();
  }

  @Override
  public AgentStep on(AgentInput input) {
    if (!(input instanceof AgentInput.Fxo fxo)) {
      return then(this, new ReportUnexpected(input));
    }
    return switch (state) {
      case Idle _ -> idle(fxo);
      case Ringing ringing -> ringing(ringing, fxo);
      case Seizing(String number) -> seizing(number, fxo);
      case Sending _ -> sending(fxo);
      case Proceeding(boolean alerting) -> proceeding(alerting, fxo);
      case Talking(boolean supervised) -> talking(supervised, fxo);
      case Clearing(boolean refused) -> clearing(refused, fxo);
      case Waiting(Dial dial) -> waiting(dial, fxo);
    };
  }

  private AgentStep idle(AgentInput.Fxo input) {
    return switch (input) {
      case Rings(int call, String number, String name) ->
          settings.ringsBeforeOffer() == 1 && !number.isEmpty()
              ? offer(new Ringing(call, number, name, true))
              : then(
                  in(new Ringing(call, number, name, false)),
                  new StartTimer(Timer.CALLER_ID, settings.offerAfter()));
      case Dial(var id, _, var number, _, _, _, _) when number.isEmpty() ->
          then(in(new Seizing(number)), new Submit(new LineCommand.OffHook(0), id));
      case Dial(var id, _, var number, _, _, _, _) ->
          then(
              in(new Seizing(number)),
              new Submit(new LineCommand.OffHook(0), id),
              new ListenTones(List.of(DIAL, BUSY, CONGESTION)),
              new StartTimer(Timer.DIAL_TONE, settings.dialTone()));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Release(String id, _) -> then(this, new Accept(id));
      case Done _, LineLost _, Digit _, Answered _, Released _, ToneHeard _, DigitsSent _ ->
          then(this);
      case VoiceHeard _, PolarityReversed _, LoopCurrentLost _ -> then(this);
      case CallerIdExpired _, DialToneExpired _, RingbackExpired _ -> then(this);
      case AnswerExpired _, GuardExpired _ -> then(this);
    };
  }

  private AgentStep ringing(Ringing now, AgentInput.Fxo input) {
    return switch (input) {
      case Rings(_, String number, String name) when !now.offered() ->
          settings.ringsBeforeOffer() == 1
              ? offer(new Ringing(now.call(), number, name, true), new StopTimer(Timer.CALLER_ID))
              : then(in(new Ringing(now.call(), number, name, false)));
      case CallerIdExpired _ when !now.offered() ->
          offer(new Ringing(now.call(), now.number(), now.name(), true));
      case Answer(String id) -> then(this, new Submit(new LineCommand.Answer(0, now.call()), id));
      case Done(LineCommand.Answer _, boolean accepted) -> accepted ? answered(false) : then(this);
      case Answered _ -> answered(false);
      case Release(String id, Cause cause) ->
          gone(
              new Submit(new LineCommand.Release(0, now.call(), cause), id),
              new LegEvent.Released(cause),
              true);
      case Released(_, Cause cause) -> ended(now.offered(), cause);
      case LineLost _ -> ended(now.offered(), Cause.DESTINATION_OUT_OF_ORDER);
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Rings _, Done _, Digit _, ToneHeard _, DigitsSent _ -> then(this);
      case VoiceHeard _, PolarityReversed _, LoopCurrentLost _ -> then(this);
      case CallerIdExpired _, DialToneExpired _, RingbackExpired _ -> then(this);
      case AnswerExpired _, GuardExpired _ -> then(this);
    };
  }

  private AgentStep seizing(String number, AgentInput.Fxo input) {
    return switch (input) {
      case ToneHeard(Signal signal) ->
          switch (signal) {
            case DIAL -> send(number, new StopTimer(Timer.DIAL_TONE));
            case BUSY, CONGESTION, RINGBACK -> hangUp(Cause.NO_CIRCUIT_AVAILABLE);
            case PROMPT, CONFIRMED -> then(this);
          };
      case DialToneExpired _ -> send(number, new StopTimer(Timer.DIAL_TONE));
      case Done(LineCommand.OffHook _, boolean accepted) when accepted && number.isEmpty() ->
          answered(false);
      case Done(LineCommand.OffHook _, boolean accepted) when !accepted ->
          then(
              in(new Idle()),
              new StopTimer(Timer.DIAL_TONE),
              new CloseAudio(),
              new Report(new LegEvent.DialRefused()));
      case Release(String id, Cause cause) -> hangUp(id, cause);
      case LoopCurrentLost _ -> hangUp(Cause.NO_CIRCUIT_AVAILABLE);
      case LineLost _ -> hangUp(Cause.DESTINATION_OUT_OF_ORDER);
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Rings _, Done _, Digit _, Answered _, Released _, DigitsSent _ -> then(this);
      case VoiceHeard _, PolarityReversed _, CallerIdExpired _, RingbackExpired _ -> then(this);
      case AnswerExpired _, GuardExpired _ -> then(this);
    };
  }

  private AgentStep sending(AgentInput.Fxo input) {
    return switch (input) {
      case DigitsSent _ ->
          then(
              in(new Proceeding(false)),
              new ListenTones(List.of(RINGBACK, BUSY, CONGESTION)),
              new ListenVoice(List.of(DIAL, RINGBACK, BUSY, CONGESTION)),
              new StartTimer(Timer.ANSWER, settings.answer()),
              new Report(new LegEvent.Progress()));
      case Release(String id, Cause cause) -> hangUp(id, cause);
      case LoopCurrentLost _ -> hangUp(Cause.NORMAL_CLEARING);
      case LineLost _ -> hangUp(Cause.DESTINATION_OUT_OF_ORDER);
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Rings _, Done _, Digit _, Answered _, Released _, ToneHeard _ -> then(this);
      case VoiceHeard _, PolarityReversed _ -> then(this);
      case CallerIdExpired _, DialToneExpired _, RingbackExpired _ -> then(this);
      case AnswerExpired _, GuardExpired _ -> then(this);
    };
  }

  private AgentStep proceeding(boolean alerting, AgentInput.Fxo input) {
    return switch (input) {
      case ToneHeard(Signal signal) ->
          switch (signal) {
            case RINGBACK -> rings(alerting);
            case BUSY -> hangUp(Cause.USER_BUSY);
            case CONGESTION -> hangUp(Cause.NO_CIRCUIT_AVAILABLE);
            case DIAL, PROMPT, CONFIRMED -> then(this);
          };
      case PolarityReversed _ -> answered(true);
      case VoiceHeard _, RingbackExpired _ -> heardAnswer();
      case AnswerExpired _ -> alerting ? then(this) : heardAnswer();
      case Release(String id, Cause cause) -> hangUp(id, cause);
      case LoopCurrentLost _ -> hangUp(Cause.NORMAL_CLEARING);
      case LineLost _ -> hangUp(Cause.DESTINATION_OUT_OF_ORDER);
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Digit(char digit) -> then(this, new Report(new LegEvent.Digit(digit)));
      case Rings _, Done _, Answered _, Released _, DigitsSent _ -> then(this);
      case CallerIdExpired _, DialToneExpired _, GuardExpired _ -> then(this);
    };
  }

  private AgentStep talking(boolean supervised, AgentInput.Fxo input) {
    return switch (input) {
      case ToneHeard _, LoopCurrentLost _, Released _ -> hangUp(Cause.NORMAL_CLEARING);
      case PolarityReversed _ -> supervised ? hangUp(Cause.NORMAL_CLEARING) : then(this);
      case Release(String id, Cause cause) -> hangUp(id, cause);
      case LineLost _ -> hangUp(Cause.DESTINATION_OUT_OF_ORDER);
      case Digit(char digit) -> then(this, new Report(new LegEvent.Digit(digit)));
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Answer(String id) -> then(this, new Accept(id));
      case Rings _, Done _, Answered _, VoiceHeard _, DigitsSent _ -> then(this);
      case CallerIdExpired _, DialToneExpired _, RingbackExpired _ -> then(this);
      case AnswerExpired _, GuardExpired _ -> then(this);
    };
  }

  private AgentStep clearing(boolean refused, AgentInput.Fxo input) {
    return switch (input) {
      case GuardExpired _ -> then(in(new Idle()));
      case Rings rings ->
          refused ? then(this, new StartTimer(Timer.GUARD, settings.silence())) : idle(rings);
      case Dial dial ->
          refused ? then(this, SimAgent.inUse(dial.commandId())) : then(in(new Waiting(dial)));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Release(String id, _) -> then(this, new Accept(id));
      case Done _, LineLost _, Digit _, Answered _, Released _, ToneHeard _, DigitsSent _ ->
          then(this);
      case VoiceHeard _, PolarityReversed _, LoopCurrentLost _ -> then(this);
      case CallerIdExpired _, DialToneExpired _, RingbackExpired _, AnswerExpired _ -> then(this);
    };
  }

  private AgentStep waiting(Dial dial, AgentInput.Fxo input) {
    return switch (input) {
      case GuardExpired _ -> in(new Idle()).idle(dial);
      // the exchange was first, or is away; a ring comes again
      case Rings _, LineLost _ ->
          then(
              in(new Clearing(false)),
              SimAgent.inUse(dial.commandId()),
              new Report(new LegEvent.DialRefused()));
      case Release(String id, Cause cause) ->
          then(
              in(new Clearing(false)),
              SimAgent.inUse(dial.commandId()),
              new Accept(id),
              new Report(new LegEvent.Released(cause)));
      case Dial another -> then(this, SimAgent.inUse(another.commandId()));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Done _, Digit _, Answered _, Released _, ToneHeard _, DigitsSent _ -> then(this);
      case VoiceHeard _, PolarityReversed _, LoopCurrentLost _ -> then(this);
      case CallerIdExpired _, DialToneExpired _, RingbackExpired _, AnswerExpired _ -> then(this);
    };
  }

  private AgentStep offer(Ringing ringing, AgentAction... first) {
    var actions = new ArrayList<AgentAction>(List.of(first));
    actions.add(new Report(new LegEvent.Offered(ringing.number(), ringing.name(), "")));
    return new AgentStep(in(ringing), actions);
  }

  private AgentStep send(String number, AgentAction first) {
    return then(
        in(new Sending()), first, new SendDigits(number, settings.digit(), settings.pause()));
  }

  private AgentStep rings(boolean before) {
    var again = new StartTimer(Timer.RINGBACK, settings.ringback());
    return before
        ? then(this, again)
        : then(
            in(new Proceeding(true)),
            new StopTimer(Timer.ANSWER),
            again,
            new Report(new LegEvent.Alerting()));
  }

  /// The sound says so; an exchange that reverses the polarity says it better.
  private AgentStep heardAnswer() {
    return settings.polarityAnswer() ? then(this) : answered(false);
  }

  private AgentStep answered(boolean supervised) {
    return then(
        in(new Talking(supervised)),
        new StopTimer(Timer.ANSWER),
        new StopTimer(Timer.RINGBACK),
        new ListenTones(List.of(BUSY, CONGESTION)),
        new ListenDigits(),
        new Report(new LegEvent.Answered()));
  }

  private AgentStep ended(boolean offered, Cause cause) {
    return offered
        ? then(in(new Idle()), new CloseAudio(), new Report(new LegEvent.Released(cause)))
        : then(in(new Idle()), new StopTimer(Timer.CALLER_ID));
  }

  private AgentStep hangUp(Cause cause) {
    return hangUp("", cause);
  }

  private AgentStep hangUp(String commandId, Cause cause) {
    return gone(
        new Submit(new LineCommand.OnHook(0), commandId), new LegEvent.Released(cause), false);
  }

  private AgentStep gone(Submit hangUp, LegEvent last, boolean refused) {
    return then(
        in(new Clearing(refused)),
        hangUp,
        new StopTimer(Timer.DIAL_TONE),
        new StopTimer(Timer.ANSWER),
        new StopTimer(Timer.RINGBACK),
        new CloseAudio(),
        new StartTimer(Timer.GUARD, refused ? settings.silence() : settings.guard()),
        new Report(last));
  }

  private FxoAgent in(State next) {
    return new FxoAgent(settings, next);
  }
}
