package io.patchbay.dialplan.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.patchbay.contract.BackOff;
import io.patchbay.contract.Topics;
import io.patchbay.dialplan.limit.LedgerLog;
import io.patchbay.dialplan.limit.Quotas;
import io.patchbay.launch.kafka.FollowerSettings;
import io.patchbay.launch.kafka.StateLog;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.LedgerState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ledger of limits in Kafka: one partition, whose order decides. Reads what was written down
/// last (`limit-state`), then the entries from there on, as they come; writes the state down now
/// and then. On a platform thread of its own.
public final class LedgerTopic implements LedgerLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerTopic.class);
  private static final TopicPartition ENTRIES = new TopicPartition(Topics.LIMIT_LEDGER.name(), 0);
  private static final byte[] KEY = "ledger".getBytes(StandardCharsets.UTF_8);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration WRITE_DOWN = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofMillis(400);

  /// Entries that a replica which starts reads within a second.
  private static final int WORTH_WRITING = 50_000;

  private final String bootstrap;
  private final Quotas quotas;
  private final LongSupplier nanoTime;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Producer<byte[], byte[]> producer;
  private final StateLog states;
  private final Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private boolean restored;
  private long next;
  private int unwritten;
  private long writtenAt;

  /// Reads and answers from now on.
  public LedgerTopic(String bootstrap, Quotas quotas, LongSupplier nanoTime) {
    this.bootstrap = bootstrap;
    this.quotas = quotas;
    this.nanoTime = nanoTime;
    writtenAt = nanoTime.getAsLong();
    producer =
        new KafkaProducer<>(
            writing(bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
    states =
        new StateLog(new FollowerSettings(bootstrap, "dial-plan-limit-states"), Topics.LIMIT_STATE);
    thread = Thread.ofPlatform().daemon().name("dial-plan-limits").unstarted(this::run);
    quotas.use(this);
    thread.start();
  }

  /// Kafka gets it within two seconds or never.
  @Override
  public void append(LedgerEntry entry) {
    Thread.ofVirtual().start(() -> send(entry));
  }

  /// Tells what policies have done to a line. Lost when Kafka does not answer: all of it is told
  /// again when it does.
  @Override
  public void publish(PolicyStateRecord state) {
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.POLICY_STATE.name(),
                  state.getSubject().getBytes(StandardCharsets.UTF_8),
                  state.toByteArray()));
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("{}: not told: {}", state.getSubject(), e.getMessage());
    }
  }

  private void send(LedgerEntry entry) {
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(ENTRIES.topic(), ENTRIES.partition(), KEY, entry.toByteArray()));
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("{}: not written: {}", ENTRIES.topic(), e.getMessage());
    }
  }

  private void run() {
    BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(3));
    do {
      try {
        Consumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                reading(bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        current = consumer;
        try {
          follow(consumer, backOff);
        } finally {
          current = null;
          consumer.close(CloseOptions.timeout(CLOSING));
        }
      } catch (WakeupException _) {
        LOG.debug("limits: closing");
      } catch (KafkaException | InvalidProtocolBufferException e) {
        if (quotas.ready()) {
          LOG.warn("limits: nothing is granted while Kafka is away: {}", e.toString());
        }
        quotas.ready(false);
      }
    } while (!closedWithin(backOff.next()));
  }

  private void follow(Consumer<byte[], byte[]> consumer, BackOff backOff)
      throws InvalidProtocolBufferException {
    if (!restored) {
      restore();
    }
    consumer.assign(List.of(ENTRIES));
    long kept = consumer.beginningOffsets(List.of(ENTRIES)).getOrDefault(ENTRIES, 0L);
    if (next < kept) {
      // away for longer than entries are kept: others have written down what they came to
      restore();
      next = Math.max(next, kept);
    }
    consumer.seek(ENTRIES, next);
    // says nothing, but finds the way: the first call is not to wait for that
    send(LedgerEntry.getDefaultInstance());
    long look = nanoTime.getAsLong();
    long end = Long.MAX_VALUE;
    while (closed.getCount() > 0) {
      if (nanoTime.getAsLong() - look >= 0) {
        // fails when Kafka does not answer: the poll itself would wait for ever
        end = consumer.endOffsets(List.of(ENTRIES)).getOrDefault(ENTRIES, 0L);
        look = nanoTime.getAsLong() + LOOK.toNanos();
      }
      if (!quotas.ready() && next >= end) {
        quotas.ready(true);
        LOG.info("limits: entries up to {} are known", next);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      writeDown();
      backOff.reset();
    }
  }

  /// An entry that cannot be read changes nothing, in no replica.
  private void take(ConsumerRecord<byte[], byte[]> record) {
    next = record.offset() + 1;
    unwritten++;
    try {
      quotas.take(LedgerEntry.parseFrom(record.value()));
    } catch (InvalidProtocolBufferException e) {
      LOG.warn("limits: entry {} is not readable: {}", record.offset(), e.getMessage());
    }
  }

  private void restore() throws InvalidProtocolBufferException {
    LedgerState last = LedgerState.getDefaultInstance();
    long latest = -1;
    for (byte[] written : states.last()) {
      LedgerState state = LedgerState.parseFrom(written);
      if (state.getOffset() > latest) {
        last = state;
        latest = state.getOffset();
      }
    }
    quotas.restore(last);
    next = latest + 1;
    restored = true;
  }

  private void writeDown() {
    boolean due = nanoTime.getAsLong() - writtenAt >= WRITE_DOWN.toNanos();
    if (unwritten >= WORTH_WRITING || (due && unwritten > 0)) {
      states.write(quotas.state(next - 1).toByteArray());
      unwritten = 0;
    }
    writtenAt = due ? nanoTime.getAsLong() : writtenAt;
  }

  private static Map<String, Object> reading(String bootstrap) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "dial-plan-limits");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 4_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
    return settings;
  }

  private static Map<String, Object> writing(String bootstrap) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "dial-plan-limits");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000);
    return settings;
  }

  private boolean closedWithin(Duration length) {
    try {
      return closed.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    producer.close(Duration.ofMillis(200));
    states.close();
    try {
      if (!thread.join(CLOSING.plusMillis(100))) {
        LOG.debug("limits: still closing");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
