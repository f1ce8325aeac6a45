package io.patchbay.trunk.edge;

import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.EdgeDown;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.FactAck;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.event.v1.SmsFact;
import io.patchbay.routing.PhoneWords;
import io.patchbay.trunk.events.FactLog;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Facts of one stream to Kafka; acknowledged up to the first that is not safe yet. Thread-safe.
final class FactPipe {
  private static final long RETRY_MS = 1000;

  private final FactLog log;
  private final ScheduledExecutorService timers;
  private final Consumer<EdgeDown> down;
  private final Consumer<CallRecord> calls;
  private final TreeSet<Long> unsafe = new TreeSet<>();
  private long highest;
  private long acknowledged;
  private boolean closed;

  /// @param calls told of every call record, at once
  FactPipe(
      FactLog log,
      ScheduledExecutorService timers,
      Consumer<EdgeDown> down,
      Consumer<CallRecord> calls) {
    this.calls = calls;
    this.log = log;
    this.timers = timers;
    this.down = down;
  }

  void accept(Fact fact) {
    synchronized (this) {
      if (!unsafe.add(fact.getSequence())) {
        return; // sent again while we still try
      }
      highest = Math.max(highest, fact.getSequence());
    }
    if (fact.hasCallRecord()) {
      calls.accept(fact.getCallRecord());
    }
    write(fact);
  }

  synchronized void close() {
    closed = true;
  }

  private void write(Fact fact) {
    Consumer<Boolean> done = safe -> written(fact, safe);
    switch (fact.getFactCase()) {
      case CALL_RECORD ->
          log.publish(
              Topics.CALL_RECORDS, fact.getCallRecord().getCallId(), fact.getCallRecord(), done);
      case SMS_DELIVER ->
          log.publish(
              Topics.SMS_INBOUND,
              fact.getLine(),
              sms(fact).setDeliver(fact.getSmsDeliver()).build(),
              done);
      case SMS_STATUS_REPORT ->
          log.publish(
              Topics.SMS_INBOUND,
              fact.getLine(),
              sms(fact).setStatusReport(fact.getSmsStatusReport()).build(),
              done);
      case PHONE_SETTING ->
          log.publish(
              Topics.PHONE_SETTINGS,
              PhoneWords.key(fact.getPhoneSetting()),
              fact.getPhoneSetting(),
              done);
      case NOTED -> log.publish(Topics.AUDIT, actor(fact), audit(fact), done);
      // a newer edge's fact: not ours to lose, so it is not acknowledged
      case FACT_NOT_SET -> {}
    }
  }

  private static String actor(Fact fact) {
    return "line " + fact.getLine();
  }

  private static AuditRecord audit(Fact fact) {
    return AuditRecord.newBuilder()
        .setEventId(fact.getFactId())
        .setAt(fact.getAt())
        .setActor(actor(fact))
        .setAction(fact.getNoted().getAction())
        .setObject(fact.getLine())
        .setAllowed(true)
        .setDetail(fact.getNoted().getDetail())
        .build();
  }

  private static SmsFact.Builder sms(Fact fact) {
    return SmsFact.newBuilder()
        .setFactId(fact.getFactId())
        .setEdge(fact.getEdge())
        .setLine(fact.getLine())
        .setAt(fact.getAt());
  }

  private void written(Fact fact, boolean safe) {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (safe) {
        unsafe.remove(fact.getSequence());
        long upTo = unsafe.isEmpty() ? highest : unsafe.first() - 1;
        if (upTo > acknowledged) {
          acknowledged = upTo;
          down.accept(
              EdgeDown.newBuilder().setFactAck(FactAck.newBuilder().setSequence(upTo)).build());
        }
        return;
      }
    }
    var _ = timers.schedule(() -> write(fact), RETRY_MS, TimeUnit.MILLISECONDS);
  }
}
