package io.patchbay.driver.gsm.call;

import io.patchbay.driver.gsm.call.CallInput.Answer;
import io.patchbay.driver.gsm.call.CallInput.AnswerRefused;
import io.patchbay.driver.gsm.call.CallInput.AnswerTaken;
import io.patchbay.driver.gsm.call.CallInput.Caller;
import io.patchbay.driver.gsm.call.CallInput.CauseTold;
import io.patchbay.driver.gsm.call.CallInput.Command;
import io.patchbay.driver.gsm.call.CallInput.Dial;
import io.patchbay.driver.gsm.call.CallInput.DialRefused;
import io.patchbay.driver.gsm.call.CallInput.EndedBecause;
import io.patchbay.driver.gsm.call.CallInput.Expired;
import io.patchbay.driver.gsm.call.CallInput.Gone;
import io.patchbay.driver.gsm.call.CallInput.GoneBecause;
import io.patchbay.driver.gsm.call.CallInput.Listed;
import io.patchbay.driver.gsm.call.CallInput.ModemLost;
import io.patchbay.driver.gsm.call.CallInput.News;
import io.patchbay.driver.gsm.call.CallInput.Nothing;
import io.patchbay.driver.gsm.call.CallInput.Release;
import io.patchbay.driver.gsm.call.CallInput.ReleaseTaken;
import io.patchbay.driver.gsm.call.CallInput.Result;
import io.patchbay.driver.gsm.call.CallInput.Ring;
import io.patchbay.driver.gsm.call.CallInput.Row;
import io.patchbay.driver.gsm.call.CallInput.Waits;
import io.patchbay.driver.gsm.call.CallState.Active;
import io.patchbay.driver.gsm.call.CallState.Alerting;
import io.patchbay.driver.gsm.call.CallState.Announced;
import io.patchbay.driver.gsm.call.CallState.Answering;
import io.patchbay.driver.gsm.call.CallState.Dialling;
import io.patchbay.driver.gsm.call.CallState.Ended;
import io.patchbay.driver.gsm.call.CallState.Idle;
import io.patchbay.driver.gsm.call.CallState.Incoming;
import io.patchbay.driver.gsm.call.CallState.Live;
import io.patchbay.driver.gsm.call.CallState.Offered;
import io.patchbay.driver.gsm.call.CallState.Outgoing;
import io.patchbay.driver.gsm.call.CallState.Releasing;
import io.patchbay.line.Cause;

/// The transitions of a line's call: one function for each state; the four states of a call that is
/// not through yet share theirs.
///
/// Modems report the same change by several means (a row, NO CARRIER, a list); the first one
/// counts. A second call is refused as long as the first is not answered; what comes then, see
/// [TalkMachine]. A call that goes on in the modem while the line has none (its dialling was taken
/// for refused, or it is older than we) is hung up.
public final class CallMachine {
  private CallMachine() {}

  /// The state after an input, and what is to be done.
  ///
  /// @param mode what becomes of somebody who waits
  public static CallStep on(CallState state, CallInput input, CallWaiting mode) {
    return switch (state) {
      case Idle idle -> idle(idle, input);
      case Announced announced -> announced(announced, input);
      case Active active -> TalkMachine.on(active, input, mode);
      case Live live -> live(live, input);
      case Releasing releasing -> releasing(releasing, input);
      case Ended ended -> ended(ended, input);
    };
  }

  private static CallStep idle(Idle state, CallInput input) {
    return switch (input) {
      case Dial(int call) -> CallStep.to(new Dialling(call, 0));
      case Ring(int call) -> announce(new Announced(call, 0));
      case Row row when rings(row) -> offer(row.fresh(), row);
      case Row row when row.phase() != Phase.RELEASED && row.phase() != Phase.WAITING ->
          CallStep.to(state, new CallEffect.HangUpStray());
      case Command _, Result _, News _, ModemLost _ -> CallStep.to(state);
    };
  }

  private static CallStep announced(Announced state, CallInput input) {
    return switch (input) {
      case Caller(int call, String number) when call == state.call() ->
          offer(new Offered(call, state.index()), number);
      case Row row when another(state.index(), row) -> waiting(state, row);
      case Row row when rings(row) && row.number().isEmpty() ->
          CallStep.to(new Announced(state.call(), row.index()));
      case Row row when rings(row) -> offer(state.call(), row);
      case Row row when row.phase() == Phase.RELEASED -> CallStep.to(new Idle());
      case Listed list when list.without(state.index()) -> CallStep.to(new Idle());
      case EndedBecause end when !another(state.index(), end) -> CallStep.to(new Idle());
      case Gone _ when state.index() != 0 -> CallStep.to(state, new CallEffect.AskRows());
      case Gone _, Nothing _, GoneBecause _, ModemLost _ -> CallStep.to(new Idle());
      case Command _, Result _, News _ -> CallStep.to(state);
    };
  }

