package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.SipChannel.Exchange;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.SessionDescription;
import java.time.Duration;

/// Keeps a session alive, and ends one that nobody keeps alive (RFC 4028 §10).
final class SessionTimers {
  /// Before a refresh is tried again that came at a bad moment.
  private static final Duration SOON = Duration.ofSeconds(5);

  private SessionTimers() {}

  /// Our 2xx to an INVITE, re-INVITE or UPDATE is about to go out.
  static SipChannel answering(Turn turn, Leg leg, SipChannel sip, Fields request) {
    Session session = sip.session().hearing(request);
    return run(
        turn, leg, sip, session, SessionTimer.answering(session.spec(), session.timer(), request));
  }

  /// The peer's 2xx to our INVITE, re-INVITE or UPDATE has come.
  static SipChannel answered(Turn turn, Leg leg, SipChannel sip, Fields response) {
    Session session = sip.session().hearing(response);
    return run(
        turn, leg, sip, session, SessionTimer.answered(session.spec(), session.timer(), response));
  }

  private static SipChannel run(
      Turn turn, Leg leg, SipChannel sip, Session session, SessionTimer fresh) {
    if (session.timer().running()) {
      turn.stop(Timer.SESSION_REFRESH, leg.id());
      turn.stop(Timer.SESSION_EXPIRES, leg.id());
    }
    if (fresh.running()) {
      start(turn, leg, fresh);
    }
    return sip.with(session.with(fresh));
  }

  private static void start(Turn turn, Leg leg, SessionTimer timer) {
    if (timer.ours()) {
      turn.start(Timer.SESSION_REFRESH, leg.id(), timer.refresh());
    }
    turn.start(Timer.SESSION_EXPIRES, leg.id(), timer.expiry());
  }

  /// The call was taken over: the clocks of the other replica are gone.
  static void adopted(Turn turn, Leg leg) {
    SessionTimer timer = leg.sip().session().timer();
    if (timer.running()) {
      start(turn, leg, timer);
    }
  }

  /// It is time to refresh.
  static void refresh(Turn turn, String legId) {
    Leg leg = turn.call().leg(legId).orElse(null);
    if (leg == null || !leg.live() || !leg.sip().established()) {
      return;
    }
    SipChannel sip = leg.sip();
    if (sip.exchange() != Exchange.NONE || sip.usage() != SipChannel.Usage.CONFIRMED) {
      turn.start(Timer.SESSION_REFRESH, legId, SOON);
    } else if (byUpdate(sip)) {
      SipChannel sent = sip.with(sip.dialog().next());
      turn.put(leg.with(sent));
      turn.emit(new Action.Update(legId, sent.dialog()));
    } else if (fax(sip)) {
      // a re-INVITE with audio would end it
      turn.start(Timer.SESSION_REFRESH, legId, SOON);
    } else {
      SipSession.refresh(turn, leg);
    }
  }

  private static boolean byUpdate(SipChannel sip) {
    return sip.session().updates() && !sip.session().spec().getSessionTimer().getForceInvite();
  }

  /// The answer to our UPDATE; 408: none came.
  static void updated(Turn turn, Leg leg, CallEvent.Responded event) {
    SipChannel sip = leg.sip();
    if (!leg.live() || event.cseq() != sip.dialog().localSeq()) {
      return;
    }
    switch (event.status()) {
      case 408, 481 ->
          Teardown.over(turn, leg, new Outcome(Causes.TEMPORARY_FAILURE, event.status()));
      case 405, 420, 501 -> {
        Leg without = leg.with(sip.with(sip.session().withoutUpdate()));
        turn.put(without);
        refresh(turn, leg.id());
      }
      case 422 -> tooBrief(turn, leg, event.fields());
      default -> {
        if (event.status() < 300) {
          turn.put(leg.with(answered(turn, leg, sip.withTarget(event.target()), event.fields())));
        } else {
          turn.start(Timer.SESSION_REFRESH, leg.id(), SOON);
        }
      }
    }
  }

  /// The peer wants a longer interval: once more with that (§7.4).
  static void tooBrief(Turn turn, Leg leg, Fields refusal) {
    SipChannel sip = leg.sip();
    if (learns(sip, refusal)) {
      turn.put(leg.with(learning(sip, refusal)));
      refresh(turn, leg.id());
    }
  }

  /// Does a 422 say something that makes another try worth while?
  static boolean learns(SipChannel sip, Fields refusal) {
    int least = refusal.number("Min-SE");
    return least > sip.session().timer().minSeS()
        && least > SessionTimer.minSe(sip.session().spec())
        && least <= SessionTimer.MOST_S;
  }

  static SipChannel learning(SipChannel sip, Fields refusal) {
    Session session = sip.session();
    return sip.with(session.with(session.timer().atLeast(refusal.number("Min-SE"))));
  }

  /// Nobody has refreshed the session.
  static void expired(Turn turn, String legId) {
    Leg leg = turn.call().leg(legId).orElse(null);
    if (leg == null || !leg.live() || !leg.sip().session().timer().running()) {
      return;
    }
    if (fax(leg.sip())) {
      turn.start(Timer.SESSION_EXPIRES, legId, leg.sip().session().timer().expiry());
    } else {
      Teardown.end(turn, Outcome.of(Causes.TIMER_EXPIRY), "system");
    }
  }

  /// Does the session carry a fax (T.38), as agreed or by what the peer has offered last?
  private static boolean fax(SipChannel sip) {
    RemoteMedia remote = sip.media().remote();
    SessionDescription offer = sip.media().offer();
    if (remote != null && remote.t38()) {
      return true;
    }
    return offer != null
        && offer.media().stream().anyMatch(one -> one.media().equals("image") && one.port() > 0);
  }
}
