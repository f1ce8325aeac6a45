package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.routing.call.Stage;
import io.patchbay.trunk.cause.Causes;
import io.patchbay.trunk.dialog.CallState.Phase;
import io.patchbay.trunk.sdp.Codec;
import io.patchbay.trunk.sdp.RemoteMedia;
import io.patchbay.trunk.sdp.SessionDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The machine of a call: `(state, event) -> (state, actions)`. The machines of its legs report to
/// it.
///
/// Pure; a call's turns must not overlap.
public final class CallMachine {
  private CallMachine() {}

  /// The state after an event, and what is to be done.
  public record Step(CallState state, List<Action> actions) {
    public Step {
      actions = List.copyOf(actions);
    }
  }

  /// An INVITE that opens a dialog.
  ///
  /// @param dialog with the caller's leg id as local tag
  /// @param offer null: late offer
  /// @param reliable provisional responses are to be acknowledged
  /// @param manner with what the INVITE said
  /// @param media how audio is carried to and from the caller
  public record Invited(
      Dialog dialog,
      RequestHandle request,
      @Nullable SessionDescription offer,
      List<Codec> codecs,
      boolean reliable,
      Manner manner,
      MediaSpec media) {
    /// From a peer whose document says nothing.
    public Invited(
        Dialog dialog,
        RequestHandle request,
        @Nullable SessionDescription offer,
        List<Codec> codecs,
        boolean reliable) {
      this(dialog, request, offer, codecs, reliable, Manner.PLAIN, MediaSpec.getDefaultInstance());
    }
  }

  /// A SIP peer calls.
  public static Step invited(String id, Instant at, CallState.Origin origin, Invited invite) {
    Turn turn = new Turn(fresh(id, at, origin, Phase.ROUTING, null), at);
    Media media = Media.fresh(invite.codecs(), sessionId(id), invite.media());
    SessionDescription offer = invite.offer();
    boolean acceptable = true;
    if (offer != null) {
      Optional<RemoteMedia> agreed = media.agreeFirst(offer);
      acceptable = agreed.isPresent();
      media = agreed.isPresent() ? media.answering(offer, agreed.get()) : media;
    }
    Legs.add(turn, origin.party(), true, "", Legs.uas(media, invite));
    turn.publish(News.STARTED);
    Outcome anonymous = Anonymity.incoming(origin, invite.manner().spec());
    if (anonymous.cause() != 0) {
      Teardown.end(turn, anonymous, "system");
    } else if (acceptable) {
      turn.emit(new Action.AskPolicy(SetUp.question(turn.call())));
    } else {
      Teardown.end(turn, new Outcome(Causes.BEARER_NOT_IMPLEMENTED, 488), "system");
    }
    return new Step(turn.call(), turn.actions());
  }

  /// A line calls: a subscriber, the exchange, or a phone that has dialled.
  public static Step offered(
      String id, String legId, Instant at, CallState.Origin origin, LineKind kind, String edge) {
    return offered(id, legId, at, origin, kind, edge, false);
  }

  /// A line calls.
  ///
  /// @param incomplete its phone may dial on
  public static Step offered(
      String id,
      String legId,
      Instant at,
      CallState.Origin origin,
      LineKind kind,
      String edge,
      boolean incomplete) {
    Turn turn = new Turn(fresh(id, at, origin, Phase.ROUTING, null).at(edge), at);
    Legs.addAs(
        turn,
        legId,
        origin.party(),
        true,
        edge,
        new LineChannel(origin.party().name(), kind, LineChannel.State.OFFERED));
    turn.publish(News.STARTED);
    if (incomplete) {
      turn.set(turn.call().with(Overlap.begun(origin.calledNumber())));
      OverlapDialling.ask(turn);
    } else {
      turn.emit(new Action.AskPolicy(SetUp.question(turn.call())));
    }
    return new Step(turn.call(), turn.actions());
  }

  /// A program calls: `first`, and when that has answered, `then`.
  ///
  /// @param then null: by the dial plan
  public static Step originated(
      String id, Instant at, CallState.Origin origin, Plan first, @Nullable Plan then) {
    Turn turn = new Turn(fresh(id, at, origin, Phase.CALLING_FIRST, then), at);
    turn.publish(News.STARTED);
    turn.set(turn.call().with(first).with(Hunt.over(first.destinations())));
    SetUp.placeNext(turn);
    turn.emit(new Action.Snapshot());
    return new Step(turn.call(), turn.actions());
  }

