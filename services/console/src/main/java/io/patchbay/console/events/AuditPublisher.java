package io.patchbay.console.events;

import io.patchbay.console.audit.AuditTrail;
import io.patchbay.contract.Topics;
import io.patchbay.proto.event.v1.AuditRecord;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/// Brings the audit trail to its topic. Runs on a thread of its own until interrupted.
public final class AuditPublisher implements Runnable {
  private final AuditTrail trail;
  private final Supplier<Producer<String, byte[]>> producers;

  public AuditPublisher(AuditTrail trail, Supplier<Producer<String, byte[]>> producers) {
    this.trail = trail;
    this.producers = producers;
  }

  @Override
  public void run() {
    try (Sender sender = new Sender(producers)) {
      while (!Thread.currentThread().isInterrupted()) {
        AuditRecord record = trail.next();
        sender.send(
            Topics.AUDIT, List.of(new Sender.Item(record.getActor(), record.toByteArray())));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
