package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.SipChannel.Exchange;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import io.patchbay.trunk.sdp.Fax;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.SessionDescription;
import java.util.Optional;

/// What happens within an established dialog (RFC 3261 §12.2, §14, §15; RFC 3311).
final class SipSession {
  private SipSession() {}

  static void reinvite(Turn turn, Leg leg, CallEvent.ReinviteArrived event) {
    SipChannel sip = leg.sip();
    int refusal = refusal(sip, event.cseq());
    if (refusal == 0 && !sip.established()) {
      // the first INVITE has no final response yet (§14.2)
      refusal = 500;
    }
    if (refusal == 0 && sip.exchange() != Exchange.NONE) {
      // ours is out, or their last one is not acknowledged yet (§14.2)
      refusal = 491;
    }
    if (refusal == 0 && SessionTimer.tooBrief(sip.session().spec(), event.fields())) {
      refusal = 422;
    }
    if (refusal != 0) {
      turn.emit(new Action.Reject(leg.id(), event.request(), refusal, 0));
      return;
    }
    SipChannel refreshed =
        sip.with(sip.dialog().withRemoteSeq(event.cseq()).withTarget(event.target()));
    SessionDescription offer = event.sdp();
    if (offer == null) {
      SipChannel offering =
          SessionTimers.answering(turn, leg, refreshed, event.fields())
              .with(sip.media().offering())
              .with(Exchange.ANSWER_IN_ACK);
      turn.put(leg.with(offering));
      turn.emit(
          new Action.Accept(
              leg.id(), offering.dialog(), event.request(), offering.media().describe()));
      return;
    }
    Optional<SipChannel> answered = answer(turn, leg, refreshed, offer);
    if (answered.isEmpty()) {
      turn.put(leg.with(refreshed));
      turn.emit(new Action.Reject(leg.id(), event.request(), 488, Causes.BEARER_NOT_IMPLEMENTED));
      return;
    }
    SipChannel done = SessionTimers.answering(turn, leg, answered.get(), event.fields());
    turn.put(turn.now(leg).with(done));
    turn.emit(new Action.Accept(leg.id(), done.dialog(), event.request(), done.media().describe()));
  }

  static void update(Turn turn, Leg leg, CallEvent.UpdateArrived event) {
    SipChannel sip = leg.sip();
    int refusal = refusal(sip, event.cseq());
    SessionDescription offer = event.sdp();
    if (refusal == 0 && offer != null) {
      boolean unanswered = sip.usage() != Usage.CONFIRMED && !sip.media().described();
      refusal = sip.exchange() != Exchange.NONE ? 491 : unanswered ? 500 : 0;
    }
    if (refusal == 0 && SessionTimer.tooBrief(sip.session().spec(), event.fields())) {
      refusal = 422;
    }
    if (refusal != 0) {
      turn.emit(
          new Action.Reply(
              sip.dialog(), event.request(), refusal, "", SessionFields.ofRefusal(sip, refusal)));
      return;
    }
    SipChannel refreshed =
        sip.with(sip.dialog().withRemoteSeq(event.cseq()).withTarget(event.target()));
    turn.put(leg.with(refreshed));
    Optional<SipChannel> answered =
        offer == null ? Optional.of(refreshed) : answer(turn, leg, refreshed, offer);
    if (answered.isEmpty()) {
      turn.emit(new Action.Reply(refreshed.dialog(), event.request(), 488, ""));
      return;
    }
    SipChannel done = answered.get();
    if (done.established()) {
      done = SessionTimers.answering(turn, leg, done, event.fields());
      turn.put(turn.now(leg).with(done));
    }
    turn.emit(
        new Action.Reply(
            done.dialog(),
            event.request(),
            200,
            offer == null ? "" : done.media().describe(),
            SessionFields.ofAnswer(done)));
  }

  static Optional<SipChannel> answer(Turn turn, Leg leg, SipChannel sip, SessionDescription offer) {
    Optional<RemoteMedia> agreed = sip.media().agree(offer);
    if (agreed.isEmpty() || (agreed.get().t38() && !Faxes.acceptable(turn, leg))) {
      return Optional.empty();
    }
    RemoteMedia fresh = agreed.get();
    RemoteMedia old = sip.media().remote();
    SipChannel answered = sip.with(sip.media().answering(offer, fresh));
    turn.put(leg.with(answered));
    if (!fresh.equals(old)) {
      Faxes.changed(turn, turn.now(leg), old);
    }
    if (old != null && old.held() != fresh.held()) {
      turn.emit(new Action.Publish(fresh.held() ? News.HELD : News.RESUMED, leg.id(), ""));
    }
    return Optional.of(answered);
  }

  /// 500: out of order (§12.2.2); 481: nothing to speak of.
  private static int refusal(SipChannel sip, long cseq) {
    if (cseq <= sip.dialog().remoteSeq()) {
      return 500;
    }
    return switch (sip.usage()) {
      case OFFERED, ACCEPTED, CALLING, PROCEEDING, CONFIRMED -> 0;
      case ENDING, CREATING, INCOMPLETE, GIVEN_UP, CANCELLING, ENDED -> 481;
    };
  }

