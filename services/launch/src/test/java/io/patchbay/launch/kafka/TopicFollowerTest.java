package io.patchbay.launch.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.patchbay.contract.Topics;
import io.patchbay.contract.Topics.Topic;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// Topics in memory, by Kafka's own consumer for tests.
final class TopicFollowerTest {
  private static final List<Reading> CONFIG = List.of(new Reading.Whole(Topics.CONFIG));

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final AtomicLong nanos = new AtomicLong();

  /// Notes whether the thread that closes it was interrupted: the real one complains then.
  private static final class Noting extends MockConsumer<byte[], byte[]> {
    private final CompletableFuture<Boolean> closedInterrupted = new CompletableFuture<>();

    Noting() {
      super("earliest");
    }

    /// A topic appears.
    synchronized void add(Topic topic, int records) {
      TopicPartition partition = new TopicPartition(topic.name(), 0);
      updateBeginningOffsets(Map.of(partition, 0L));
      updateEndOffsets(Map.of(partition, (long) records));
      updatePartitions(topic.name(), List.of(new PartitionInfo(topic.name(), 0, null, null, null)));
    }

    /// Records that the next poll brings.
    void bring(Topic topic, int from, int to) {
      schedulePollTask(() -> {
        for (int i = from; i < to; i++) {
          byte[] key = {(byte) ('0' + i)};
          addRecord(new ConsumerRecord<>(topic.name(), 0, i, key, key));
        }
      });
    }

    @Override
    public void close(CloseOptions options) {
      closedInterrupted.complete(Thread.currentThread().isInterrupted());
      super.close(options);
    }
  }

  private final class Noticing implements TopicFollower.Sink {
    @Override
    public void take(List<TopicRecord> batch) {
      batch.forEach(record -> seen.add(record.key()));
      if (batch.getFirst().key().equals("7")) {
        throw new IllegalStateException("seven is not for us");
      }
    }

    @Override
    public void changed(TopicFollower.State state) {
      seen.add(state.name());
    }
  }

  private static Noting config(int records) {
    Noting consumer = new Noting();
    consumer.add(Topics.CONFIG, records);
    return consumer;
  }

  private TopicFollower follow(List<Reading> readings, Noting... consumers) {
    Queue<Noting> next = new ArrayDeque<>(List.of(consumers));
    return TopicFollower.start("test", next::remove, readings, new Noticing(), nanos::get);
  }

  private void assertSeen(String... expected) throws InterruptedException {
    for (String each : expected) {
      assertEquals(each, seen.poll(8, TimeUnit.SECONDS));
    }
  }

  @Test
  void saysWhenTheEndIsReached() throws Exception {
    Noting consumer = config(2);
    consumer.bring(Topics.CONFIG, 0, 2);
    try (TopicFollower _ = follow(CONFIG, consumer)) {
      assertSeen("CATCHING_UP", "0", "1", "UP_TO_DATE");
    }
  }

  @Test
  void emptyTopicIsReadAtOnce() throws Exception {
    try (TopicFollower _ = follow(CONFIG, config(0))) {
      assertSeen("UP_TO_DATE");
    }
  }

  @Test
  void consumerIsClosedByAThreadThatWasNotInterrupted() throws Exception {
    Noting consumer = config(0);
    follow(CONFIG, consumer).close();
    assertFalse(consumer.closedInterrupted.get(8, TimeUnit.SECONDS));
  }

  @Test
  void anotherConsumerGoesOnWhereTheLastOneWas() throws Exception {
    Noting first = config(2);
    first.bring(Topics.CONFIG, 0, 2);
    first.schedulePollTask(() -> first.setPollException(new KafkaException("the broker is away")));
    Noting second = config(3);
    second.bring(Topics.CONFIG, 0, 3);
    try (TopicFollower _ = follow(CONFIG, first, second)) {
      assertSeen("CATCHING_UP", "0", "1", "UP_TO_DATE", "AWAY", "CATCHING_UP", "2", "UP_TO_DATE");
    }
  }

  @Test
  void goesOnFromWhatWasWrittenDown() throws Exception {
    Noting first = config(0);
    Noting second = config(4);
    second.bring(Topics.CONFIG, 2, 4);
    AtomicInteger asked = new AtomicInteger();
    List<Reading> resumed =
        List.of(
            new Reading.Resumed(
                Topics.CONFIG,
                () -> {
                  if (asked.incrementAndGet() == 1) {
                    throw new KafkaException("the broker is away");
                  }
                  return Map.of(0, 2L);
                },
                Instant.EPOCH));
    try (TopicFollower _ = follow(resumed, first, second)) {
      assertSeen("AWAY", "CATCHING_UP", "2", "3", "UP_TO_DATE");
    }
  }

  @Test
  void aSinkThatThrowsLosesItsBatchOnly() throws Exception {
    Noting consumer = config(9);
    consumer.bring(Topics.CONFIG, 7, 8);
    consumer.bring(Topics.CONFIG, 8, 9);
    try (TopicFollower _ = follow(CONFIG, consumer)) {
      assertSeen("CATCHING_UP", "7", "8", "UP_TO_DATE");
    }
  }

  @Test
  void aTopicThatIsNotThereYetIsWaitedForWhileOthersAreRead() throws Exception {
    Noting consumer = config(1);
    consumer.bring(Topics.CONFIG, 0, 1);
    List<Reading> both =
        List.of(new Reading.Whole(Topics.CONFIG), new Reading.FromNow(Topics.SMS_STATUS));
    try (TopicFollower _ = follow(both, consumer)) {
      assertSeen("CATCHING_UP", "0");
      consumer.schedulePollTask(() -> {
        consumer.add(Topics.SMS_STATUS, 2);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
      });
      consumer.bring(Topics.SMS_STATUS, 0, 2);
      assertSeen("0", "1", "UP_TO_DATE");
    }
  }

  @Test
  void eachTopicThatIsReadIsNamed() throws Exception {
    Noting consumer = config(1);
    consumer.add(Topics.LINE_STATE, 2);
    consumer.bring(Topics.CONFIG, 0, 1);
    Queue<Noting> next = new ArrayDeque<>(List.of(consumer));
    TopicFollower.Sink sink =
        new TopicFollower.Sink() {
          @Override
          public void take(List<TopicRecord> batch) {
            batch.forEach(record -> seen.add(record.key()));
          }

          @Override
          public void caughtUp(Topic topic) {
            seen.add(topic.name());
          }
        };
    List<Reading> both =
        List.of(new Reading.Whole(Topics.CONFIG), new Reading.Whole(Topics.LINE_STATE));
    try (TopicFollower _ = TopicFollower.start("test", next::remove, both, sink, nanos::get)) {
      assertSeen("0", Topics.CONFIG.name());
      consumer.bring(Topics.LINE_STATE, 0, 2);
      assertSeen("0", "1", Topics.LINE_STATE.name());
    }
  }

  @Test
  void aFaultOfOursDoesNotEndIt() throws Exception {
    Noting first = config(1);
    first.schedulePollTask(() -> {
      throw new IllegalStateException("not Kafka's");
    });
    Noting second = config(1);
    second.bring(Topics.CONFIG, 0, 1);
    try (TopicFollower _ = follow(CONFIG, first, second)) {
      assertSeen("CATCHING_UP", "AWAY", "CATCHING_UP", "0", "UP_TO_DATE");
    }
  }

  @Test
  void itTriesAgainWhileThereIsNoTopicAtAll() throws Exception {
    try (TopicFollower _ = follow(CONFIG, new Noting(), new Noting(), config(0))) {
      assertSeen("AWAY", "UP_TO_DATE");
    }
  }
}
