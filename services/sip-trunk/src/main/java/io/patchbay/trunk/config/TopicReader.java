package io.patchbay.trunk.config;

import io.patchbay.contract.BackOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a compacted topic from its beginning and follows it, on a virtual thread of its own.
///
/// When the broker is away it tries again with back-off; what was read stays in force.
public final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final String topic;
  private final String bootstrap;
  private final Consumer<List<Entry>> sink;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable KafkaConsumer<String, byte[]> current;

  /// One record; an empty value is a deletion.
  public record Entry(String key, byte[] value) {}

  /// Reads from now on.
  ///
  /// @param sink gets batches in order, on the reader's thread
  public TopicReader(String topic, String bootstrap, Consumer<List<Entry>> sink) {
    this.topic = topic;
    this.bootstrap = bootstrap;
    this.sink = sink;
    thread = Thread.ofVirtual().name("read-" + topic).start(this::run);
  }

  private void run() {
    BackOff backOff = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(5));
    while (!closed) {
      try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(properties())) {
        current = consumer;
        follow(consumer, backOff);
      } catch (WakeupException e) {
        LOG.debug("{}: closing", topic);
      } catch (KafkaException e) {
        LOG.warn("{} not readable: {}", topic, e.getMessage());
      } finally {
        current = null;
      }
      pause(backOff.next());
    }
  }

  private void follow(KafkaConsumer<String, byte[]> consumer, BackOff backOff) {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic, Duration.ofSeconds(10))
        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
    if (partitions.isEmpty()) {
      return;
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    while (!closed) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      backOff.reset();
      if (!records.isEmpty()) {
        deliver(records);
      }
    }
  }

  private void deliver(ConsumerRecords<String, byte[]> records) {
    List<Entry> entries = new ArrayList<>(records.count());
    for (ConsumerRecord<String, byte[]> record : records) {
      byte[] value = record.value();
      entries.add(
          new Entry(record.key() == null ? "" : record.key(), value == null ? new byte[0] : value));
    }
    try {
      sink.accept(entries);
    } catch (RuntimeException e) {
      LOG.warn("{}: {} records not understood", topic, entries.size(), e);
    }
  }

  private void pause(Duration length) {
    try {
      if (!closed) {
        Thread.sleep(length);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "5000");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }

  @Override
  public void close() {
    closed = true;
    KafkaConsumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    thread.interrupt();
  }
}
