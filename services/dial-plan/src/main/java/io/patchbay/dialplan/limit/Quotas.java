package io.patchbay.dialplan.limit;

import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.LedgerState;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.routing.limit.Answer;
import io.patchbay.routing.limit.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
  private final List<Settlement> waiting = new ArrayList<>();
  private LedgerLog log = LedgerLog.none();
  private Ledger ledger = new Ledger();
  private Runnable billed = () -> {};
  private boolean ready;

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

  /// Begins with what was written down.
  public synchronized void restore(LedgerState state) {
    ledger = Ledger.of(state);
  }

  /// What is known is up to date, or Kafka is away.
  public void ready(boolean now) {
    List<Settlement> due;
    synchronized (this) {
      ready = now;
      due = now ? List.copyOf(waiting) : List.of();
      waiting.removeAll(due);
    }
    due.forEach(this::settle);
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
    synchronized (this) {
      told = ready ? billed : () -> {};
      made = ledger.apply(entry);
      answer = asked.remove(entry.getEntryId());
    }
    if (made instanceof Answer.Done && !entry.hasNotice()) {
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

  /// Writes the ledger down.
  public synchronized LedgerState state(long offset) {
    return ledger.state(offset);
  }

  /// Asks the ledger. Refused when there is no answer in time; what is granted later is given back.
  public CompletableFuture<Answer> ask(LedgerEntry.Builder entry) {
    if (!ready()) {
      return CompletableFuture.completedFuture(
          new Answer.Refused("nobody can say what is left of the limits: Kafka is away"));
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
        new Answer.Refused("the ledger of limits does not answer"),
        patience.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /// A call is over; only what is waited for is written.
  public void settle(Settlement settlement) {
    synchronized (this) {
      if (!ready) {
        if (waiting.size() < MAX_WAITING) {
          waiting.add(settlement);
        }
        return;
      }
      if (!ledger.waitsFor(settlement.getCallId())) {
        return;
      }
    }
    append(LedgerEntry.newBuilder().setSettlement(settlement));
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
