package io.patchbay.dialplan.events;

import com.google.protobuf.ByteString;
import io.patchbay.contract.BackOff;
import io.patchbay.contract.Topics;
import io.patchbay.contract.Topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads whole topics, alone and without a group: every replica knows everything. Runs on one
/// thread until stopped.
///
/// Compacted topics are read from the beginning, logs from the beginning of the day (UTC). When
/// Kafka is away it tries again and goes on where it was.
public final class TopicReader implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final List<Topic> TOPICS =
      List.of(Topics.CONFIG, Topics.LINE_STATE, Topics.CALL_RECORDS);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final java.util.function.Consumer<List<TopicRecord>> sink;
  private final InstantSource clock;
  private final BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(3));
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private volatile State state = State.WAITING;

  /// @param consumers makes a Kafka consumer, again after a failure
  /// @param sink takes each batch on the reading thread
  public TopicReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      java.util.function.Consumer<List<TopicRecord>> sink,
      InstantSource clock) {
    this.consumers = consumers;
    this.sink = sink;
    this.clock = clock;
  }

  public State state() {
    return state;
  }

  @Override
  public void run() {
    while (running()) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (KafkaException e) {
        if (running()) {
          LOG.warn("Kafka is away, answering with what is known: {}", e.getMessage());
          state = State.WAITING;
          pause();
        }
      }
    }
  }

  /// Returns at once; the thread ends within a poll, at once when it is interrupted.
  public void stop() {
    stopping.countDown();
  }

  private boolean running() {
    return stopping.getCount() > 0;
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    start(consumer, partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    state = State.CATCHING_UP;
    while (running()) {
      take(consumer);
      backOff.reset();
      if (state == State.CATCHING_UP
          && ends.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        state = State.UP_TO_DATE;
        LOG.info("up to date with {} partitions", partitions.size());
      }
    }
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : TOPICS) {
      List<PartitionInfo> found = consumer.partitionsFor(topic.name());
      if (found == null || found.isEmpty()) {
        throw new KafkaException("topic " + topic.name() + " does not exist yet");
      }
      found.forEach(partition ->
          partitions.add(new TopicPartition(partition.topic(), partition.partition())));
    }
    return partitions;
  }

  private void start(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> logs = new HashMap<>();
    for (TopicPartition partition : partitions) {
      Long position = positions.get(partition);
      if (position != null) {
        consumer.seek(partition, position);
      } else if (partition.topic().equals(Topics.CALL_RECORDS.name())) {
        logs.put(partition, clock.instant().truncatedTo(ChronoUnit.DAYS).toEpochMilli());
      } else {
        consumer.seekToBeginning(List.of(partition));
      }
    }
    Map<TopicPartition, OffsetAndTimestamp> today = consumer.offsetsForTimes(logs);
    for (TopicPartition log : logs.keySet()) {
      OffsetAndTimestamp first = today.get(log);
      if (first == null) {
        consumer.seekToEnd(List.of(log));
      } else {
        consumer.seek(log, first.offset());
      }
    }
  }

  private void take(Consumer<byte[], byte[]> consumer) {
    List<TopicRecord> batch = new ArrayList<>();
    Map<TopicPartition, Long> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      ByteString value =
          record.value() == null ? ByteString.EMPTY : ByteString.copyFrom(record.value());
      batch.add(new TopicRecord(record.topic(), key, value));
      next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
    if (!batch.isEmpty()) {
      sink.accept(batch);
      positions.putAll(next);
    }
  }

  private void pause() {
    try {
      if (stopping.await(backOff.next().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("stopped while waiting for Kafka");
      }
    } catch (InterruptedException e) {
      stop();
    }
  }

  /// How far it has come.
  public enum State {
    /// Kafka or a topic is not there.
    WAITING,
    CATCHING_UP,
    /// Everything that was there when it attached has been read.
    UP_TO_DATE
  }
}
