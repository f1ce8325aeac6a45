package io.patchbay.edge.agent;

import static io.patchbay.edge.agent.AgentStep.then;

import io.patchbay.edge.agent.AgentAction.Accept;
import io.patchbay.edge.agent.AgentAction.CloseAudio;
import io.patchbay.edge.agent.AgentAction.Refuse;
import io.patchbay.edge.agent.AgentAction.Report;
import io.patchbay.edge.agent.AgentAction.ReportUnexpected;
import io.patchbay.edge.agent.AgentAction.Submit;
import io.patchbay.edge.agent.AgentInput.Alerting;
import io.patchbay.edge.agent.AgentInput.Answer;
import io.patchbay.edge.agent.AgentInput.Answered;
import io.patchbay.edge.agent.AgentInput.Dial;
import io.patchbay.edge.agent.AgentInput.Digit;
import io.patchbay.edge.agent.AgentInput.Done;
import io.patchbay.edge.agent.AgentInput.LineLost;
import io.patchbay.edge.agent.AgentInput.PartyChanged;
import io.patchbay.edge.agent.AgentInput.PartyLeft;
import io.patchbay.edge.agent.AgentInput.Progress;
import io.patchbay.edge.agent.AgentInput.Release;
import io.patchbay.edge.agent.AgentInput.Released;
import io.patchbay.edge.agent.AgentInput.Rings;
import io.patchbay.edge.agent.SimAgent.State.Busy;
import io.patchbay.edge.agent.SimAgent.State.Clearing;
import io.patchbay.edge.agent.SimAgent.State.Idle;
import io.patchbay.edge.leg.LegEvent;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineEvent.Standing;

/// A SIM line: the modem does the signalling, the agent keeps it to one call at a time. That call
/// may consist of several mobile calls (call waiting); it hears whichever the modem has active.
public record SimAgent(State state) implements Agent {
  /// Where the line is.
  public sealed interface State {
    record Idle() implements State {}

    /// A call is there, in whatever state its leg is.
    record Busy(int call) implements State {}

    /// The modem was told to hang up.
    record Clearing(int call) implements State {}
  }

  /// A free line.
  public static SimAgent start() {
    return new SimAgent(new Idle());
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
    if (!(input instanceof AgentInput.Sim sim)) {
      return then(this, new ReportUnexpected(input));
    }
    return switch (state) {
      case Idle _ -> idle(sim);
      case Busy(int call) -> busy(call, sim);
      case Clearing(int call) -> clearing(call, sim);
    };
  }

  private AgentStep idle(AgentInput.Sim input) {
    return switch (input) {
      case Rings(int call, String number, String name) ->
          then(new SimAgent(new Busy(call)), new Report(new LegEvent.Offered(number, name, "")));
      case Dial(var id, int call, var number, _, _, var presentation, boolean emergency) ->
          then(
              new SimAgent(new Busy(call)),
              new Submit(new LineCommand.Dial(0, call, number, presentation, emergency), id));
      case Answer(String id) -> then(this, noCall(id));
      case Release(String id, _) -> then(this, new Accept(id));
      case Released _, LineLost _, Done _, Digit _, PartyChanged _, PartyLeft _ -> then(this);
      case Alerting _, Progress _, Answered _ -> then(this, new ReportUnexpected(input));
    };
  }

  private AgentStep busy(int call, AgentInput.Sim input) {
    return switch (input) {
      case Rings(int other, _, _) when other != call ->
          then(this, new Submit(new LineCommand.Release(0, other, Cause.USER_BUSY), ""));
      case Rings _ -> then(this);
      case Dial dial -> then(this, inUse(dial.commandId()));
      case Answer(String id) -> then(this, new Submit(new LineCommand.Answer(0, call), id));
      case Release(String id, Cause cause) ->
          then(
              new SimAgent(new Clearing(call)),
              new Submit(new LineCommand.Release(0, call, cause), id));
      case Alerting(int of) when of == call -> then(this, new Report(new LegEvent.Alerting()));
      case Progress(int of) when of == call -> then(this, new Report(new LegEvent.Progress()));
      case Answered(int of) when of == call -> then(this, new Report(new LegEvent.Answered()));
      case Released(int of, Cause cause) when of == call -> free(new LegEvent.Released(cause));
      case Digit(char digit) -> then(this, new Report(new LegEvent.Digit(digit)));
      case PartyChanged(int of, int party, String number, Standing standing) when of == call ->
          then(this, new Report(new LegEvent.PartyChanged(party, party == call, number, standing)));
      case PartyLeft(int of, int party, Cause cause) when of == call ->
          then(this, new Report(new LegEvent.PartyLeft(party, party == call, cause)));
      case LineLost _ -> free(new LegEvent.Released(Cause.DESTINATION_OUT_OF_ORDER));
      case Done(LineCommand.Dial dial, boolean accepted) when dial.call() == call && !accepted ->
          free(new LegEvent.DialRefused());
      case Done _, Alerting _, Progress _, Answered _, Released _, PartyChanged _, PartyLeft _ ->
          then(this);
    };
  }

  private AgentStep clearing(int call, AgentInput.Sim input) {
    return switch (input) {
      case Released(int of, Cause cause) when of == call -> free(new LegEvent.Released(cause));
      case LineLost _ -> free(new LegEvent.Released(Cause.NORMAL_CLEARING));
      case Done(LineCommand.Release release, _) when release.call() == call ->
          free(new LegEvent.Released(Cause.NORMAL_CLEARING));
      case Rings(int other, _, _) when other != call ->
          then(this, new Submit(new LineCommand.Release(0, other, Cause.USER_BUSY), ""));
      case Dial dial -> then(this, inUse(dial.commandId()));
      case Answer(String id) -> then(this, noCall(id));
      case Release(String id, _) -> then(this, new Accept(id));
      case Rings _,
          Done _,
          Alerting _,
          Progress _,
          Answered _,
          Released _,
          Digit _,
          PartyChanged _,
          PartyLeft _ ->
          then(this);
    };
  }

  private static AgentStep free(LegEvent last) {
    return then(start(), new CloseAudio(), new Report(last));
  }

  static Refuse inUse(String commandId) {
    return new Refuse(commandId, Refusal.BUSY, "the line is in use");
  }

  static Refuse noCall(String commandId) {
    return new Refuse(commandId, Refusal.INVALID, "no call is offered on the line");
  }
}
