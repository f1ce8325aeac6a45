package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;

/// A party whose place somebody else takes: INVITE with Replaces (RFC 3891 §3).
public final class Takeover {
  private Takeover() {}

  static void replaced(Turn turn, Leg leg, CallEvent.Replacing event) {
    CallState call = turn.call();
    boolean talking =
        call.phase() == Phase.ACTIVE
            && leg.live()
            && leg.sip().usage() == SipChannel.Usage.CONFIRMED;
    CallMachine.Invited invite = event.invite();
    SessionDescription offer = invite.offer();
    List<Codec> codecs = call.plan().codecs().at(call.edge(), invite.codecs());
    Media media = Media.fresh(codecs, CallMachine.sessionId(call.id()), invite.media());
    boolean acceptable = true;
    if (offer != null) {
      Optional<RemoteMedia> agreed = media.agree(offer);
      acceptable = agreed.isPresent();
      media = agreed.isPresent() ? media.answering(offer, agreed.get()) : media;
    }
    if (!talking || !acceptable) {
      turn.emit(new Action.Reject(leg.id(), invite.request(), talking ? 488 : 481, 0));
      return;
    }
    String id = Legs.nextId(call);
    SipChannel sip = Legs.uas(media.withRequested(true), invite);
    Leg fresh =
        Legs.addAs(
            turn, id, event.party(), true, call.edge(), sip.with(sip.dialog().withLocalTag(id)));
    turn.toEdge(fresh, EdgeCommands.createRtp(call.id(), fresh.id(), media.remote(), media.spec()));
    UasLeg.accept(turn, fresh);
    boolean callee = leg.id().equals(call.callee());
    Leg other = callee ? call.caller().orElseThrow() : call.leg(call.callee()).orElseThrow();
    turn.set(
        callee
            ? turn.call().withCallee(fresh.id())
            : turn.call().with(call.moves().over(fresh.id())));
    SetUp.join(turn, other, fresh);
    Teardown.release(turn, leg, Outcome.of(Causes.NORMAL_CLEARING), true);
    turn.publish(News.TRANSFERRED);
  }

  /// The far end of a call of ours, to be called with Replaces by the call that is joined with it;
  /// empty: it is no SIP peer.
  public static Optional<Destination> farEnd(CallState other, Replaces replaces) {
    for (Leg leg : other.legs()) {
      boolean named = leg.channel() instanceof SipChannel sip && replaces.means(sip.dialog());
      if (!named && leg.live() && leg.channel() instanceof SipChannel sip && sip.established()) {
        return Optional.of(destination(leg, sip));
      }
    }
    return Optional.empty();
  }

  private static Destination.ToSip destination(Leg leg, SipChannel sip) {
    Dialog dialog = sip.dialog();
    Fields fields = Fields.of("Replaces", Replaces.of(dialog));
    if (sip.session().heard().lists("Supported", "replaces")) {
      fields = fields.with("Require", "replaces");
    }
    return new Destination.ToSip(
        leg.party(),
        List.of(
            new Route(
                dialog.remoteTarget(),
                dialog.localUri(),
                dialog.remoteUri(),
                dialog.flow(),
                false,
                new Manner(sip.session().spec(), fields))),
        sip.media().codecs(),
        0,
        sip.media().spec());
  }
}
