package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.SipChannel.Exchange;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import io.patchbay.trunk.dialog.SipChannel.Wanted;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.SessionDescription;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A leg whose peer has sent the INVITE (RFC 3261 §13.3, RFC 3262 §3).
final class UasLeg {
  private UasLeg() {}

  static void alert(Turn turn, Leg leg) {
    advance(turn, leg, Wanted.ALERT);
  }

  static void early(Turn turn, Leg leg) {
    advance(turn, leg, Wanted.EARLY_MEDIA);
  }

  static void accept(Turn turn, Leg leg) {
    advance(turn, leg, Wanted.ACCEPT);
  }

  /// What was wanted and could not be sent before.
  static void resume(Turn turn, Leg leg) {
    advance(turn, leg, leg.sip().wanted());
  }

  private static void advance(Turn turn, Leg leg, Wanted wanted) {
    SipChannel sip = leg.sip();
    if (sip.usage() != Usage.OFFERED || wanted == Wanted.NOTHING) {
      return;
    }
    Wanted most = wanted.compareTo(sip.wanted()) > 0 ? wanted : sip.wanted();
    boolean describes =
        most != Wanted.ALERT || (sip.reliable().required() && sip.media().offer() == null);
    if (sip.reliable().pending() || (describes && sip.media().local() == null)) {
      turn.put(leg.with(sip.with(most)));
      return;
    }
    SipChannel ready = sip.with(Wanted.NOTHING);
    if (most == Wanted.ACCEPT) {
      answer(turn, leg, ready);
    } else {
      provisional(turn, leg, ready, most == Wanted.ALERT ? 180 : 183, describes);
    }
  }

  private static void provisional(
      Turn turn, Leg leg, SipChannel sip, int status, boolean describes) {
    boolean reliable = sip.reliable().required();
    String sdp = describes && !sip.reliable().carriedSdp() ? sip.media().describe() : "";
    SipChannel sent = sip;
    if (describes) {
      sent = sent.with(sip.media().asDescribed());
    }
    if (reliable) {
      sent = sent.with(sip.reliable().sent(!sdp.isEmpty()));
    }
    turn.put(leg.with(sent));
    turn.emit(
        new Action.Provisional(
            leg.id(),
            sent.dialog(),
            invite(sip),
            status,
            sdp,
            reliable ? sent.reliable().rseq() : 0));
  }

  private static void answer(Turn turn, Leg leg, SipChannel sip) {
    boolean offers = sip.media().offer() == null && !sip.reliable().carriedSdp();
    String sdp = sip.reliable().carriedSdp() ? "" : sip.media().describe();
    SipChannel sent =
        sip.to(Usage.ACCEPTED)
            .with(sip.media().asDescribed())
            .with(offers ? Exchange.ANSWER_IN_ACK : Exchange.NONE);
    sent = SessionTimers.answering(turn, leg, sent, sent.session().heard());
    turn.put(leg.with(sent).answered(turn.at()));
    turn.emit(new Action.Accept(leg.id(), sent.dialog(), invite(sip), sdp));
  }

  private static RequestHandle invite(SipChannel sip) {
    RequestHandle invite = sip.invite();
    if (invite == null) {
      throw new IllegalStateException("a UAS leg has its INVITE");
    }
    return invite;
  }

  static void cancelled(Turn turn, Leg leg, CallEvent.CancelArrived cancel) {
    SipChannel sip = leg.sip();
    if (sip.usage() != Usage.OFFERED) {
      // CANCEL has no effect on a request with a final response (§9.2)
      return;
    }
    Outcome outcome = Teardown.cleared(cancel.cause());
    turn.emit(new Action.Reject(leg.id(), invite(sip), 487, outcome.cause()));
    Teardown.over(turn, leg, new Outcome(outcome.cause(), 487));
  }

