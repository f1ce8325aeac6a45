package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.routing.call.NextTarget;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;

/// What lines and RTP ports report, and the results of commands to them.
final class EdgeLegs {

  private EdgeLegs() {}

  static void on(Turn turn, CallEvent.OfEdge event) {
    Leg leg = turn.call().leg(event.leg()).orElse(null);
    if (leg == null) {
      turn.emit(new Action.Unexpected(event.leg(), "no such leg", event));
      return;
    }
    if (!leg.live()) {
      return;
    }
    switch (event) {
      case CallEvent.RtpReady ready -> rtpReady(turn, leg, ready);
      case CallEvent.Done done -> done(turn, leg, done.command());
      case CallEvent.Refused refused -> refused(turn, leg, refused);
      case CallEvent.LineAlerting _ -> {
        if (leg.channel() instanceof LineChannel line
            && line.state() == LineChannel.State.DIALLING) {
          turn.put(leg.with(line.to(LineChannel.State.ALERTING)));
          SetUp.alerting(turn, turn.now(leg));
        }
      }
      case CallEvent.LineProgress _ -> SetUp.progress(turn, leg);
      case CallEvent.LineAnswered _ -> answered(turn, leg);
      case CallEvent.LineReleased released ->
          Teardown.over(turn, leg, released(leg, released.cause()));
      case CallEvent.Party(_, _, String party, String number, News news) ->
          turn.emit(new Action.PublishParty(news, leg.id(), party, number));
      case CallEvent.Digit digit -> Digits.heard(turn, leg, digit);
      case CallEvent.Flash flash -> Digits.flashed(turn, leg, flash);
      case CallEvent.RtpSilent silent -> silent(turn, leg, silent);
      case CallEvent.Unprotected _ ->
          Teardown.end(turn, Outcome.of(Causes.INCOMPATIBLE_DESTINATION), "system");
      case CallEvent.FaxHeard heard -> Faxes.heard(turn, leg, heard);
      case CallEvent.FaxLost _ -> Faxes.lost(turn, leg);
    }
  }

  /// A caller on a line who gives up is what CANCEL is in SIP: 487 (RFC 3261 §21.4.25).
  private static Outcome released(Leg leg, int cause) {
    Outcome outcome = Teardown.cleared(cause);
    boolean givenUp =
        leg.inbound()
            && leg.times().answered() == null
            && outcome.cause() == Causes.NORMAL_CLEARING;
    return givenUp ? new Outcome(outcome.cause(), 487) : outcome;
  }

  private static void rtpReady(Turn turn, Leg leg, CallEvent.RtpReady ready) {
    if (!(leg.channel() instanceof SipChannel sip)) {
      return;
    }
    if (sip.uas()) {
      turn.put(leg.with(sip.with(sip.media().withLocal(ready.local()))));
      UasLeg.resume(turn, turn.now(leg));
    } else {
      UacLeg.start(turn, leg, ready.local());
    }
  }

  private static void done(Turn turn, Leg leg, CommandCase command) {
    if (command == CommandCase.ANSWER && leg.channel() instanceof LineChannel line) {
      turn.put(leg.with(line.to(LineChannel.State.ACTIVE)).answered(turn.at()));
      SecondStage.answered(turn);
    }
    if (command == CommandCase.DIAL) {
      Ringing.dialled(turn, leg);
    }
  }

  private static void answered(Turn turn, Leg leg) {
    if (!(leg.channel() instanceof LineChannel line)) {
      return;
    }
    boolean ours =
        line.state() == LineChannel.State.DIALLING || line.state() == LineChannel.State.ALERTING;
    turn.put(leg.with(line.to(LineChannel.State.ACTIVE)).answered(turn.at()));
    if (ours) {
      SetUp.answered(turn, turn.now(leg));
    }
  }

  private static void refused(Turn turn, Leg leg, CallEvent.Refused refused) {
    switch (refused.command()) {
      case DIAL -> {
        if (refused.kind() == Refusal.REFUSAL_TIMED_OUT) {
          // it may have been carried out after all
          turn.toEdge(leg, EdgeCommands.release(leg.id(), Causes.TIMER_EXPIRY));
        }
        Teardown.over(turn, leg, Outcome.of(cause(refused.kind())));
      }
      case ANSWER -> Teardown.over(turn, leg, Outcome.of(Causes.TEMPORARY_FAILURE));
      case CREATE_RTP -> noRtp(turn, leg);
      case JOIN -> {
        if (turn.call().phase() == Phase.ACTIVE) {
          Teardown.end(turn, Outcome.of(Causes.TEMPORARY_FAILURE), "system");
        }
      }
      // nothing depends on these, and what they speak of may be gone already
      default -> turn.unexpected(leg, refused.command().name(), refused);
    }
  }

  private static void noRtp(Turn turn, Leg leg) {
    Outcome outcome = Outcome.of(Causes.RESOURCE_UNAVAILABLE);
    if (leg.sip().uas()) {
      Teardown.end(turn, outcome, "system");
    } else {
      Teardown.over(turn, leg, outcome);
    }
  }

  private static int cause(Refusal kind) {
    return switch (kind) {
      case REFUSAL_BUSY -> NextTarget.LINE_IN_USE;
      case REFUSAL_UNAVAILABLE, REFUSAL_NOT_FOUND -> Causes.NETWORK_OUT_OF_ORDER;
      case REFUSAL_TIMED_OUT -> Causes.TIMER_EXPIRY;
      case REFUSAL_REJECTED -> Causes.CALL_REJECTED;
      case REFUSAL_INVALID -> 28;
      case REFUSAL_UNSPECIFIED, UNRECOGNIZED -> Causes.TEMPORARY_FAILURE;
    };
  }

  private static void silent(Turn turn, Leg leg, CallEvent.RtpSilent silent) {
    boolean listening =
        leg.channel() instanceof SipChannel sip
            && sip.media().remote() != null
            && sip.media().remote().direction().receives()
            && endsCall(sip.media().spec(), silent);
    if (turn.call().phase() == Phase.ACTIVE && listening) {
      Teardown.end(turn, Outcome.of(Causes.TEMPORARY_FAILURE), "system");
    }
  }

  /// Only where the peer's document says so.
  private static boolean endsCall(MediaSpec spec, CallEvent.RtpSilent silent) {
    return spec.getRtpTimeoutS() > 0 && silent.silentMs() >= 1000 * spec.getRtpTimeoutS();
  }
}
