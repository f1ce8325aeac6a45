package io.patchbay.launch.kafka;

import io.patchbay.contract.Topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// One consumer at its topics. For one thread.
final class Attachment {
  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, Reading> readings = new HashMap<>();
  private final Map<TopicPartition, Long> positions;
  private final Map<TopicPartition, Long> behind = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private boolean looked;
  private boolean complete;

  /// @param positions where to go on; kept up, for the consumer that comes after this one
  Attachment(
      Consumer<byte[], byte[]> consumer,
      Collection<Reading> readings,
      Map<TopicPartition, Long> positions) {
    this.consumer = consumer;
    this.positions = positions;
    readings.forEach(reading -> this.readings.put(reading.topic().name(), reading));
  }

  /// Takes up what is new since the last look; the others go on where they are.
  ///
  /// @throws KafkaException when Kafka does not answer, or has none of the topics
  void look() {
    Map<String, List<PartitionInfo>> existing = consumer.listTopics();
    Set<TopicPartition> fresh = new HashSet<>();
    for (String topic : readings.keySet()) {
      for (PartitionInfo partition : existing.getOrDefault(topic, List.of())) {
        fresh.add(new TopicPartition(topic, partition.partition()));
      }
    }
    complete = existing.keySet().containsAll(readings.keySet());
    Set<TopicPartition> all = new HashSet<>(fresh);
    fresh.removeAll(consumer.assignment());
    if (all.isEmpty()) {
      throw new KafkaException("there is no topic yet of " + readings.keySet());
    }
    if (!fresh.isEmpty()) {
      all.addAll(consumer.assignment());
      consumer.assign(all);
      begin(fresh);
    }
    looked = true;
  }

  /// The ends are asked for first: what comes in between is neither lost nor waited for.
  private void begin(Set<TopicPartition> fresh) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(fresh);
    Map<TopicPartition, Long> times = new HashMap<>();
    for (TopicPartition partition : fresh) {
      Long position = positions.get(partition);
      if (position != null) {
        consumer.seek(partition, position);
        continue;
      }
      switch (reading(partition.topic())) {
        case Reading.Whole _ -> consumer.seekToBeginning(List.of(partition));
        // what appears later is new from its first record on
        case Reading.FromNow _ -> goTo(partition, looked ? 0 : ends.getOrDefault(partition, 0L));
        case Reading.Since(_, var instant) -> times.put(partition, instant.toEpochMilli());
        case Reading.Resumed(_, var written, var otherwise) -> {
          Long next = written.get().get(partition.partition());
          if (next == null) {
            times.put(partition, otherwise.toEpochMilli());
          } else {
            goTo(partition, next);
          }
        }
      }
    }
    if (!times.isEmpty()) {
      Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
      for (TopicPartition partition : times.keySet()) {
        OffsetAndTimestamp first = found.get(partition);
        goTo(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
      }
    }
    behind.putAll(ends);
  }

  private void goTo(TopicPartition partition, long offset) {
    consumer.seek(partition, offset);
    positions.put(partition, offset);
  }

  private Reading reading(String topic) {
    Reading reading = readings.get(topic);
    if (reading == null) {
      throw new IllegalStateException("topic " + topic + " was not asked for");
    }
    return reading;
  }

  /// Whether every topic was there at the last look.
  boolean complete() {
    return complete;
  }

  /// The topics of which by now everything is taken that was there when they were taken up; each
  /// once.
  List<Topic> caughtUp() {
    behind.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    Set<String> reached = new HashSet<>();
    consumer.assignment().forEach(partition -> reached.add(partition.topic()));
    behind.keySet().forEach(partition -> reached.remove(partition.topic()));
    return reached.stream().filter(told::add).map(name -> reading(name).topic()).toList();
  }

  /// Whether every topic is there and was caught up with.
  boolean upToDate() {
    return complete && behind.isEmpty();
  }

  /// One poll.
  ///
  /// @param take gets what it brought, if anything
  void step(Duration wait, java.util.function.Consumer<List<TopicRecord>> take) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
    if (records.isEmpty()) {
      return;
    }
    List<TopicRecord> batch = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      batch.add(record(reading(record.topic()).topic(), record));
    }
    take.accept(batch);
    records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
  }

  private static TopicRecord record(Topic topic, ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    byte[] value = record.value() == null ? new byte[0] : record.value();
    return new TopicRecord(topic, record.partition(), record.offset(), key, value);
  }
}
