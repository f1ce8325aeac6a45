package io.patchbay.trunk.run;

import io.patchbay.trunk.dialog.CallEvent;
import io.patchbay.trunk.dialog.CallMachine;
import io.patchbay.trunk.dialog.CallState;
import io.patchbay.trunk.dialog.Party;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/// The running calls, found by call id, or by leg id, which is also our tag in the leg's dialog.
/// Thread-safe.
public final class CallTable {
  private final ConcurrentMap<String, CallRun> calls = new ConcurrentHashMap<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong started = new AtomicLong();
  private final AtomicLong undecided = new AtomicLong();
  private final Executor executor;

  /// An empty table.
  ///
  /// @param executor runs mailboxes
  public CallTable(Executor executor) {
    this.executor = executor;
  }

  /// Calls in the table.
  public int size() {
    return calls.size();
  }

  /// Calls that are not over.
  int talking() {
    return (int)
        calls.values().stream().filter(run -> run.state().phase() != CallState.Phase.ENDED).count();
  }

  /// Events that wait in mailboxes.
  public long waiting() {
    return waiting.get();
  }

  /// Calls for which policy has not decided yet.
  public long undecided() {
    return undecided.get();
  }

  /// Calls since the start.
  public long started() {
    return started.get();
  }

  /// False when there is such a call already.
  boolean begin(CallMachine.Step step, Effects effects) {
    CallRun run = new CallRun(step.state(), effects, new Mailbox(executor, waiting), undecided);
    if (calls.putIfAbsent(run.id(), run) != null) {
      return false;
    }
    started.incrementAndGet();
    run.begin(step);
    return true;
  }

  /// A call taken over: nothing is done before its first event.
  boolean adopt(CallState state, Effects effects, CallEvent first) {
    CallRun run = new CallRun(state, effects, new Mailbox(executor, waiting), undecided);
    if (calls.putIfAbsent(run.id(), run) != null) {
      return false;
    }
    run.post(first);
    return true;
  }

  Optional<CallRun> call(String callId) {
    return Optional.ofNullable(calls.get(callId));
  }

  /// The call a leg belongs to.
  Optional<CallRun> ofLeg(String legId) {
    int dash = legId.lastIndexOf('-');
    return dash < 0 ? Optional.empty() : call(legId.substring(0, dash));
  }

  /// Is this one of them?
  public boolean has(String callId) {
    return calls.containsKey(callId);
  }

  /// Has this trunk a call?
  public boolean busy(String trunk) {
    return calls.values().stream()
        .flatMap(run -> run.state().legs().stream())
        .anyMatch(leg ->
            leg.live()
                && leg.party().kind() == Party.Kind.TRUNK
                && leg.party().name().equals(trunk));
  }

  Collection<CallRun> all() {
    return calls.values();
  }

  void remove(CallRun run) {
    calls.remove(run.id(), run);
  }
}