  /// What the event makes of the call.
  public static Step on(CallState before, CallEvent event) {
    Turn turn = new Turn(before, event.at());
    switch (event) {
      case CallEvent.OfSip sip -> SipLegs.on(turn, sip);
      case CallEvent.OfEdge edge -> EdgeLegs.on(turn, edge);
      case CallEvent.Routed routed -> SetUp.routed(turn, routed.plan());
      case CallEvent.Dialled dialled -> OverlapDialling.dialled(turn, dialled);
      case CallEvent.PinCompared compared -> SecondStage.compared(turn, compared.right());
      case CallEvent.Renewed renewed -> CallLeases.renewed(turn, renewed);
      case CallEvent.HangUp hangUp -> Teardown.end(turn, Outcome.of(hangUp.cause()), "system");
      case CallEvent.SendDigits digits -> Digits.fromProgram(turn, digits);
      case CallEvent.EdgeLost lost -> Anchor.lost(turn, lost);
      case CallEvent.EdgeBack back -> Anchor.back(turn, back);
      case CallEvent.EdgeRestarted restarted -> Anchor.restarted(turn, restarted);
      case CallEvent.Adopted adopted -> Anchor.adopted(turn, adopted);
      case CallEvent.Expired expired -> expired(turn, expired);
    }
    if (turn.call().phase() == Phase.ACTIVE && changed(before, turn.call())) {
      // CSeq is written down before the request goes out
      turn.actions()
          .add(before.phase() == Phase.ACTIVE ? 0 : turn.actions().size(), new Action.Snapshot());
    }
    Teardown.forgetWhenDone(turn, before);
    return new Step(turn.call(), turn.actions());
  }

  private static void expired(Turn turn, CallEvent.Expired expired) {
    switch (expired.timer()) {
      case NO_ANSWER -> Patience.noAnswer(turn);
      case NEXT_PLACE -> Patience.nextPlace(turn, expired.leg());
      case NO_RESPONSE -> UacLeg.noResponse(turn, expired.leg());
      case MAX_DURATION -> Teardown.end(turn, Outcome.of(Causes.NORMAL_UNSPECIFIED), "system");
      case LEASE -> CallLeases.due(turn);
      case STAGE -> SecondStage.expired(turn);
      case TELLING -> Telling.expired(turn);
      case EDGE_LOST -> Teardown.end(turn, Outcome.of(Causes.TEMPORARY_FAILURE), "system");
      case GLARE_OWNER, GLARE_OTHER -> SipSession.again(turn, expired.leg());
      case SESSION_REFRESH -> SessionTimers.refresh(turn, expired.leg());
      case SESSION_EXPIRES -> SessionTimers.expired(turn, expired.leg());
      case LINGER -> turn.emit(new Action.Forget());
    }
  }

  private static boolean changed(CallState before, CallState after) {
    if (before.phase() != after.phase()) {
      return true;
    }
    for (Leg leg : after.legs()) {
      if (leg.live() && leg.channel() instanceof SipChannel sip) {
        Leg old = before.leg(leg.id()).orElse(null);
        if (old == null
            || !old.sip().dialog().equals(sip.dialog())
            || !old.sip().media().equals(sip.media())
            || !old.sip().session().equals(sip.session())) {
          return true;
        }
      }
    }
    return false;
  }

  private static CallState fresh(
      String id, Instant at, CallState.Origin origin, Phase phase, @Nullable Plan then) {
    return new CallState(
        id,
        origin,
        phase,
        "",
        List.of(),
        "",
        Plan.NONE,
        Hunt.NONE,
        new CallState.Times(at, null, null, null),
        CallState.End.NOT_YET,
        then,
        Moves.NONE,
        Stage.NONE,
        Overlap.NONE);
  }

  /// A number for `o=` that is the same for the whole call.
  static long sessionId(String id) {
    return 1 + (id.hashCode() & 0x3fff_ffffL);
  }
}
