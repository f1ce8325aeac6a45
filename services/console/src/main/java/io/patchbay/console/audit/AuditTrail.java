package io.patchbay.console.audit;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Fault;
import io.patchbay.proto.event.v1.AuditRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit trail: the last records for people, and a queue of those Kafka has still to take.
/// Thread-safe.
public final class AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final int KEPT = 500;
  private static final int WAITING = 10_000;
  private static final int LONGEST = 500;

  private final InstantSource clock;
  private final Supplier<String> ids;
  private final Deque<AuditRecord> recent = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private final BlockingQueue<AuditRecord> waiting = new LinkedBlockingQueue<>(WAITING);

  public AuditTrail(InstantSource clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /// Notes one deed or refusal. Never blocks.
  ///
  /// @param actor user or address
  /// @param action e.g. `document-put`
  /// @param object what it was done to
  /// @param allowed false: it was refused or failed
  public void note(String actor, String action, String object, boolean allowed, String detail) {
    Instant now = clock.instant();
    AuditRecord record =
        AuditRecord.newBuilder()
            .setEventId(ids.get())
            .setAt(Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
            .setActor(cut(actor))
            .setAction(action)
            .setObject(cut(object))
            .setAllowed(allowed)
            .setDetail(cut(detail))
            .build();
    add(record);
    if (!waiting.offer(record)) {
      LOG.error(
          "audit: {} records wait for Kafka, not queued: {} {} {}", WAITING, actor, action, object);
    }
  }

  /// Does the work and notes how it went.
  public <T> T noted(String actor, String action, String object, Supplier<T> work) {
    T result;
    try {
      result = work.get();
    } catch (Fault e) {
      note(actor, action, object, false, String.valueOf(e.getMessage()));
      throw e;
    }
    note(actor, action, object, true, "");
    return result;
  }

  /// Takes in what another process noted; repeated records are one.
  public synchronized void add(AuditRecord record) {
    if (!known.add(record.getEventId())) {
      return;
    }
    recent.addFirst(record);
    if (recent.size() > KEPT) {
      known.remove(recent.removeLast().getEventId());
    }
  }

  /// Newest first.
  public synchronized List<AuditRecord> recent() {
    List<AuditRecord> records = new ArrayList<>(recent);
    records.sort(Comparator.comparing(AuditRecord::getAt, Timestamps.comparator()).reversed());
    return records;
  }

  /// The next record for Kafka, which the caller keeps until it is safe; waits.
  public AuditRecord next() throws InterruptedException {
    AuditRecord record = waiting.poll(1, TimeUnit.HOURS);
    while (record == null) {
      record = waiting.poll(1, TimeUnit.HOURS);
    }
    return record;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
