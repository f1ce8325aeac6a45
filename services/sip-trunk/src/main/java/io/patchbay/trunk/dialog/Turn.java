package io.patchbay.trunk.dialog;

import io.patchbay.proto.edge.v1.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One turn of the machine: the state as it changes and the actions as they come up. Lives for one
/// event.
final class Turn {
  private final Instant at;
  private final List<Action> actions = new ArrayList<>(8);
  private CallState call;

  Turn(CallState call, Instant at) {
    this.call = call;
    this.at = at;
  }

  CallState call() {
    return call;
  }

  Instant at() {
    return at;
  }

  List<Action> actions() {
    return actions;
  }

  void set(CallState changed) {
    call = changed;
  }

  void put(Leg leg) {
    call = call.with(leg);
  }

  /// The leg as it is by now.
  Leg now(Leg leg) {
    return call.leg(leg.id()).orElse(leg);
  }

  void emit(Action action) {
    actions.add(action);
  }

  void toEdge(Leg leg, Command.Builder command) {
    actions.add(new Action.ToEdge(leg.edge(), leg.id(), command.build()));
  }

  void start(Timer timer, String leg, Duration length) {
    actions.add(new Action.Start(timer, leg, length));
  }

  void stop(Timer timer, String leg) {
    actions.add(new Action.Stop(timer, leg));
  }

  void publish(News type) {
    actions.add(new Action.Publish(type, "", ""));
  }

  void unexpected(Leg leg, String state, CallEvent event) {
    actions.add(new Action.Unexpected(leg.id(), state, event));
  }
}
