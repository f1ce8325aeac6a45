package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;

/// The codec of a SIP caller, settled when it is known which edge carries the call: what that edge
/// does not have is neither offered nor accepted.
final class CallerMedia {
  /// RFC 3261 §21.4.26.
  static final Outcome NOTHING_IN_COMMON = new Outcome(Causes.BEARER_NOT_IMPLEMENTED, 488);

  private CallerMedia() {}

  /// False: the caller has offered nothing that the call's edge can code, or T.38, and the edge has
  /// no modems.
  static boolean settled(Turn turn) {
    CallState call = turn.call();
    Leg caller = call.caller().orElse(null);
    if (caller == null
        || !(caller.channel() instanceof SipChannel sip)
        || sip.media().requested()) {
      return true;
    }
    RemoteMedia offered = sip.media().remote();
    if (offered != null && offered.t38()) {
      return call.plan().codecs().faxModems(call.edge());
    }
    List<Codec> there = call.plan().codecs().at(call.edge(), sip.media().codecs());
    if (there.equals(sip.media().codecs())) {
      return true;
    }
    SessionDescription offer = sip.media().offer();
    Media limited = sip.media().with(there);
    if (offer != null) {
      Optional<RemoteMedia> agreed = limited.agree(offer);
      if (agreed.isEmpty()) {
        return false;
      }
      limited = limited.withRemote(agreed.get());
    }
    turn.put(caller.with(sip.with(limited)));
    return true;
  }
}
