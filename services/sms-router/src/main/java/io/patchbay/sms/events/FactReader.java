package io.patchbay.sms.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.contract.Fault;
import io.patchbay.contract.Topics;
import io.patchbay.launch.kafka.Commit;
import io.patchbay.proto.event.v1.SmsFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what edges received. The offset is committed when the facts are safe, and held while they
/// are not.
///
/// For one thread: call [#step] over and over, then [#close]. Any thread may [#stop] it.
public final class FactReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FactReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofMillis(400);

  private final Clients clients;
  private final Consumer<List<SmsFact>> store;
  private volatile org.apache.kafka.clients.consumer.@Nullable Consumer<byte[], byte[]> consumer;
  private volatile boolean stopping;

  /// @param store makes a batch safe, or throws a [Fault]
  public FactReader(Clients clients, Consumer<List<SmsFact>> store) {
    this.clients = clients;
    this.store = store;
  }

  /// One poll, one transaction, one commit.
  ///
  /// @throws Fault when the facts could not be stored; they are read again
  public void step() {
    if (stopping) {
      return;
    }
    try {
      var open = consumer;
      if (open == null) {
        open = clients.member();
        open.subscribe(List.of(Topics.SMS_INBOUND.name()));
        consumer = open;
      }
      take(open, open.poll(POLL));
    } catch (WakeupException _) {
      LOG.debug("inbound messages: no longer read");
    } catch (KafkaException e) {
      close();
      throw new Fault(Fault.Kind.UNAVAILABLE, "inbound messages: Kafka failed: " + e, e);
    }
  }

  private void take(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> from,
      ConsumerRecords<byte[], byte[]> polled) {
    if (polled.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> starts = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    List<SmsFact> facts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      starts.putIfAbsent(partition, record.offset());
      ends.put(partition, new OffsetAndMetadata(record.offset() + 1));
      read(record, facts);
    }
    try {
      store.accept(facts);
    } catch (Fault e) {
      starts.forEach(from::seek);
      throw e;
    }
    Commit.of(from, ends);
  }

  /// What is no fact cannot come from an edge; it is named in the log with its place in the topic,
  /// where it stays.
  private static void read(ConsumerRecord<byte[], byte[]> record, List<SmsFact> facts) {
    try {
      SmsFact fact = SmsFact.parseFrom(record.value() == null ? new byte[0] : record.value());
      if (!fact.getFactId().isEmpty()) {
        facts.add(fact);
        return;
      }
    } catch (InvalidProtocolBufferException e) {
      LOG.debug("not protobuf", e);
    }
    LOG.warn(
        "{}-{}@{} is no short message fact", record.topic(), record.partition(), record.offset());
  }

  /// Ends the step at hand and lets those that follow do nothing.
  public void stop() {
    stopping = true;
    var open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }

  @Override
  public void close() {
    var open = consumer;
    consumer = null;
    if (open != null) {
      open.close(CloseOptions.timeout(CLOSING));
    }
  }
}
