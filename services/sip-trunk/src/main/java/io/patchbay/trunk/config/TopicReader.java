package io.patchbay.trunk.config;

import io.patchbay.contract.BackOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
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
/// When the broker is away it tries again with back-off; what was read stays in force. The thread
/// is never interrupted: a consumer that is interrupted while it closes complains.
public final class TopicReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final Duration CLOSING = Duration.ofMillis(500);

  private final String topic;
  private final Supplier<? extends Consumer<String, byte[]>> consumers;
  private final Sink sink;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Consumer<String, byte[]> current;

  /// One record; an empty value is a deletion.
  public record Entry(String key, byte[] value) {}

  /// What is read. Called on the reader's thread.
  public interface Sink {
    /// A batch, in order.
    void take(List<Entry> entries);

    /// Everything that was there when reading began has been taken.
    void caughtUp();
  }

  /// Reads from now on.
  public TopicReader(String topic, String bootstrap, Sink sink) {
    this(topic, () -> new KafkaConsumer<>(properties(bootstrap)), sink);
  }

  TopicReader(String topic, Supplier<? extends Consumer<String, byte[]>> consumers, Sink sink) {
    this.topic = topic;
    this.consumers = consumers;
    this.sink = sink;
    thread = Thread.ofVirtual().name("read-" + topic).start(this::run);
  }

  private void run() {
    BackOff backOff = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(5));
    do {
      try {
        Consumer<String, byte[]> consumer = consumers.get();
        current = consumer;
        try {
          follow(consumer, backOff);
        } finally {
          current = null;
          consumer.close(CloseOptions.timeout(CLOSING));
        }
      } catch (WakeupException e) {
        LOG.debug("{}: closing", topic);
      } catch (KafkaException e) {
        LOG.warn("{} not readable: {}", topic, e.getMessage());
      }
    } while (!closedWithin(backOff.next()));
  }

  private boolean closing() {
    return closed.getCount() == 0;
  }

  private void follow(Consumer<String, byte[]> consumer, BackOff backOff) {
    if (closing()) {
      return;
    }
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic, Duration.ofSeconds(10))
        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
    if (partitions.isEmpty()) {
      return;
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> behind =
        new HashMap<>(consumer.endOffsets(partitions, Duration.ofSeconds(10)));
    boolean caughtUp = false;
    while (!closing()) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      backOff.reset();
      if (!records.isEmpty()) {
        deliver(records);
      }
      behind.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (behind.isEmpty() && !caughtUp) {
        caughtUp = true;
        sink.caughtUp();
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
      sink.take(entries);
    } catch (RuntimeException e) {
      LOG.warn("{}: {} records not understood", topic, entries.size(), e);
    }
  }

  private boolean closedWithin(Duration length) {
    try {
      return closed.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static Properties properties(String bootstrap) {
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
    closed.countDown();
    Consumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (!thread.join(CLOSING)) {
        LOG.debug("{}: still closing", topic);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
