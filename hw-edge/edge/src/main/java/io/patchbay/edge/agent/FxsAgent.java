package io.patchbay.edge.agent;

import static io.patchbay.edge.agent.AgentStep.then;
import static java.util.Objects.requireNonNull;

import io.patchbay.edge.agent.AgentAction.Accept;
import io.patchbay.edge.agent.AgentAction.CloseAudio;
import io.patchbay.edge.agent.AgentAction.ListenDigits;
import io.patchbay.edge.agent.AgentAction.Play;
import io.patchbay.edge.agent.AgentAction.Report;
import io.patchbay.edge.agent.AgentAction.ReportUnexpected;
import io.patchbay.edge.agent.AgentAction.StartTimer;
import io.patchbay.edge.agent.AgentAction.StopTimer;
import io.patchbay.edge.agent.AgentAction.StopTone;
import io.patchbay.edge.agent.AgentAction.Submit;
import io.patchbay.edge.agent.AgentInput.Answer;
import io.patchbay.edge.agent.AgentInput.Dial;
import io.patchbay.edge.agent.AgentInput.Digit;
import io.patchbay.edge.agent.AgentInput.DigitBegan;
import io.patchbay.edge.agent.AgentInput.Done;
import io.patchbay.edge.agent.AgentInput.FirstDigitExpired;
import io.patchbay.edge.agent.AgentInput.Flash;
import io.patchbay.edge.agent.AgentInput.HowlerExpired;
import io.patchbay.edge.agent.AgentInput.InterDigitExpired;
import io.patchbay.edge.agent.AgentInput.LineLost;
import io.patchbay.edge.agent.AgentInput.OffHook;
import io.patchbay.edge.agent.AgentInput.OnHook;
import io.patchbay.edge.agent.AgentInput.Release;
import io.patchbay.edge.agent.FxsAgent.State.Collecting;
import io.patchbay.edge.agent.FxsAgent.State.DialTone;
import io.patchbay.edge.agent.FxsAgent.State.Idle;
import io.patchbay.edge.agent.FxsAgent.State.Overlap;
import io.patchbay.edge.agent.FxsAgent.State.Parked;
import io.patchbay.edge.agent.FxsAgent.State.Placed;
import io.patchbay.edge.agent.FxsAgent.State.Ringing;
import io.patchbay.edge.agent.FxsAgent.State.Talking;
import io.patchbay.edge.leg.LegEvent;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.routing.pattern.DigitMap;
import java.util.ArrayList;
import java.util.List;

/// A phone on our port: gives it dial tone, collects its digits, rings it, and knows its hook.
public record FxsAgent(FxsSettings settings, State state) implements Agent {
  /// Where the phone is.
  public sealed interface State {
    /// On hook, silent.
    record Idle() implements State {}

    /// Off hook, no digit yet.
    record DialTone() implements State {}

    record Collecting(String digits) implements State {}

    /// As [Collecting], and the trunk looks for the called party with what it was told of the
    /// digits so far (RFC 3578).
    record Overlap(String digits) implements State {}

    /// The trunk looks for the called party.
    record Placed() implements State {}

    record Talking() implements State {}

    /// We ring it.
    record Ringing(int call) implements State {}

    /// Off hook with nothing to do: hears a tone, then nothing, until it hangs up.
    record Parked() implements State {}
  }

  public FxsAgent {
    requireNonNull(settings, "settings");
    requireNonNull(state, "state");
  }

  /// A phone on hook.
  public static FxsAgent start(FxsSettings settings) {
    return new FxsAgent(settings, new Idle());
  }

  @Override
  public boolean idle() {
    return state instanceof Idle;
  }

  @Override
  public String word() {
    return state.getClass().getSimpleName();
  }

  @Override
  public AgentStep on(AgentInput input) {
    if (!(input instanceof AgentInput.Fxs fxs)) {
      return then(this, new ReportUnexpected(input));
    }
    return switch (state) {
      case Idle _ -> idle(fxs);
      case DialTone _ -> dialTone(fxs);
      case Collecting(String digits) -> collecting(digits, fxs);
      case Overlap(String digits) -> overlap(digits, fxs);
      case Placed _ -> placed(fxs);
      case Talking _ -> talking(fxs);
      case Ringing(int call) -> ringing(call, fxs);
      case Parked _ -> parked(fxs);
    };
  }

