package io.patchbay.dialplan.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.patchbay.contract.Topics;
import io.patchbay.proto.event.v1.AuditRecord;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What dial-plan does by itself and the audit trail keeps. Thread-safe; never blocks. Connects
/// with the first record.
public final class AuditTrail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final Producer<byte[], byte[]> producer;

  public AuditTrail(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.CLIENT_ID_CONFIG,
                "dial-plan-audit",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// A record that Kafka does not take is in the log alone.
  public void keep(AuditRecord record) {
    // may wait for Kafka
    Thread.ofVirtual().start(() -> send(record));
  }

  private void send(AuditRecord record) {
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.AUDIT.name(), record.getActor().getBytes(UTF_8), record.toByteArray()),
              (_, failure) -> {
                if (failure != null) {
                  notKept(record, failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      notKept(record, e);
    }
  }

  private static void notKept(AuditRecord record, Exception failure) {
    LOG.warn(
        "{} {}: {}: not kept: {}",
        record.getActor(),
        record.getAction(),
        record.getDetail(),
        failure.getMessage());
  }

  @Override
  public void close() {
    producer.close(Duration.ofMillis(200));
  }
}
