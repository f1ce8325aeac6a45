package io.patchbay.driver.gsm.call;

import io.patchbay.driver.gsm.call.CallState.Active;
import io.patchbay.driver.gsm.call.CallState.Alerting;
import io.patchbay.driver.gsm.call.CallState.Announced;
import io.patchbay.driver.gsm.call.CallState.Answering;
import io.patchbay.driver.gsm.call.CallState.Dialling;
import io.patchbay.driver.gsm.call.CallState.Ended;
import io.patchbay.driver.gsm.call.CallState.Idle;
import io.patchbay.driver.gsm.call.CallState.Offered;
import io.patchbay.driver.gsm.call.CallState.Releasing;
import io.patchbay.line.Cause;

/// The transitions of a line's call: one function for each state.
///
/// Modems report the same change by several means (a row, NO CARRIER, a list); the first one
/// counts. A second, waiting call is refused.
public final class CallMachine {
  private CallMachine() {}

  public static CallStep on(CallState state, CallInput input) {
    if (input instanceof CallInput.Row row && another(state, row)) {
      return row.phase() == Phase.WAITING || row.phase() == Phase.INCOMING
          ? CallStep.to(state, new CallEffect.RefuseWaiting())
          : CallStep.to(state);
    }
    if (input instanceof CallInput.ModemLost(Cause cause)) {
      return state instanceof Announced || state instanceof Idle
          ? CallStep.to(new Idle())
          : released(state.call(), cause);
    }
    return switch (state) {
      case Idle idle -> idle(idle, input);
      case Dialling dialling -> outgoing(dialling, dialling.index(), input);
      case Alerting alerting -> outgoing(alerting, alerting.index(), input);
      case Announced announced -> announced(announced, input);
      case Offered offered -> incoming(offered, offered.index(), input);
      case Answering answering -> incoming(answering, answering.index(), input);
      case Active active -> active(active, input);
      case Releasing releasing -> releasing(releasing, input);
      case Ended ended -> ended(ended, input);
    };
  }

  /// A row about a call that is not this one.
  private static boolean another(CallState state, CallInput.Row row) {
    return switch (state) {
      case Idle _, Releasing _, Ended _ -> false;
      case Dialling(_, int index) -> index != 0 ? index != row.index() : row.incoming();
      case Alerting(_, int index) -> index != 0 ? index != row.index() : row.incoming();
      case Announced(_, int index) -> index != 0 && index != row.index();
      case Offered(_, int index) -> index != 0 && index != row.index();
      case Answering(_, int index) -> index != 0 && index != row.index();
      case Active(_, int index) -> index != 0 && index != row.index();
    };
  }

  private static CallStep idle(Idle state, CallInput input) {
    return switch (input) {
      case CallInput.Dial(int call) -> CallStep.to(new Dialling(call, 0));
      case CallInput.Ring(int call) ->
          CallStep.to(new Announced(call, 0), new CallEffect.AwaitCaller(call));
      case CallInput.Row(int call, int index, boolean incoming, Phase phase, String number)
          when incoming && (phase == Phase.INCOMING || phase == Phase.WAITING) ->
          number.isEmpty()
              ? CallStep.to(new Announced(call, index), new CallEffect.AwaitCaller(call))
              : CallStep.to(new Offered(call, index), new CallEffect.ReportOffered(call, number));
      case CallInput.Row _,
          CallInput.DialRefused _,
          CallInput.Caller _,
          CallInput.Listed _,
          CallInput.GoneBecause _,
          CallInput.Gone _,
          CallInput.CauseTold _,
          CallInput.Answer _,
          CallInput.AnswerTaken _,
          CallInput.AnswerRefused _,
          CallInput.Release _,
          CallInput.ReleaseTaken _,
          CallInput.ModemLost _ ->
          CallStep.to(state);
    };
  }

  private static CallStep outgoing(CallState state, int known, CallInput input) {
    int call = state.call();
    return switch (input) {
      case CallInput.Row(_, int index, _, Phase phase, _) -> progress(state, index, phase);
      case CallInput.Listed(var indices) when known != 0 && !indices.contains(known) ->
          ended(call, Cause.NORMAL_UNSPECIFIED);
      case CallInput.DialRefused _ -> CallStep.to(new Idle());
      case CallInput.GoneBecause(Cause cause) -> released(call, cause);
      case CallInput.Gone _ -> ended(call, Cause.NORMAL_UNSPECIFIED);
      case CallInput.Release(Cause cause) -> CallStep.to(new Releasing(call, cause));
      case CallInput.Listed _,
          CallInput.Dial _,
          CallInput.Ring _,
          CallInput.Caller _,
          CallInput.CauseTold _,
          CallInput.Answer _,
          CallInput.AnswerTaken _,
          CallInput.AnswerRefused _,
          CallInput.ReleaseTaken _,
          CallInput.ModemLost _ ->
          CallStep.to(state);
    };
  }

  private static CallStep progress(CallState state, int index, Phase phase) {
    int call = state.call();
    return switch (phase) {
      case DIALLING -> CallStep.to(state instanceof Dialling ? new Dialling(call, index) : state);
      case ALERTING ->
          state instanceof Alerting
              ? CallStep.to(new Alerting(call, index))
              : CallStep.to(new Alerting(call, index), new CallEffect.ReportAlerting(call));
      case ACTIVE, HELD ->
          CallStep.to(new Active(call, index), new CallEffect.ReportAnswered(call));
      case RELEASED -> ended(call, Cause.NORMAL_UNSPECIFIED);
      case INCOMING, WAITING -> CallStep.to(state);
    };
  }