  static void bye(Turn turn, Leg leg, CallEvent.ByeArrived event) {
    SipChannel sip = leg.sip();
    if (event.cseq() <= sip.dialog().remoteSeq() && sip.usage() != Usage.ENDED) {
      turn.emit(new Action.Reply(sip.dialog(), event.request(), 500, ""));
      return;
    }
    turn.emit(new Action.Reply(sip.dialog(), event.request(), 200, ""));
    Outcome outcome = Teardown.cleared(event.cause());
    RequestHandle invite = sip.invite();
    if (sip.usage() == Usage.OFFERED && invite != null) {
      turn.emit(new Action.Reject(leg.id(), invite, 487, outcome.cause()));
    }
    turn.emit(new Action.StopAccept(leg.id()));
    if (sip.usage() != Usage.ENDED) {
      Teardown.over(turn, leg, outcome);
    }
  }

  static void info(Turn turn, Leg leg, CallEvent.InfoArrived event) {
    SipChannel sip = leg.sip();
    int refusal = refusal(sip, event.cseq());
    turn.emit(new Action.Reply(sip.dialog(), event.request(), refusal == 0 ? 200 : refusal, ""));
    if (refusal == 0) {
      turn.put(leg.with(sip.with(sip.dialog().withRemoteSeq(event.cseq()))));
      if (!event.digit().isEmpty()) {
        Digits.signalled(turn, leg, event.digit());
      }
    }
  }

  // ---- our re-INVITE

  /// Offers again what was agreed, with our Contact: the peer's next request comes to us.
  static void refresh(Turn turn, Leg leg) {
    SipChannel sip = leg.sip();
    SipChannel sent =
        sip.with(sip.dialog().next())
            .with(sip.media().offering())
            .to(Usage.CONFIRMED)
            .with(Exchange.REINVITE_SENT);
    turn.put(leg.with(sent));
    turn.emit(new Action.Reinvite(leg.id(), sent.dialog(), sent.media().describe()));
  }

  /// The wait after 491 is over.
  static void again(Turn turn, String legId) {
    Leg leg = turn.call().leg(legId).orElse(null);
    if (leg != null && leg.live() && leg.sip().exchange() == Exchange.T38_GLARE) {
      Faxes.again(turn, leg);
      return;
    }
    if (leg != null && leg.live() && leg.sip().exchange() == Exchange.GLARE) {
      refresh(turn, leg);
    }
  }

  static void success(Turn turn, Leg leg, CallEvent.Success event) {
    SipChannel sip = leg.sip();
    if (!event.tag().equals(sip.dialog().remoteTag())) {
      UacLeg.forked(turn, sip, event);
      return;
    }
    Dialog dialog = sip.dialog().withTarget(event.target());
    turn.emit(new Action.Ack(dialog, event.cseq()));
    Exchange exchange = sip.exchange();
    boolean ours = sent(exchange) && event.cseq() == sip.dialog().localSeq();
    if (!ours) {
      return;
    }
    SipChannel done =
        SessionTimers.answered(turn, leg, sip.with(dialog).with(Exchange.NONE), event.fields());
    SessionDescription answer = event.sdp();
    RemoteMedia agreed = answer == null ? null : sip.media().agree(answer).orElse(null);
    if (agreed == null) {
      turn.put(leg.with(done));
    } else {
      boolean asked = exchange == Exchange.G711_SENT || exchange == Exchange.FAX_LOST_SENT;
      boolean passing = asked && agreed.clear();
      RemoteMedia fresh = passing ? agreed.with(Fax.PASS_THROUGH) : agreed;
      turn.put(leg.with(done.with(sip.media().withRemote(fresh))));
      if (!fresh.equals(sip.media().remote())) {
        Faxes.changed(turn, turn.now(leg), sip.media().remote());
      }
    }
    if (exchange == Exchange.T38_SENT && (agreed == null || !agreed.t38())) {
      Faxes.refused(turn, turn.now(leg));
    }
    if (exchange == Exchange.FAX_LOST_SENT && (agreed == null || agreed.t38())) {
      Faxes.end(turn);
    }
  }

  private static boolean sent(Exchange exchange) {
    return switch (exchange) {
      case REINVITE_SENT, T38_SENT, G711_SENT, FAX_LOST_SENT -> true;
      case NONE, ANSWER_IN_ACK, GLARE, T38_GLARE -> false;
    };
  }

  static void failure(Turn turn, Leg leg, CallEvent.Failure event) {
    SipChannel sip = leg.sip();
    if (!sent(sip.exchange()) || event.cseq() != sip.dialog().localSeq()) {
      return;
    }
    switch (event.status()) {
      case 491 -> {
        boolean fax = sip.exchange() == Exchange.T38_SENT;
        turn.put(leg.with(sip.with(fax ? Exchange.T38_GLARE : Exchange.GLARE)));
        Timer timer = sip.uas() ? Timer.GLARE_OTHER : Timer.GLARE_OWNER;
        turn.start(timer, leg.id(), timer.length());
      }
      case 408, 481 ->
          // §14.1: the dialog is gone
          Teardown.over(turn, leg, new Outcome(Causes.TEMPORARY_FAILURE, event.status()));
      case 422 -> {
        Leg idle = leg.with(sip.with(Exchange.NONE));
        turn.put(idle);
        SessionTimers.tooBrief(turn, idle, event.fields());
      }
      default -> {
        turn.put(leg.with(sip.with(Exchange.NONE)));
        if (sip.exchange() == Exchange.T38_SENT) {
          Faxes.refused(turn, turn.now(leg));
        } else if (sip.exchange() == Exchange.FAX_LOST_SENT) {
          Faxes.end(turn);
        }
      }
    }
  }
}