  private static CallStep live(Live state, CallInput input) {
    return switch (input) {
      case Row row -> another(state, row) ? waiting(state, row) : row(state, row);
      case Waits _ -> CallStep.to(state, new CallEffect.RefuseWaiting());
      case Listed list when list.without(state.index()) -> over(state);
      case Gone _ when state instanceof Offered && state.index() != 0 ->
          CallStep.to(state, new CallEffect.AskRows()); // it may be the end of the call before
      case Gone _, Nothing _ -> over(state);
      case GoneBecause(Cause cause) -> released(state.call(), cause);
      case EndedBecause end when !another(state.index(), end) ->
          released(state.call(), end.cause());
      case ModemLost(Cause cause) -> released(state.call(), cause);
      case Release(Cause cause) -> CallStep.to(new Releasing(state.call(), cause));
      case Expired(Cause cause) when state instanceof Outgoing ->
          CallStep.to(
              new Releasing(state.call(), cause), new CallEffect.HangUp(state.index(), cause));
      case DialRefused _ when state instanceof Outgoing -> CallStep.to(new Idle());
      case Answer _ when state instanceof Incoming ->
          CallStep.to(new Answering(state.call(), state.index()));
      case AnswerTaken _ when state instanceof Incoming -> answered(state);
      case AnswerRefused _ when state instanceof Incoming ->
          CallStep.to(new Offered(state.call(), state.index()));
      case Command _, Result _, News _ -> CallStep.to(state);
    };
  }

  /// A row about this call.
  private static CallStep row(Live state, Row row) {
    Live known = state.at(row.index());
    return switch (row.phase()) {
      case DIALLING, INCOMING, WAITING -> CallStep.to(known);
      case ALERTING ->
          state instanceof Dialling
              ? CallStep.to(
                  new Alerting(state.call(), row.index()),
                  new CallEffect.ReportAlerting(state.call()))
              : CallStep.to(known);
      case ACTIVE, HELD -> answered(known);
      case RELEASED -> over(state);
    };
  }

  /// Only the end of the hang-up command counts: the line may be dialled again after it, not
  /// before.
  private static CallStep releasing(Releasing state, CallInput input) {
    return switch (input) {
      case ReleaseTaken _ -> released(state.call(), state.cause());
      case ModemLost(Cause cause) -> released(state.call(), cause);
      case Command _, Result _, News _ -> CallStep.to(state);
    };
  }

  private static CallStep ended(Ended state, CallInput input) {
    return switch (input) {
      case CauseTold(Cause cause) ->
          released(state.call(), cause == Cause.NORMAL_UNSPECIFIED ? state.otherwise() : cause);
      case GoneBecause(Cause cause) -> CallStep.to(new Ended(state.call(), cause));
      case EndedBecause(_, Cause cause) -> CallStep.to(new Ended(state.call(), cause));
      case ModemLost(Cause cause) -> released(state.call(), cause);
      case Command _, Result _, News _ -> CallStep.to(state);
    };
  }

  private static boolean rings(Row row) {
    return row.incoming() && (row.phase() == Phase.INCOMING || row.phase() == Phase.WAITING);
  }

  private static boolean another(int known, Row row) {
    return known != 0 && known != row.index();
  }

  private static boolean another(int known, EndedBecause end) {
    return known != 0 && known != end.index();
  }

  /// A row about a call that is not this one: it has another number, or goes the other way.
  private static boolean another(Live state, Row row) {
    return another(state.index(), row)
        || (state.index() == 0
            && switch (state) {
              case Outgoing _ -> row.incoming();
              case Incoming _ -> !row.incoming();
              case Active _ -> false; // has its own machine
            });
  }

  /// A second call waits, or something is said about it.
  private static CallStep waiting(CallState state, Row row) {
    return rings(row) ? CallStep.to(state, new CallEffect.RefuseWaiting()) : CallStep.to(state);
  }

  private static CallStep announce(Announced state) {
    return CallStep.to(state, new CallEffect.AwaitCaller(state.call()));
  }

  /// A row says that the modem rings: the call is offered once its caller is known.
  private static CallStep offer(int call, Row row) {
    return row.number().isEmpty()
        ? announce(new Announced(call, row.index()))
        : offer(new Offered(call, row.index()), row.number());
  }

  private static CallStep offer(Offered state, String number) {
    return CallStep.to(state, new CallEffect.ReportOffered(state.call(), number));
  }

  private static CallStep answered(Live state) {
    return CallStep.to(
        new Active(state.call(), state.index()), new CallEffect.ReportAnswered(state.call()));
  }

  /// The call is over; the modem may know why.
  private static CallStep over(Live state) {
    Cause otherwise = state instanceof Outgoing ? Cause.NORMAL_UNSPECIFIED : Cause.NORMAL_CLEARING;
    return CallStep.to(new Ended(state.call(), otherwise), new CallEffect.AskCause());
  }

  static CallStep released(int call, Cause cause) {
    return CallStep.to(new Idle(), new CallEffect.ReportReleased(call, cause));
  }
}