  private AgentStep idle(AgentInput.Fxs input) {
    return switch (input) {
      case OffHook _ when settings.hotline().isEmpty() ->
          then(
              in(new DialTone()),
              new ListenDigits(),
              new Play(Signal.DIAL),
              new StartTimer(Timer.FIRST_DIGIT, settings.firstDigit()));
      case OffHook _ ->
          then(
              in(new Placed()),
              new Report(new LegEvent.Offered("", "", settings.hotline())),
              new ListenDigits());
      case Dial(var id, int call, _, var number, var name, _, _) ->
          then(
              in(new Ringing(call)),
              new Submit(new LineCommand.Ring(0, call, settings.cadence(), number, name), id));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Release(String id, _) -> then(this, new Accept(id));
      case OnHook _, Flash _, DigitBegan _, Digit _, Done _, LineLost _ -> then(this);
      case FirstDigitExpired _, InterDigitExpired _, HowlerExpired _ -> then(this);
    };
  }

  private AgentStep dialTone(AgentInput.Fxs input) {
    return switch (input) {
      case DigitBegan _ -> then(this, new StopTone());
      case Digit(char digit) when digit == '#' && settings.digits().hashEnds() ->
          then(this, new Play(Signal.DIAL));
      case Digit(char digit) ->
          collect(settings.digits().next("", digit), new StopTimer(Timer.FIRST_DIGIT));
      case OnHook _, LineLost _ -> hungUp(new StopTimer(Timer.FIRST_DIGIT));
      case FirstDigitExpired _ -> park(Signal.CONGESTION);
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Release(String id, _) -> then(this, new Accept(id));
      case OffHook _, Flash _, Done _, InterDigitExpired _, HowlerExpired _ -> then(this);
    };
  }

  private AgentStep collecting(String digits, AgentInput.Fxs input) {
    return switch (input) {
      case Digit(char digit) ->
          collect(settings.digits().next(digits, digit), new StopTimer(Timer.INTER_DIGIT));
      case InterDigitExpired _ ->
          then(in(new Placed()), new Report(new LegEvent.Offered("", "", digits)));
      case OnHook _, LineLost _ -> hungUp(new StopTimer(Timer.INTER_DIGIT));
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Release(String id, _) -> then(this, new Accept(id));
      case DigitBegan _ ->
          then(this, new StartTimer(Timer.INTER_DIGIT, settings.digits().interDigit()));
      case OffHook _, Flash _, Done _, FirstDigitExpired _, HowlerExpired _ -> then(this);
    };
  }

  private AgentStep overlap(String digits, AgentInput.Fxs input) {
    return switch (input) {
      case Digit(char digit) -> further(settings.digits().next(digits, digit), digit);
      case InterDigitExpired _ ->
          then(in(new Placed()), new Report(new LegEvent.Dialled(digits, true, false)));
      case DigitBegan _ ->
          then(this, new StartTimer(Timer.INTER_DIGIT, settings.digits().interDigit()));
      case Answer _, Release _, OnHook _, LineLost _ -> {
        AgentStep step = placed(input);
        List<AgentAction> actions = new ArrayList<>(List.of(new StopTimer(Timer.INTER_DIGIT)));
        actions.addAll(step.actions());
        yield new AgentStep(step.next(), actions);
      }
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case OffHook _, Flash _, Done _, FirstDigitExpired _, HowlerExpired _ -> then(this);
    };
  }

  /// The digit is one of the number, or one for whoever is heard already: the trunk knows.
  private AgentStep further(DigitMap.Match match, char digit) {
    List<AgentAction> actions = new ArrayList<>();
    actions.add(new StopTimer(Timer.INTER_DIGIT));
    actions.add(new Report(new LegEvent.Digit(digit)));
    if (match.complete() || settings.digits().standsAlone(match.digits())) {
      boolean atOnce = settings.digits().atOnce().contains(match.digits());
      actions.add(new Report(new LegEvent.Dialled(match.digits(), match.complete(), atOnce)));
    }
    if (!match.complete()) {
      actions.add(new StartTimer(Timer.INTER_DIGIT, match.pause()));
    }
    return new AgentStep(
        in(match.complete() ? new Placed() : new Overlap(match.digits())), actions);
  }

