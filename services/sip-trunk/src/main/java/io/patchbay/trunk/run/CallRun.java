package io.patchbay.trunk.run;

import io.patchbay.trunk.dialog.Action;
import io.patchbay.trunk.dialog.CallEvent;
import io.patchbay.trunk.dialog.CallMachine;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.Timer;
import io.patchbay.trunk.sip.SentInvite;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One running call: its state, mailbox and timers. The state is read anywhere and written in the
/// mailbox.
final class CallRun {
  private final Effects effects;
  private final Mailbox mailbox;
  private final Map<String, SentInvite> invites = new HashMap<>(2);
  private final Map<String, Future<?>> timers = new HashMap<>(4);
  private final AtomicLong undecided;
  private volatile CallState state;
  private boolean counted;
  private boolean forgotten;

  /// @param undecided counts the calls that are being routed
  CallRun(CallState state, Effects effects, Mailbox mailbox, AtomicLong undecided) {
    this.state = state;
    this.effects = effects;
    this.mailbox = mailbox;
    this.undecided = undecided;
  }

  CallState state() {
    return state;
  }

  String id() {
    return state.id();
  }

  /// Carries out what the first step wants, before any event.
  void begin(CallMachine.Step first) {
    mailbox.post(() -> carryOut(first));
  }

  void post(CallEvent event) {
    mailbox.post(() -> {
      if (forgotten) {
        effects.tooLate(event);
      } else {
        carryOut(CallMachine.on(state, event));
      }
    });
  }

  private void carryOut(CallMachine.Step step) {
    state = step.state();
    count(state.phase() == CallState.Phase.ROUTING);
    for (Action action : step.actions()) {
      effects.perform(this, action);
    }
  }

  private void count(boolean routing) {
    if (routing != counted) {
      counted = routing;
      undecided.addAndGet(routing ? 1 : -1);
    }
  }

  // ---- for effects, in the mailbox

  void sent(String leg, SentInvite invite) {
    invites.put(leg, invite);
  }

  @Nullable SentInvite sent(String leg) {
    return invites.get(leg);
  }

  void timer(Timer timer, String leg, Future<?> pending) {
    stop(timer, leg);
    timers.put(timer.name() + leg, pending);
  }

  void stop(Timer timer, String leg) {
    Future<?> pending = timers.remove(timer.name() + leg);
    if (pending != null) {
      pending.cancel(false);
    }
  }

  void forget() {
    forgotten = true;
    count(false);
    timers.values().forEach(pending -> pending.cancel(false));
    timers.clear();
    invites.clear();
  }
}
