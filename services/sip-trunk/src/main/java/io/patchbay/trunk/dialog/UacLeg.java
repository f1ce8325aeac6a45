package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import io.patchbay.trunk.sdp.LocalMedia;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.SessionDescription;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A leg whose INVITE is ours (RFC 3261 §13.2, §9.1; RFC 3262 §4).
final class UacLeg {
  private UacLeg() {}

  /// The RTP port is there: the INVITE goes out.
  static void start(Turn turn, Leg leg, LocalMedia local) {
    SipChannel sip = leg.sip();
    if (sip.usage() != Usage.CREATING) {
      return;
    }
    Media media = sip.media().withLocal(local).asDescribed();
    SipChannel calling = sip.with(media).with(sip.dialog().next()).to(Usage.CALLING);
    invite(turn, leg, calling, "");
  }

  private static void invite(Turn turn, Leg leg, SipChannel calling, String challenge) {
    Route route = calling.route();
    if (route == null) {
      throw new IllegalStateException("a UAC leg has a route");
    }
    turn.put(leg.with(calling));
    turn.emit(
        new Action.Invite(
            leg.id(), calling.dialog(), route, calling.media().describe(), challenge));
    int patience = calling.session().spec().getTimers().getNoResponseS();
    turn.start(
        Timer.NO_RESPONSE,
        leg.id(),
        patience == 0 ? Timer.NO_RESPONSE.length() : Duration.ofSeconds(patience));
  }

  /// Another INVITE in place of one that was refused, with another number: the same Call-ID and
  /// From tag, and no dialog yet.
  static void again(Turn turn, Leg leg, Route route) {
    SipChannel before = leg.sip();
    Dialog last = before.dialog();
    Dialog dialog =
        new Dialog(
            last.callId(),
            route.fromUri(),
            last.localTag(),
            route.toUri(),
            "",
            last.localSeq() + 1,
            0,
            route.routes(),
            route.requestUri(),
            route.flow());
    SipChannel calling =
        new SipChannel(
            false,
            Usage.CALLING,
            dialog,
            before.media(),
            SipChannel.Exchange.NONE,
            Reliable.NO,
            SipChannel.Wanted.NOTHING,
            null,
            route,
            false,
            Session.calling(route.manner()));
    invite(turn, leg, calling, "");
  }

  static void provisional(Turn turn, Leg leg, CallEvent.Provisional event) {
    SipChannel sip = leg.sip();
    switch (sip.usage()) {
      case CALLING, PROCEEDING -> {
        if (sip.usage() == Usage.CALLING) {
          turn.stop(Timer.NO_RESPONSE, leg.id());
          sip = sip.to(Usage.PROCEEDING);
          turn.put(leg.with(sip));
        }
        if (event.status() > 100) {
          OverlapDialling.taken(turn);
          early(turn, leg, sip, event);
        }
      }
      case GIVEN_UP -> {
        turn.emit(new Action.Cancel(leg.id(), leg.outcome().cause()));
        turn.put(leg.with(sip.to(Usage.CANCELLING)));
      }
      case OFFERED, ACCEPTED, ENDING, CREATING, INCOMPLETE, CANCELLING, CONFIRMED, ENDED -> {}
    }
  }

  private static void early(Turn turn, Leg leg, SipChannel before, CallEvent.Provisional event) {
    SipChannel sip = before;
    if (!event.tag().isEmpty()) {
      sip = sip.with(sip.dialog().established(event.tag(), event.routes(), event.target()));
    }
    if (event.rseq() > 0 && !event.tag().isEmpty()) {
      boolean same = event.tag().equals(before.dialog().remoteTag());
      boolean outOfOrder =
          same && sip.reliable().rseq() > 0 && event.rseq() != sip.reliable().rseq() + 1;
      if (outOfOrder) {
        // come again, or one before it is still to come (RFC 3262 §4)
        return;
      }
      sip = sip.with(sip.dialog().next()).with(new Reliable(false, event.rseq(), false, false));
      turn.emit(new Action.Prack(sip.dialog(), event.rseq(), event.cseq()));
    }
    RemoteMedia agreed = agreed(sip, event.sdp());
    if (agreed != null) {
      sip = sip.with(sip.media().withRemote(agreed));
      turn.toEdge(leg, EdgeCommands.modifyRtp(leg.id(), agreed, sip.media().spec()));
    }
    turn.put(leg.with(sip));
    if (event.status() == 180) {
      SetUp.alerting(turn, turn.now(leg));
    }
    if (agreed != null) {
      SetUp.progress(turn, turn.now(leg));
    }
  }

  private static @Nullable RemoteMedia agreed(SipChannel sip, @Nullable SessionDescription sdp) {
    return sdp == null ? null : sip.media().agree(sdp).orElse(null);
  }

