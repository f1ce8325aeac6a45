package io.patchbay.console.events;

import io.patchbay.console.live.Feed;
import io.patchbay.contract.BackOff;
import io.patchbay.contract.Topics;
import io.patchbay.contract.Topics.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the topics into the board: compacted ones from their beginning, logs from some hours ago.
///
/// Runs on a thread of its own until [#stop]; starts over when Kafka fails, which the board does
/// not mind. The thread is not interrupted: a consumer that closes then complains.
public final class TopicFollower implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
  private static final Duration BACK = Duration.ofHours(6);
  private static final Duration CLOSING = Duration.ofMillis(400);
  private static final List<Topic> TOPICS =
      List.of(
          Topics.CONFIG,
          Topics.LINE_STATE,
          Topics.REGISTRATIONS,
          Topics.CALL_RECORDS,
          Topics.CALL_EVENTS,
          Topics.LINE_EVENTS,
          Topics.SMS_STATUS,
          Topics.AUDIT);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Intake intake;
  private final Feed feed;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Consumer<String, byte[]> current;

  public TopicFollower(
      Supplier<Consumer<String, byte[]>> consumers,
      Intake intake,
      Feed feed,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.consumers = consumers;
    this.intake = intake;
    this.feed = feed;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public void run() {
    BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(3));
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
      } catch (WakeupException _) {
        LOG.debug("events: no longer followed");
      } catch (KafkaException e) {
        if (feed.state() != Feed.State.AWAY) {
          LOG.warn("events: Kafka does not answer, trying again: {}", e.toString());
        }
        feed.set(Feed.State.AWAY);
      }
    } while (!stoppedWithin(backOff.next()));
  }

  /// Ends [#run] soon.
  public void stop() {
    stopped.countDown();
    Consumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  private void follow(Consumer<String, byte[]> consumer, BackOff backOff) {
    Map<TopicPartition, Topic> reading = new HashMap<>();
    Map<TopicPartition, Long> behind = new HashMap<>();
    long look = nanoTime.getAsLong();
    while (stopped.getCount() > 0) {
      if (nanoTime.getAsLong() - look >= 0) {
        // throws when Kafka does not answer: the poll itself would wait for ever
        behind.putAll(assign(consumer, reading));
        look = nanoTime.getAsLong() + LOOK_AGAIN.toNanos();
        backOff.reset();
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        Topic topic = reading.get(new TopicPartition(record.topic(), record.partition()));
        if (topic != null) {
          intake.accept(topic, record.key(), record.value());
        }
      }
      behind.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      feed.set(behind.isEmpty() ? Feed.State.LIVE : Feed.State.CATCHING_UP);
    }
  }

  /// Adds partitions that are new; the others go on where they are.
  ///
  /// @return where the new ones end now
  private Map<TopicPartition, Long> assign(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Topic> reading) {
    Map<String, List<PartitionInfo>> existing = consumer.listTopics();
    Map<TopicPartition, Topic> fresh = new HashMap<>();
    for (Topic topic : TOPICS) {
      for (PartitionInfo partition : existing.getOrDefault(topic.name(), List.of())) {
        TopicPartition key = new TopicPartition(topic.name(), partition.partition());
        if (!reading.containsKey(key)) {
          fresh.put(key, topic);
        }
      }
    }
    if (fresh.isEmpty()) {
      return Map.of();
    }
    reading.putAll(fresh);
    consumer.assign(reading.keySet());
    seek(consumer, fresh);
    return consumer.endOffsets(fresh.keySet());
  }

  private void seek(Consumer<String, byte[]> consumer, Map<TopicPartition, Topic> fresh) {
    Set<TopicPartition> compacted =
        fresh.entrySet().stream()
            .filter(each -> each.getValue().compacted())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    consumer.seekToBeginning(compacted);
    long since = clock.instant().minus(BACK).toEpochMilli();
    Map<TopicPartition, Long> logs =
        fresh.keySet().stream()
            .filter(partition -> !compacted.contains(partition))
            .collect(Collectors.toMap(partition -> partition, _ -> since));
    Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(logs);
    for (TopicPartition partition : logs.keySet()) {
      OffsetAndTimestamp offset = offsets.get(partition);
      if (offset == null) {
        consumer.seekToEnd(Set.of(partition));
      } else {
        consumer.seek(partition, offset.offset());
      }
    }
  }

  private boolean stoppedWithin(Duration length) {
    try {
      return stopped.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }
}
