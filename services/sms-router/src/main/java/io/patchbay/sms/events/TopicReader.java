package io.patchbay.sms.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows a topic outside any group, every partition. For one thread: call [#read] over and over.
public final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Clients clients;
  private final String topic;
  private final boolean fromTheBeginning;
  private @Nullable Consumer<byte[], byte[]> consumer;
  private Map<TopicPartition, Long> ends = Map.of();

  /// @param fromTheBeginning else only what comes from now on
  public TopicReader(Clients clients, String topic, boolean fromTheBeginning) {
    this.clients = clients;
    this.topic = topic;
    this.fromTheBeginning = fromTheBeginning;
  }

  /// What one poll brought.
  ///
  /// @param values protobuf messages, in order
  /// @param caughtUp whether everything that was there at the start has been read
  public record Read(List<byte[]> values, boolean caughtUp) {}

  /// Waits for some milliseconds at most; nothing while Kafka is away.
  public Read read() {
    try {
      Consumer<byte[], byte[]> open = consumer == null ? open() : consumer;
      if (open == null) {
        return new Read(List.of(), false);
      }
      List<byte[]> values = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
        if (record.value() != null) {
          values.add(record.value());
        }
      }
      return new Read(values, caughtUp(open));
    } catch (KafkaException e) {
      LOG.warn("topic {}: reading again from the start: {}", topic, e.toString());
      close();
      return new Read(List.of(), false);
    }
  }

  private @Nullable Consumer<byte[], byte[]> open() {
    Consumer<byte[], byte[]> opened = clients.reader();
    try {
      List<TopicPartition> partitions =
          opened.partitionsFor(topic, Duration.ofSeconds(2)).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      if (partitions.isEmpty()) {
        opened.close();
        return null;
      }
      opened.assign(partitions);
      if (fromTheBeginning) {
        opened.seekToBeginning(partitions);
      } else {
        opened.seekToEnd(partitions);
      }
      ends = opened.endOffsets(partitions);
      consumer = opened;
      return opened;
    } catch (KafkaException e) {
      LOG.debug("topic {}: not there yet: {}", topic, e.toString());
      opened.close();
      return null;
    }
  }

  private boolean caughtUp(Consumer<byte[], byte[]> open) {
    return ends.entrySet().stream().allMatch(end -> open.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    Consumer<byte[], byte[]> open = consumer;
    consumer = null;
    if (open != null) {
      open.close();
    }
  }
}
