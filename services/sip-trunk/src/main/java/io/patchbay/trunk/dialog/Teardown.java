package io.patchbay.trunk.dialog;

import io.patchbay.routing.call.Stage;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.SipChannel.Usage;

/// The end of legs and calls.
final class Teardown {
  private Teardown() {}

  /// A leg reports that it is over (`leg.outcome()` says how).
  static void gone(Turn turn, Leg leg) {
    CallState call = turn.call();
    if (Transfers.gone(turn, leg)) {
      return;
    }
    switch (call.phase()) {
      case ROUTING, DIALLING, COLLECTING -> end(turn, leg.outcome(), "caller");
      case CALLING_FIRST, HUNTING -> {
        if (call.hunt().branches().contains(leg.id())) {
          SetUp.branchFailed(turn, leg);
        } else if (call.legs().getFirst().id().equals(leg.id())
            || !call.hunt().branches().isEmpty()) {
          end(turn, leg.outcome(), "caller");
        }
      }
      case ACTIVE -> end(turn, leg.outcome(), leg.id().equals(call.callee()) ? "callee" : "caller");
      case ENDED -> {}
    }
  }

  /// Ends the call, every leg with the same cause.
  ///
  /// @param by caller, callee or system
  static void end(Turn turn, Outcome outcome, String by) {
    CallState call = turn.call();
    if (call.phase() == Phase.ENDED) {
      return;
    }
    CallState.Times times = call.times();
    turn.set(
        call.to(Phase.ENDED)
            .with(call.hunt().stopped())
            .with(new CallState.End(outcome, by))
            .with(
                new CallState.Times(
                    times.started(), times.alerted(), times.answered(), turn.at())));
    turn.stop(Timer.NO_ANSWER, "");
    turn.stop(Timer.MAX_DURATION, "");
    if (call.plan().decision().hasLease()) {
      turn.stop(Timer.LEASE, "");
    }
    turn.stop(Timer.EDGE_LOST, "");
    if (call.stage().any()) {
      turn.stop(call.stage().step() == Stage.Step.TELLING ? Timer.TELLING : Timer.STAGE, "");
    }
    for (Leg leg : call.legs()) {
      Leg now = turn.now(leg);
      if (now.live()) {
        release(turn, now, outcome, false);
      }
    }
    turn.publish(News.ENDED);
    turn.emit(new Action.Conclude());
  }

  /// Ends one leg from our side.
  ///
  /// @param goesOn the call does, so the leg's RTP port is closed on its own
  static void release(Turn turn, Leg leg, Outcome outcome, boolean goesOn) {
    Channel after =
        switch (leg.channel()) {
          case LineChannel line -> {
            if (!line.ended()) {
              turn.toEdge(leg, EdgeCommands.release(leg.id(), outcome.cause()));
            }
            yield line.to(LineChannel.State.RELEASED);
          }
          case SipChannel sip -> {
            if (goesOn && sip.media().requested()) {
              turn.toEdge(leg, EdgeCommands.release(leg.id(), outcome.cause()));
            }
            yield release(turn, leg, sip, outcome);
          }
        };
    turn.put(leg.with(after).over(turn.at(), outcome));
  }

  private static SipChannel release(Turn turn, Leg leg, SipChannel sip, Outcome outcome) {
    return switch (sip.usage()) {
      case OFFERED -> {
        RequestHandle invite = sip.invite();
        if (invite != null) {
          turn.emit(
              new Action.Reject(
                  leg.id(), invite, PeerCauses.status(sip, outcome), outcome.cause()));
        }
        yield sip.to(Usage.ENDED);
      }
      case ACCEPTED, ENDING -> sip.to(Usage.ENDING);
      case CONFIRMED -> {
        turn.emit(new Action.Bye(sip.dialog().next(), outcome.cause()));
        yield sip.with(sip.dialog().next()).to(Usage.ENDED);
      }
      case CREATING, INCOMPLETE, ENDED -> sip.to(Usage.ENDED);
      case CALLING, GIVEN_UP -> {
        turn.stop(Timer.NO_RESPONSE, leg.id());
        yield sip.to(Usage.GIVEN_UP);
      }
      case PROCEEDING -> {
        turn.emit(new Action.Cancel(leg.id(), outcome.cause()));
        yield sip.to(Usage.CANCELLING);
      }
      case CANCELLING -> sip;
    };
  }

  /// A leg of which nothing more is expected from the peer either.
  static void over(Turn turn, Leg leg, Outcome outcome) {
    Leg over =
        leg.with(
                switch (leg.channel()) {
                  case LineChannel line -> line.to(LineChannel.State.RELEASED);
                  case SipChannel sip -> sip.to(Usage.ENDED);
                })
            .over(turn.at(), outcome);
    boolean reported = leg.live();
    turn.put(over);
    if (reported) {
      gone(turn, over);
    }
  }

  /// As [#over], for a SIP branch whose call may go on with another.
  static void branchOver(Turn turn, Leg leg, Outcome outcome) {
    if (leg.live() && leg.sip().media().requested()) {
      turn.toEdge(leg, EdgeCommands.release(leg.id(), outcome.cause()));
    }
    over(turn, leg, outcome);
  }

  /// The cause of the peer, else normal clearing.
  static Outcome cleared(int cause) {
    return Outcome.of(cause == 0 ? Causes.NORMAL_CLEARING : cause);
  }

  static void forgetWhenDone(Turn turn, CallState before) {
    if (turn.call().phase() != Phase.ENDED) {
      return;
    }
    if (turn.call().legs().stream().allMatch(leg -> leg.channel().ended())) {
      turn.emit(new Action.Forget());
    } else if (before.phase() != Phase.ENDED) {
      turn.start(Timer.LINGER, "", Timer.LINGER.length());
    }
  }
}
