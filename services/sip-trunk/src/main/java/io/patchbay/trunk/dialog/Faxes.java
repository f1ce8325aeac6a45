package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.FaxSpec;
import io.patchbay.proto.edge.v1.FaxHeard.Sound;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.dialog.SipChannel.Exchange;
import io.patchbay.trunk.dialog.SipChannel.Usage;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.Fax;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.T38Sdp;
import org.jspecify.annotations.Nullable;

/// Faxes in a call (T.38 Annex D.2): when one is heard the peer is asked for T.38, and where that
/// is not to be had, audio is made fit for it.
final class Faxes {
  private Faxes() {}

  /// The edge hears a fax machine.
  static void heard(Turn turn, Leg leg, CallEvent.FaxHeard event) {
    if (turn.call().phase() != Phase.ACTIVE
        || !(leg.channel() instanceof SipChannel sip)
        || !idle(sip)) {
      return;
    }
    RemoteMedia remote = sip.media().remote();
    FaxSpec spec = sip.media().spec().getFax();
    if (remote == null || remote.fax() != null || !concerns(spec, sip.uas(), event)) {
      return;
    }
    boolean allowed = T38Sdp.allowed(remote, sip.media().spec());
    if (spec.getMode() == FaxSpec.Mode.MODE_T38 && allowed && carried(turn, leg)) {
      offer(turn, leg);
    } else {
      passThrough(turn, leg);
    }
  }

  /// Is it for us to ask the peer, and does this sound tell that it is time?
  private static boolean concerns(FaxSpec spec, boolean called, CallEvent.FaxHeard event) {
    boolean wanted =
        switch (spec.getDetection()) {
          case DETECTION_UNSPECIFIED, DETECTION_CALLEE -> called;
          case DETECTION_CALLER -> !called;
          case DETECTION_BOTH -> true;
          case DETECTION_OFF, UNRECOGNIZED -> false;
        };
    boolean listens =
        spec.getMode() == FaxSpec.Mode.MODE_T38 || spec.getMode() == FaxSpec.Mode.MODE_PASS_THROUGH;
    boolean answers = event.sound() == Sound.SOUND_CED || event.sound() == Sound.SOUND_V21;
    boolean calls = event.sound() == Sound.SOUND_CNG || event.sound() == Sound.SOUND_V21;
    boolean due = called ? answers && !event.fromPeer() : event.fromPeer() ? answers : calls;
    return wanted && listens && due;
  }

  /// Can T.38 with this leg's peer be carried on to the other side?
  private static boolean carried(Turn turn, Leg leg) {
    return modems(turn) || t38(other(turn, leg));
  }

  /// Can T.38 that the peer asks for be carried on? Without modems only to a SIP peer, which is
  /// asked for it.
  static boolean acceptable(Turn turn, Leg leg) {
    Leg other = other(turn, leg);
    return modems(turn) || (other != null && other.channel() instanceof SipChannel);
  }

  private static boolean modems(Turn turn) {
    return turn.call().plan().codecs().faxModems(turn.call().edge());
  }

  private static void offer(Turn turn, Leg leg) {
    SipChannel sip = leg.sip();
    SipChannel sent =
        sip.with(sip.dialog().next()).with(sip.media().offering()).with(Exchange.T38_SENT);
    turn.put(leg.with(sent));
    turn.emit(new Action.Reinvite(leg.id(), sent.dialog(), sent.media().describeFax()));
  }

  /// The wait after 491 is over.
  static void again(Turn turn, Leg leg) {
    SipChannel sip = leg.sip().with(Exchange.NONE);
    turn.put(leg.with(sip));
    RemoteMedia remote = sip.media().remote();
    if (remote != null && remote.fax() == null && idle(sip)) {
      offer(turn, turn.now(leg));
    }
  }

  /// The peer does not want our T.38 (488, 606, 415, or port 0).
  static void refused(Turn turn, Leg leg) {
    passThrough(turn, leg);
    Leg other = other(turn, leg);
    if (other != null && t38(other) && !modems(turn)) {
      // nothing joins the two: back to audio
      SipChannel sip = other.sip();
      RemoteMedia remote = sip.media().remote();
      if (remote != null && idle(sip)) {
        Leg audio = other.with(sip.with(sip.media().withRemote(remote.with(null))));
        turn.put(audio);
        SipSession.refresh(turn, audio);
      }
    }
  }