  static void success(Turn turn, Leg leg, CallEvent.Success event) {
    SipChannel sip = leg.sip();
    switch (sip.usage()) {
      case CALLING, PROCEEDING -> answered(turn, leg, sip, event);
      case GIVEN_UP, CANCELLING -> {
        // the 200 has crossed our CANCEL
        Dialog dialog = established(sip, event);
        turn.emit(new Action.Ack(dialog, event.cseq()));
        turn.emit(new Action.Bye(dialog.next(), leg.outcome().cause()));
        turn.put(leg.with(sip.with(dialog.next()).to(Usage.ENDED)));
      }
      case CONFIRMED -> SipSession.success(turn, leg, event);
      case INCOMPLETE, ENDED -> turn.emit(new Action.Ack(established(sip, event), event.cseq()));
      case OFFERED, ACCEPTED, ENDING, CREATING -> turn.unexpected(leg, sip.usage().name(), event);
    }
  }

  private static Dialog established(SipChannel sip, CallEvent.Success event) {
    return sip.dialog().established(event.tag(), event.routes(), event.target());
  }

  private static void answered(Turn turn, Leg leg, SipChannel sip, CallEvent.Success event) {
    turn.stop(Timer.NO_RESPONSE, leg.id());
    OverlapDialling.taken(turn);
    Dialog dialog = established(sip, event);
    turn.emit(new Action.Ack(dialog, event.cseq()));
    RemoteMedia fresh = agreed(sip, event.sdp());
    RemoteMedia media = fresh == null && event.sdp() == null ? sip.media().remote() : fresh;
    SipChannel confirmed = sip.with(dialog).to(Usage.CONFIRMED);
    if (media == null) {
      Outcome outcome = new Outcome(Causes.BEARER_NOT_IMPLEMENTED, 488);
      turn.emit(new Action.Bye(dialog.next(), outcome.cause()));
      Teardown.branchOver(turn, leg.with(confirmed.with(dialog.next())), outcome);
      return;
    }
    confirmed = SessionTimers.answered(turn, leg, confirmed, event.fields());
    Leg done = leg.with(confirmed.with(sip.media().withRemote(media))).answered(turn.at());
    turn.put(done);
    if (!media.equals(sip.media().remote())) {
      turn.toEdge(leg, EdgeCommands.modifyRtp(leg.id(), media, sip.media().spec()));
    }
    SetUp.answered(turn, done);
  }

  /// A second 2xx of another branch of the peer's proxy (§13.2.2.4): accepted and ended at once.
  static void forked(Turn turn, SipChannel sip, CallEvent.Success event) {
    Dialog other = established(sip, event).withLocalSeq(event.cseq());
    turn.emit(new Action.Ack(other, event.cseq()));
    turn.emit(new Action.Bye(other.next(), Causes.NORMAL_CLEARING));
  }

  static void failure(Turn turn, Leg leg, CallEvent.Failure event) {
    SipChannel sip = leg.sip();
    switch (sip.usage()) {
      case CALLING, PROCEEDING -> {
        turn.stop(Timer.NO_RESPONSE, leg.id());
        if (!event.challenge().isEmpty() && !sip.tried()) {
          invite(
              turn,
              leg,
              sip.withCredentials().with(again(sip)).to(Usage.CALLING),
              event.challenge());
          return;
        }
        if (event.status() == 422 && SessionTimers.learns(sip, event.fields())) {
          SipChannel longer = SessionTimers.learning(sip, event.fields());
          invite(turn, leg, longer.with(again(sip)).to(Usage.CALLING), "");
          return;
        }
        if (OverlapDialling.incomplete(turn, leg, event.status())
            || Redirects.taken(turn, leg, event)) {
          return;
        }
        boolean silent = event.status() == 408 && sip.usage() == Usage.CALLING;
        if (event.status() == 503 || silent) {
          avoid(turn, leg);
        }
        Teardown.branchOver(turn, leg, outcome(sip, event));
      }
      case GIVEN_UP, CANCELLING -> turn.put(leg.with(sip.to(Usage.ENDED)));
      case CONFIRMED -> SipSession.failure(turn, leg, event);
      case OFFERED, ACCEPTED, ENDING, CREATING, INCOMPLETE, ENDED -> {}
    }
  }

  /// The next call asks another server of the trunk first.
  private static void avoid(Turn turn, Leg leg) {
    Route route = leg.sip().route();
    if (route != null && route.flow().pinned()) {
      turn.emit(new Action.Avoid(route.flow()));
    }
  }

  /// The same way once more, as if nothing had been answered.
  private static Dialog again(SipChannel sip) {
    Route route = sip.route();
    return route == null
        ? sip.dialog().next().established("", List.of(), "")
        : sip.dialog().again(route);
  }

  private static Outcome outcome(SipChannel sip, CallEvent.Failure event) {
    int cause =
        event.cause() == 0 ? PeerCauses.cause(sip.session().spec(), event.status()) : event.cause();
    return new Outcome(cause, event.status());
  }

  /// The peer is dead, or so slow that the next one is better.
  static void noResponse(Turn turn, String legId) {
    Leg leg = turn.call().leg(legId).orElse(null);
    if (leg == null || leg.sip().usage() != Usage.CALLING) {
      return;
    }
    avoid(turn, leg);
    Outcome outcome = new Outcome(Causes.TIMER_EXPIRY, 408);
    Teardown.release(turn, leg, outcome, true);
    Teardown.gone(turn, turn.now(leg));
  }
}
