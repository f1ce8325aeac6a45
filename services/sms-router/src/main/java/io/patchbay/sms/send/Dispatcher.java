package io.patchbay.sms.send;

import io.patchbay.contract.Fault;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Job;
import io.patchbay.sms.store.Outbound;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives every line that has something to send a virtual thread of its own: a modem sends one part
/// at a time.
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Database database;
  private final Sender sender;
  private final Conditions conditions;
  private final InstantSource clock;
  private volatile boolean stopped;

  public Dispatcher(Database database, Sender sender, Conditions conditions, InstantSource clock) {
    this.database = database;
    this.sender = sender;
    this.conditions = conditions;
    this.clock = clock;
  }

  /// Starts work on the lines that have some and are idle.
  public void dispatch() {
    List<String> due =
        database.transact(transaction -> Outbound.dueLines(transaction, clock.instant()));
    for (String line : due) {
      if (busy.add(line)) {
        threads.execute(() -> work(line));
      }
    }
  }

  private void work(String line) {
    try {
      Optional<Job> job = claim(line);
      while (job.isPresent() && !stopped) {
        sender.send(job.get());
        job = claim(line);
      }
    } catch (Fault e) {
      LOG.warn("line {}: sending pauses: {}", line, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("line {}: sending failed by our own fault", line, e);
    } finally {
      busy.remove(line);
    }
  }

  private Optional<Job> claim(String line) {
    boolean paced = conditions.interval(line).isPositive();
    return database.transact(transaction ->
        paced
            ? Outbound.claimPaced(transaction, line, clock.instant())
            : Outbound.claim(transaction, line, clock.instant()));
  }

  /// Parts on their way go on being asked for by whoever claims them next.
  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }
}