  private AgentStep placed(AgentInput.Fxs input) {
    return switch (input) {
      case Answer(String id) ->
          then(
              in(new Talking()),
              new StopTone(),
              new Accept(id),
              new Report(new LegEvent.Answered()));
      case Release(String id, Cause cause) -> released(id, cause);
      case OnHook _ -> cleared(Cause.NORMAL_CLEARING);
      case LineLost _ -> cleared(Cause.DESTINATION_OUT_OF_ORDER);
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Digit(char digit) -> then(this, new Report(new LegEvent.Digit(digit)));
      case OffHook _, Flash _, DigitBegan _, Done _ -> then(this);
      case FirstDigitExpired _, InterDigitExpired _, HowlerExpired _ -> then(this);
    };
  }

  private AgentStep talking(AgentInput.Fxs input) {
    return switch (input) {
      case Release(String id, Cause cause) -> released(id, cause);
      case OnHook _ -> cleared(Cause.NORMAL_CLEARING);
      case LineLost _ -> cleared(Cause.DESTINATION_OUT_OF_ORDER);
      case Flash _ -> then(this, new Report(new LegEvent.Flash()));
      case Digit(char digit) -> then(this, new Report(new LegEvent.Digit(digit)));
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Answer(String id) -> then(this, new Accept(id));
      case OffHook _, DigitBegan _, Done _ -> then(this);
      case FirstDigitExpired _, InterDigitExpired _, HowlerExpired _ -> then(this);
    };
  }

  private AgentStep ringing(int call, AgentInput.Fxs input) {
    return switch (input) {
      case Done(LineCommand.Ring _, boolean accepted) ->
          accepted
              ? then(this, new Report(new LegEvent.Alerting()))
              : then(start(settings), new CloseAudio(), new Report(new LegEvent.DialRefused()));
      case OffHook _ ->
          then(in(new Talking()), new Report(new LegEvent.Answered()), new ListenDigits());
      case Release(String id, Cause cause) ->
          then(
              start(settings),
              new Submit(new LineCommand.Release(0, call, cause), id),
              new CloseAudio(),
              new Report(new LegEvent.Released(cause)));
      case LineLost _ -> cleared(Cause.DESTINATION_OUT_OF_ORDER);
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case OnHook _, Flash _, DigitBegan _, Digit _, Done _ -> then(this);
      case FirstDigitExpired _, InterDigitExpired _, HowlerExpired _ -> then(this);
    };
  }

  private AgentStep parked(AgentInput.Fxs input) {
    return switch (input) {
      case OnHook _, LineLost _ -> hungUp(new StopTimer(Timer.HOWLER));
      case HowlerExpired _ -> then(this, new StopTone());
      case Dial dial -> then(this, SimAgent.inUse(dial.commandId()));
      case Answer(String id) -> then(this, SimAgent.noCall(id));
      case Release(String id, _) -> then(this, new Accept(id));
      case OffHook _, Flash _, DigitBegan _, Digit _, Done _ -> then(this);
      case FirstDigitExpired _, InterDigitExpired _ -> then(this);
    };
  }

  private AgentStep collect(DigitMap.Match match, AgentAction first) {
    if (!match.complete()
        && settings.earlyDial()
        && settings.digits().standsAlone(match.digits())) {
      return then(
          in(new Overlap(match.digits())),
          first,
          new StopTone(),
          new StartTimer(Timer.INTER_DIGIT, match.pause()),
          new Report(new LegEvent.Offered("", "", match.digits(), true)));
    }
    return match.complete()
        ? then(
            in(new Placed()),
            first,
            new StopTone(),
            new Report(new LegEvent.Offered("", "", match.digits())))
        : then(
            in(new Collecting(match.digits())),
            first,
            new StopTone(),
            new StartTimer(Timer.INTER_DIGIT, match.pause()));
  }

  /// The trunk is done with the call; the phone hears it.
  private AgentStep released(String commandId, Cause cause) {
    return then(
        in(new Parked()),
        new Play(Signal.after(cause)),
        new StartTimer(Timer.HOWLER, settings.howler()),
        new Accept(commandId),
        new Report(new LegEvent.Released(cause)));
  }

  private AgentStep cleared(Cause cause) {
    return then(start(settings), new CloseAudio(), new Report(new LegEvent.Released(cause)));
  }

  private AgentStep park(Signal signal) {
    return then(
        in(new Parked()), new Play(signal), new StartTimer(Timer.HOWLER, settings.howler()));
  }

  private AgentStep hungUp(AgentAction first) {
    return then(start(settings), first, new CloseAudio());
  }

  private FxsAgent in(State next) {
    return new FxsAgent(settings, next);
  }
}