  /// The modems between T.38 and the other side are gone: audio again, fit for a fax, which may
  /// recover by that; a call that cannot have it ends.
  static void lost(Turn turn, Leg leg) {
    if (!t38(leg)) {
      return;
    }
    SipChannel sip = leg.sip();
    RemoteMedia remote = sip.media().remote();
    if (remote == null || !idle(sip)) {
      end(turn);
      return;
    }
    Media audio = sip.media().withRemote(remote.with(null)).with(Codec.DEFAULT);
    SipChannel sent =
        sip.with(sip.dialog().next()).with(audio.offering()).with(Exchange.FAX_LOST_SENT);
    turn.put(leg.with(sent));
    turn.emit(new Action.Reinvite(leg.id(), sent.dialog(), sent.media().describe()));
  }

  /// A call that was a fax and can be nothing else.
  static void end(Turn turn) {
    Teardown.end(turn, Outcome.of(Causes.TEMPORARY_FAILURE), "system");
  }

  private static void passThrough(Turn turn, Leg leg) {
    SipChannel sip = leg.sip();
    RemoteMedia remote = sip.media().remote();
    if (remote == null || remote.fax() != null) {
      return;
    }
    if (remote.clear()) {
      turn.put(leg.with(sip.with(sip.media().withRemote(remote.with(Fax.PASS_THROUGH)))));
      tell(turn, turn.now(leg));
    } else if (idle(sip)) {
      SipChannel sent =
          sip.with(sip.dialog().next())
              .with(sip.media().with(Codec.DEFAULT).offering())
              .with(Exchange.G711_SENT);
      turn.put(leg.with(sent));
      turn.emit(new Action.Reinvite(leg.id(), sent.dialog(), sent.media().describe()));
    }
  }

  /// The stream of a leg is another one now: the edge is told, and the other leg follows.
  ///
  /// @param before null: there was none
  static void changed(Turn turn, Leg leg, @Nullable RemoteMedia before) {
    RemoteMedia now = leg.sip().media().remote();
    Leg other = other(turn, leg);
    tell(turn, leg);
    boolean was = before != null && before.t38();
    if (now == null || was == now.t38() || other == null) {
      return;
    }
    if (t38(other)) {
      tell(turn, other); // relayed from now on, or no longer
    } else if (now.t38()
        && other.channel() instanceof SipChannel sip
        && idle(sip)
        && wanted(sip.media(), turn)) {
      offer(turn, other);
    }
  }

  private static boolean wanted(Media media, Turn turn) {
    RemoteMedia remote = media.remote();
    if (remote == null || !T38Sdp.allowed(remote, media.spec())) {
      return false;
    }
    return switch (media.spec().getFax().getMode()) {
      case MODE_T38 -> true;
      case MODE_UNSPECIFIED -> !modems(turn);
      case MODE_OFF, MODE_PASS_THROUGH, UNRECOGNIZED -> false;
    };
  }

  private static void tell(Turn turn, Leg leg) {
    RemoteMedia remote = leg.sip().media().remote();
    if (remote != null) {
      boolean relayed = remote.t38() && t38(other(turn, leg));
      turn.toEdge(leg, EdgeCommands.modifyRtp(leg.id(), remote, leg.sip().media().spec(), relayed));
    }
  }

  private static boolean idle(SipChannel sip) {
    return sip.usage() == Usage.CONFIRMED && sip.exchange() == Exchange.NONE;
  }

  private static boolean t38(@Nullable Leg leg) {
    if (leg == null || !(leg.channel() instanceof SipChannel sip)) {
      return false;
    }
    RemoteMedia remote = sip.media().remote();
    return remote != null && remote.t38();
  }

  /// The other side of a call between two.
  private static @Nullable Leg other(Turn turn, Leg from) {
    Leg other = null;
    for (Leg leg : turn.call().legs()) {
      if (leg.live() && !leg.id().equals(from.id())) {
        if (other != null) {
          return null;
        }
        other = leg;
      }
    }
    return other;
  }
}
