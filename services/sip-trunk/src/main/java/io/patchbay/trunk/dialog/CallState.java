package io.patchbay.trunk.dialog;

import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.routing.call.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A call: its legs, and how far it has come.
///
/// @param edge the anchor: where its context is; empty: nowhere yet
/// @param legs in the order they were made; the first is the caller's
/// @param callee the leg that answered; empty: none yet
/// @param then API: whom to call when the first party has answered
/// @param moves how it was sent on
/// @param stage what the caller was asked for
/// @param overlap what its caller dials on
public record CallState(
    String id,
    Origin origin,
    Phase phase,
    String edge,
    List<Leg> legs,
    String callee,
    Plan plan,
    Hunt hunt,
    Times times,
    End end,
    @Nullable Plan then,
    Moves moves,
    Stage stage,
    Overlap overlap) {
  /// How far a call has come.
  public enum Phase {
    /// Policy has been asked.
    ROUTING,
    /// More digits of the called number are waited for.
    DIALLING,
    /// The caller has been answered and enters a PIN or a number.
    COLLECTING,
    /// API: the first party is being called.
    CALLING_FIRST,
    HUNTING,
    ACTIVE,
    ENDED
  }

  /// Who called whom.
  public record Origin(
      Party party, String callingNumber, String callingName, String calledNumber) {}

  /// When what happened.
  public record Times(
      Instant started,
      @Nullable Instant alerted,
      @Nullable Instant answered,
      @Nullable Instant ended) {}

  /// How it ended.
  ///
  /// @param by caller, callee or system
  public record End(Outcome outcome, String by) {
    static final End NOT_YET = new End(Outcome.NONE, "");
  }

  /// A call as another replica has left it.
  public static CallState restored(
      String id,
      Origin origin,
      boolean active,
      String edge,
      List<Leg> legs,
      String callee,
      Decision decision,
      Times times,
      Moves moves) {
    return new CallState(
        id,
        origin,
        active ? Phase.ACTIVE : Phase.HUNTING,
        edge,
        legs,
        callee,
        new Plan(decision, List.of(), "", "", false),
        Hunt.NONE,
        times,
        End.NOT_YET,
        null,
        moves,
        Stage.NONE,
        Overlap.NONE);
  }

  public CallState {
    legs = List.copyOf(legs);
  }

  /// The leg of this id.
  public Optional<Leg> leg(String legId) {
    for (Leg leg : legs) {
      if (leg.id().equals(legId)) {
        return Optional.of(leg);
      }
    }
    return Optional.empty();
  }

  /// The caller's leg; the first party's when a program called.
  public Optional<Leg> caller() {
    if (!moves.staying().isEmpty()) {
      return leg(moves.staying());
    }
    for (Leg leg : legs) {
      if (leg.inbound() || (origin.party().kind() == Party.Kind.API && leg.live())) {
        return Optional.of(leg);
      }
    }
    return Optional.empty();
  }

  CallState with(Leg changed) {
    List<Leg> all = new ArrayList<>(legs);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(changed.id())) {
        all.set(i, changed);
        return withLegs(all);
      }
    }
    all.add(changed);
    return withLegs(all);
  }

  private CallState withLegs(List<Leg> all) {
    return new CallState(
        id, origin, phase, edge, all, callee, plan, hunt, times, end, then, moves, stage, overlap);
  }

  CallState to(Phase next) {
    return new CallState(
        id, origin, next, edge, legs, callee, plan, hunt, times, end, then, moves, stage, overlap);
  }

  CallState at(String anchor) {
    return new CallState(
        id, origin, phase, anchor, legs, callee, plan, hunt, times, end, then, moves, stage,
        overlap);
  }

  CallState with(Hunt changed) {
    return new CallState(
        id, origin, phase, edge, legs, callee, plan, changed, times, end, then, moves, stage,
        overlap);
  }

  CallState with(Plan routed) {
    return new CallState(
        id, origin, phase, edge, legs, callee, routed, hunt, times, end, then, moves, stage,
        overlap);
  }

  CallState with(Moves changed) {
    return new CallState(
        id, origin, phase, edge, legs, callee, plan, hunt, times, end, then, changed, stage,
        overlap);
  }

  CallState with(Stage changed) {
    return new CallState(
        id, origin, phase, edge, legs, callee, plan, hunt, times, end, then, moves, changed,
        overlap);
  }

  CallState with(Overlap changed) {
    return new CallState(
        id, origin, phase, edge, legs, callee, plan, hunt, times, end, then, moves, stage, changed);
  }

  /// With another number called.
  CallState calling(String number) {
    return new CallState(
        id,
        new Origin(origin.party(), origin.callingNumber(), origin.callingName(), number),
        phase,
        edge,
        legs,
        callee,
        plan,
        hunt,
        times,
        end,
        then,
        moves,
        stage,
        overlap);
  }

  CallState withCallee(String legId) {
    return new CallState(
        id, origin, phase, edge, legs, legId, plan, hunt, times, end, then, moves, stage, overlap);
  }

  CallState with(Times changed) {
    return new CallState(
        id, origin, phase, edge, legs, callee, plan, hunt, changed, end, then, moves, stage,
        overlap);
  }

  CallState with(End ended) {
    return new CallState(
        id, origin, phase, edge, legs, callee, plan, hunt, times, ended, then, moves, stage,
        overlap);
  }
}