  static void acknowledged(Turn turn, Leg leg, CallEvent.AckArrived ack) {
    SipChannel sip = leg.sip();
    turn.emit(new Action.StopAccept(leg.id()));
    switch (sip.usage()) {
      case ACCEPTED -> {
        SipChannel confirmed = sip.to(Usage.CONFIRMED).with(Exchange.NONE);
        turn.put(leg.with(confirmed));
        if (sip.exchange() == Exchange.ANSWER_IN_ACK) {
          lateAnswer(turn, leg.with(confirmed), ack.sdp());
        }
      }
      case ENDING -> {
        turn.emit(new Action.Bye(sip.dialog().next(), leg.outcome().cause()));
        turn.put(leg.with(sip.with(sip.dialog().next()).to(Usage.ENDED)));
      }
      case CONFIRMED -> {
        if (sip.exchange() == Exchange.ANSWER_IN_ACK) {
          turn.put(leg.with(sip.with(Exchange.NONE)));
          lateAnswer(turn, turn.now(leg), ack.sdp());
        }
      }
      case OFFERED, CREATING, CALLING, PROCEEDING, INCOMPLETE, GIVEN_UP, CANCELLING, ENDED -> {}
    }
  }

  /// The answer to our offer in a 2xx or reliable provisional response (RFC 3264 §7).
  static void lateAnswer(Turn turn, Leg leg, @Nullable SessionDescription sdp) {
    SipChannel sip = leg.sip();
    RemoteMedia agreed = sdp == null ? null : sip.media().agree(sdp).orElse(null);
    if (agreed == null) {
      Teardown.release(turn, leg, new Outcome(Causes.BEARER_NOT_IMPLEMENTED, 488), false);
      Teardown.gone(turn, turn.now(leg));
      return;
    }
    turn.put(leg.with(sip.with(sip.media().withRemote(agreed))));
    turn.toEdge(leg, EdgeCommands.modifyRtp(leg.id(), agreed, sip.media().spec()));
  }

  /// No ACK or PRACK within 64*T1 (§13.3.1.4, RFC 3262 §3).
  static void unacknowledged(Turn turn, Leg leg) {
    SipChannel sip = leg.sip();
    Outcome outcome = Outcome.of(Causes.TIMER_EXPIRY);
    switch (sip.usage()) {
      case OFFERED -> {
        Teardown.release(turn, leg, new Outcome(Causes.TIMER_EXPIRY, 504), false);
        Teardown.gone(turn, turn.now(leg));
      }
      case ACCEPTED, CONFIRMED, ENDING -> {
        turn.emit(new Action.Bye(sip.dialog().next(), outcome.cause()));
        Teardown.over(turn, leg.with(sip.with(sip.dialog().next())), outcome);
      }
      case CREATING, CALLING, PROCEEDING, INCOMPLETE, GIVEN_UP, CANCELLING, ENDED -> {}
    }
  }

  static void prack(Turn turn, Leg leg, CallEvent.PrackArrived prack) {
    SipChannel sip = leg.sip();
    if (!sip.reliable().pending() || sip.reliable().rseq() != prack.rseq()) {
      turn.emit(new Action.Reply(sip.dialog(), prack.request(), 481, ""));
      return;
    }
    SipChannel done =
        sip.with(sip.reliable().acknowledged()).with(sip.dialog().withRemoteSeq(prack.cseq()));
    turn.put(leg.with(done));
    turn.emit(new Action.StopProvisional(leg.id()));
    SessionDescription sdp = prack.sdp();
    boolean answers = sip.media().offer() == null && sip.media().remote() == null;
    String description = "";
    if (sdp != null && !answers && sip.media().described()) {
      // a new offer (RFC 3262 §5)
      Optional<SipChannel> agreed = SipSession.answer(turn, leg, done, sdp);
      if (agreed.isEmpty()) {
        turn.emit(new Action.Reply(done.dialog(), prack.request(), 488, ""));
        resume(turn, turn.now(leg));
        return;
      }
      description = agreed.get().media().describe();
    }
    turn.emit(new Action.Reply(done.dialog(), prack.request(), 200, description));
    if (answers && sdp != null) {
      lateAnswer(turn, turn.now(leg), sdp);
    }
    resume(turn, turn.now(leg));
  }
}
