package io.patchbay.cdr.ingest;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.patchbay.cdr.store.RecordWriter;
import io.patchbay.contract.BackOff;
import io.patchbay.contract.Topics;
import io.patchbay.launch.kafka.Commit;
import io.patchbay.proto.cdr.v1.CallRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the topic of call records into the store.
///
/// The offset is committed after the database transactions: after a crash records are read again
/// and the primary key keeps each single. While the database is away the offset stays and nothing
/// is skipped. Runs on one thread and writes on some.
public final class RecordIngest implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordIngest.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofMillis(400);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final BatchStore store;
  private final IngestCounters counters;
  private final BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(2));
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Consumer<byte[], byte[]> current;

  /// @param consumers makes a Kafka consumer, again after a failure
  /// @param stored told of each record once, when it is committed; thread-safe, must not block
  public RecordIngest(
      Supplier<Consumer<byte[], byte[]>> consumers,
      RecordWriter writer,
      java.util.function.Consumer<CallRecord> stored,
      IngestCounters counters) {
    this.consumers = consumers;
    this.store = new BatchStore(writer, stored, counters);
    this.counters = counters;
  }

  @Override
  public void run() {
    while (running()) {
      try {
        read(consumers.get());
      } catch (WakeupException _) {
        LOG.debug("call records: no longer read");
      } catch (KafkaException e) {
        LOG.warn("call records: Kafka failed, a new consumer follows: {}", e.toString());
        pause();
      } catch (RuntimeException e) {
        LOG.error("call records: failed by our own fault, a new consumer follows", e);
        counters.failed();
        pause();
      }
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    current = consumer;
    try {
      consumer.subscribe(List.of(Topics.CALL_RECORDS.name()));
      while (running()) {
        step(consumer);
      }
    } finally {
      current = null;
      consumer.close(CloseOptions.timeout(CLOSING));
    }
  }

  /// Stops after the batch at hand. Returns at once. The thread is not to be interrupted: a
  /// consumer that is interrupted complains.
  public void stop() {
    stopping.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  private boolean running() {
    return stopping.getCount() > 0;
  }

  /// One poll, stored as a whole, then one commit of the offset.
  private void step(Consumer<byte[], byte[]> consumer) {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
    if (polled.isEmpty()) {
      return;
    }
    Batch batch = Batch.of(polled);
    try {
      store.store(batch);
    } catch (SQLException e) {
      LOG.warn("call records: {} not stored, will be read again: {}", polled.count(), e.toString());
      counters.failed();
      batch.starts().forEach(consumer::seek);
      pause();
      return;
    }
    Commit.of(consumer, batch.ends());
    backOff.reset();
  }

  private void pause() {
    try {
      if (stopping.await(backOff.next().toMillis(), MILLISECONDS)) {
        LOG.debug("stopping while paused");
      }
    } catch (InterruptedException _) {
      stop();
    }
  }
}
