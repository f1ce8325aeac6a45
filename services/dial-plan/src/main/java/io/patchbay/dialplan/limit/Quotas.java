package io.patchbay.dialplan.limit;

import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.LedgerState;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.routing.limit.Answer;
import io.patchbay.routing.limit.Ledger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// This replica's copy of the ledger. What is asked is written to the log, and answered when it
/// comes back from there; without an answer in time nothing is granted. Thread-safe.
public final class Quotas {
  private static final int MAX_WAITING = 10_000;

  /// More than the parts of any message.
  private static final int NOTHING_LEFT = 1_000;

  private final Supplier<String> entryIds;
  private final Duration patience;
  private final Map<String, CompletableFuture<Answer>> asked = new HashMap<>();
  private final Deque<Fact> waiting = new ArrayDeque<>();
  private LedgerLog log = LedgerLog.none();
  private Ledger ledger = new Ledger();
  private Runnable billed = () -> {};
  private Consumer<PolicyStateRecord> policed = _ -> {};
  private boolean ready;

  /// Something that has happened.
  ///
  /// @param wanted whether the ledger would do anything with it
  private record Fact(LedgerEntry.Builder entry, Predicate<Ledger> wanted) {}

  /// @param entryIds never the same twice, in no replica
  /// @param patience how long an answer is waited for
  public Quotas(Supplier<String> entryIds, Duration patience) {
    this.entryIds = entryIds;
    this.patience = patience;
  }

  /// Writes to this one from now on.
  public synchronized void use(LedgerLog other) {
    log = other;
  }

  /// Told when more is used than before; must not block.
  public synchronized void onBilled(Runnable told) {
    billed = told;
  }

  /// Told what policies have done to whom when it changes, and all of it whenever this copy is up
  /// to date again; must not block.
  public synchronized void onPoliced(Consumer<PolicyStateRecord> told) {
    policed = told;
  }

  /// Begins with what was written down.
  public synchronized void restore(LedgerState state) {
    ledger = Ledger.of(state);
  }

  /// What is known is up to date, or Kafka is away.
  public void ready(boolean now) {
    List<Fact> due;
    List<PolicyStateRecord> states;
    synchronized (this) {
      boolean again = now && !ready;
      ready = now;
      due = now ? List.copyOf(waiting) : List.of();
      waiting.clear();
      states = again ? ledger.conduct().states() : List.of();
    }
    states.forEach(this::police);
    due.forEach(fact -> tell(fact.entry(), fact.wanted()));
  }

  /// Whether anything can be granted.
  public synchronized boolean ready() {
    return ready;
  }

  /// Takes what comes from the log, in its order.
  public void take(LedgerEntry entry) {
    CompletableFuture<Answer> answer;
    Answer made;
    Runnable told;
    List<PolicyStateRecord> states;
    synchronized (this) {
      told = ready ? billed : () -> {};
      made = ledger.apply(entry);
      List<PolicyStateRecord> changes = ledger.conduct().changes();
      states = ready ? changes : List.of();
      answer = asked.remove(entry.getEntryId());
    }
    states.forEach(this::police);
    if (made instanceof Answer.Done && (entry.hasSettlement() || entry.hasAdjustment())) {
      told.run();
    }
    boolean late = answer != null && !answer.complete(made);
    if (late && made instanceof Answer.Granted && entry.getReservation().getSequence() == 0) {
      // who asked has been refused long ago
      append(
          LedgerEntry.newBuilder()
              .setSettlement(
                  Settlement.newBuilder()
                      .setCallId(entry.getReservation().getCallId())
                      .setUnsent(NOTHING_LEFT)));
    }
  }

  private void police(PolicyStateRecord state) {
    LedgerLog to;
    Consumer<PolicyStateRecord> told;
    synchronized (this) {
      to = log;
      told = policed;
    }
    told.accept(state);
    to.publish(state);
  }

  /// Writes the ledger down. To be called where [#take] is, so that nothing changes meanwhile;
  /// others may look at it.
  public LedgerState state(long offset) {
    Ledger now = look(known -> known);
    return now.state(offset);
  }

  /// Asks the ledger. Refused when there is no answer in time; what is granted later is given back.
  public CompletableFuture<Answer> ask(LedgerEntry.Builder entry) {
    if (!ready()) {
      return CompletableFuture.completedFuture(
          new Answer.Unanswered("nobody can say what is left of the limits: Kafka is away"));
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    String id = entryIds.get();
    LedgerLog to;
    synchronized (this) {
      asked.put(id, answer);
      to = log;
    }
    to.append(entry.setEntryId(id).build());
    return answer.completeOnTimeout(
        new Answer.Unanswered("the ledger of limits does not answer"),
        patience.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /// Whether the record of a call may be waited for; while the ledger is not known nobody can say.
  synchronized boolean mayAwait(String call) {
    return !ready || ledger.waitsFor(call);
  }

  /// A call is over; only what is waited for is written.
  public void settle(Settlement settlement) {
    tell(
        LedgerEntry.newBuilder().setSettlement(settlement),
        state -> state.waitsFor(settlement.getCallId()));
  }

  /// Something has happened; it is written if the ledger would do anything with it. Kept until the
  /// ledger is known, the oldest forgotten when there is too much.
  void tell(LedgerEntry.Builder entry, Predicate<Ledger> wanted) {
    synchronized (this) {
      if (!ready) {
        if (waiting.size() >= MAX_WAITING) {
          waiting.removeFirst();
        }
        waiting.addLast(new Fact(entry, wanted));
        return;
      }
      if (!wanted.test(ledger)) {
        return;
      }
    }
    append(entry);
  }

  private void append(LedgerEntry.Builder entry) {
    LedgerLog to;
    synchronized (this) {
      to = log;
    }
    to.append(entry.setEntryId(entryIds.get()).build());
  }

  /// Looks at the ledger as it is now; must be short.
  <T> T look(Function<Ledger, T> question) {
    synchronized (this) {
      return question.apply(ledger);
    }
  }
}