  private static CallStep announced(Announced state, CallInput input) {
    int call = state.call();
    return switch (input) {
      case CallInput.Caller(int about, String number) when about == call ->
          CallStep.to(new Offered(call, state.index()), new CallEffect.ReportOffered(call, number));
      case CallInput.Row(_, int index, _, Phase phase, String number) ->
          switch (phase) {
            case INCOMING, WAITING ->
                number.isEmpty()
                    ? CallStep.to(new Announced(call, index))
                    : CallStep.to(
                        new Offered(call, index), new CallEffect.ReportOffered(call, number));
            case RELEASED -> CallStep.to(new Idle());
            case ACTIVE, HELD, DIALLING, ALERTING -> CallStep.to(state);
          };
      case CallInput.Gone _, CallInput.GoneBecause _ -> CallStep.to(new Idle());
      case CallInput.Listed(var indices)
          when state.index() != 0 && !indices.contains(state.index()) ->
          CallStep.to(new Idle());
      case CallInput.Caller _,
          CallInput.Listed _,
          CallInput.Dial _,
          CallInput.DialRefused _,
          CallInput.Ring _,
          CallInput.CauseTold _,
          CallInput.Answer _,
          CallInput.AnswerTaken _,
          CallInput.AnswerRefused _,
          CallInput.Release _,
          CallInput.ReleaseTaken _,
          CallInput.ModemLost _ ->
          CallStep.to(state);
    };
  }

  private static CallStep incoming(CallState state, int known, CallInput input) {
    int call = state.call();
    return switch (input) {
      case CallInput.Answer _ -> CallStep.to(new Answering(call, known));
      case CallInput.AnswerTaken _ ->
          CallStep.to(new Active(call, known), new CallEffect.ReportAnswered(call));
      case CallInput.AnswerRefused _ -> CallStep.to(new Offered(call, known));
      case CallInput.Row(_, int index, _, Phase phase, _) ->
          switch (phase) {
            case ACTIVE, HELD ->
                CallStep.to(new Active(call, index), new CallEffect.ReportAnswered(call));
            case RELEASED -> ended(call, Cause.NORMAL_CLEARING);
            case INCOMING, WAITING ->
                CallStep.to(
                    state instanceof Answering
                        ? new Answering(call, index)
                        : new Offered(call, index));
            case DIALLING, ALERTING -> CallStep.to(state);
          };
      case CallInput.Listed(var indices) when known != 0 && !indices.contains(known) ->
          ended(call, Cause.NORMAL_CLEARING);
      case CallInput.GoneBecause(Cause cause) -> released(call, cause);
      case CallInput.Gone _ -> ended(call, Cause.NORMAL_CLEARING);
      case CallInput.Release(Cause cause) -> CallStep.to(new Releasing(call, cause));
      case CallInput.Listed _,
          CallInput.Dial _,
          CallInput.DialRefused _,
          CallInput.Ring _,
          CallInput.Caller _,
          CallInput.CauseTold _,
          CallInput.ReleaseTaken _,
          CallInput.ModemLost _ ->
          CallStep.to(state);
    };
  }

  private static CallStep active(Active state, CallInput input) {
    int call = state.call();
    return switch (input) {
      case CallInput.Row(_, int index, _, Phase phase, _) ->
          phase == Phase.RELEASED
              ? ended(call, Cause.NORMAL_CLEARING)
              : CallStep.to(new Active(call, index));
      case CallInput.Listed(var indices)
          when state.index() != 0 && !indices.contains(state.index()) ->
          ended(call, Cause.NORMAL_CLEARING);
      case CallInput.GoneBecause(Cause cause) -> released(call, cause);
      case CallInput.Gone _ -> ended(call, Cause.NORMAL_CLEARING);
      case CallInput.Release(Cause cause) -> CallStep.to(new Releasing(call, cause));
      case CallInput.Listed _,
          CallInput.Dial _,
          CallInput.DialRefused _,
          CallInput.Ring _,
          CallInput.Caller _,
          CallInput.CauseTold _,
          CallInput.Answer _,
          CallInput.AnswerTaken _,
          CallInput.AnswerRefused _,
          CallInput.ReleaseTaken _,
          CallInput.ModemLost _ ->
          CallStep.to(state);
    };
  }

  /// Only the end of the hang-up command counts: the line may be dialled again after it, not
  /// before.
  private static CallStep releasing(Releasing state, CallInput input) {
    return input instanceof CallInput.ReleaseTaken
        ? released(state.call(), state.cause())
        : CallStep.to(state);
  }

  private static CallStep ended(Ended state, CallInput input) {
    return switch (input) {
      case CallInput.CauseTold(Cause cause) ->
          released(state.call(), cause == Cause.NORMAL_UNSPECIFIED ? state.otherwise() : cause);
      case CallInput.GoneBecause(Cause cause) -> CallStep.to(new Ended(state.call(), cause));
      case CallInput.Gone _,
          CallInput.Row _,
          CallInput.Dial _,
          CallInput.DialRefused _,
          CallInput.Ring _,
          CallInput.Caller _,
          CallInput.Listed _,
          CallInput.Answer _,
          CallInput.AnswerTaken _,
          CallInput.AnswerRefused _,
          CallInput.Release _,
          CallInput.ReleaseTaken _,
          CallInput.ModemLost _ ->
          CallStep.to(state);
    };
  }

  private static CallStep ended(int call, Cause otherwise) {
    return CallStep.to(new Ended(call, otherwise), new CallEffect.AskCause());
  }

  private static CallStep released(int call, Cause cause) {
    return CallStep.to(new Idle(), new CallEffect.ReportReleased(call, cause));
  }
}
