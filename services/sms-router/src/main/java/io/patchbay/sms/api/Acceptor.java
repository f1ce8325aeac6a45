package io.patchbay.sms.api;

import io.patchbay.contract.Fault;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.sms.store.Acceptance;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Writes accepted messages in groups: all that wait while one transaction commits share the next
/// one.
///
/// Clients call [#accept] on their own threads; one thread calls [#writeGroup] over and over.
public final class Acceptor {
  private static final int LARGEST_GROUP = 256;
  private static final int MOST_WAITING = 8192;
  private static final int ANSWER_LIMIT_S = 10;
  private static final int IDLE_MS = 100;

  private record Waiting(Draft draft, CompletableFuture<Message> answer) {}

  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Database database;
  private final Runnable accepted;

  /// @param accepted called after a commit
  public Acceptor(Database database, Runnable accepted) {
    this.database = database;
    this.accepted = accepted;
  }

  /// Returns when the message is committed.
  ///
  /// @throws Fault NO_CAPACITY when too many wait, UNAVAILABLE when it could not be stored,
  ///   TIMED_OUT when nobody knows
  Message accept(Draft draft) {
    Waiting entry = new Waiting(draft, new CompletableFuture<>());
    if (!waiting.offer(entry)) {
      throw new Fault(Fault.Kind.NO_CAPACITY, MOST_WAITING + " messages wait for the store");
    }
    try {
      return entry.answer.get(ANSWER_LIMIT_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Fault(Fault.Kind.UNAVAILABLE, "message not accepted: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new Fault(
          Fault.Kind.TIMED_OUT, "the message store is slow; ask again with the same request_id", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.UNAVAILABLE, "the server stops", e);
    }
  }

  /// Commits what waits, or waits a little.
  public void writeGroup() throws InterruptedException {
    Waiting first = waiting.poll(IDLE_MS, TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    List<Waiting> group = new ArrayList<>();
    group.add(first);
    waiting.drainTo(group, LARGEST_GROUP - 1);
    List<Draft> drafts = group.stream().map(Waiting::draft).toList();
    try {
      List<Message> messages =
          database.transact(transaction -> Acceptance.accept(transaction, drafts));
      for (int i = 0; i < messages.size(); i++) {
        group.get(i).answer.complete(messages.get(i));
      }
    } catch (RuntimeException e) {
      group.forEach(entry -> entry.answer.completeExceptionally(e));
      return;
    }
    accepted.run();
  }
}
