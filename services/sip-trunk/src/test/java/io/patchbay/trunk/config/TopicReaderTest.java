package io.patchbay.trunk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// A topic in memory, by Kafka's own consumer for tests.
final class TopicReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  /// Notes whether the thread that closes it was interrupted: the real one complains then.
  private static final class Noting extends MockConsumer<String, byte[]> {
    private final CompletableFuture<Boolean> closedInterrupted = new CompletableFuture<>();

    Noting() {
      super("earliest");
    }

    @Override
    public void close(CloseOptions options) {
      closedInterrupted.complete(Thread.currentThread().isInterrupted());
      super.close(options);
    }
  }

  private final class Sink implements TopicReader.Sink {
    @Override
    public void take(List<TopicReader.Entry> entries) {
      entries.forEach(entry -> seen.add(entry.key()));
    }

    @Override
    public void caughtUp() {
      seen.add("caught up");
    }
  }

  private static Noting consumer(int records) {
    Noting consumer = new Noting();
    consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) records));
    consumer.schedulePollTask(() -> {
      for (int i = 0; i < records; i++) {
        consumer.addRecord(new ConsumerRecord<>("t", 0, i, "k" + i, new byte[1]));
      }
    });
    return consumer;
  }

  @Test
  void saysWhenTheEndIsReached() throws Exception {
    Noting consumer = consumer(2);
    try (TopicReader _ = new TopicReader("t", () -> consumer, new Sink())) {
      assertEquals("k0", seen.poll(8, TimeUnit.SECONDS));
      assertEquals("k1", seen.poll(8, TimeUnit.SECONDS));
      assertEquals("caught up", seen.poll(8, TimeUnit.SECONDS));
    }
  }

  @Test
  void emptyTopicIsReadAtOnce() throws Exception {
    Noting consumer = consumer(0);
    try (TopicReader _ = new TopicReader("t", () -> consumer, new Sink())) {
      assertEquals("caught up", seen.poll(8, TimeUnit.SECONDS));
    }
  }

  @Test
  void consumerIsClosedByAThreadThatWasNotInterrupted() throws Exception {
    Noting consumer = consumer(0);
    new TopicReader("t", () -> consumer, new Sink()).close();
    assertFalse(consumer.closedInterrupted.get(8, TimeUnit.SECONDS));
  }
}
