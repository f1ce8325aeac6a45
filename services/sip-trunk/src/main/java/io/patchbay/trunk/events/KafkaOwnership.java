package io.patchbay.trunk.events;

import io.patchbay.contract.BackOff;
import io.patchbay.contract.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The replicas are a consumer group of the topic `trunk-state`: who has the partition of a trunk's
/// name looks after the trunk. The broker gives the partitions of one that has died to another
/// within [#SESSION]; nothing is read. While Kafka is away everybody keeps what they have.
public final class KafkaOwnership implements Ownership {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOwnership.class);
  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration CLOSING = Duration.ofMillis(800);

  private final String bootstrap;
  private final String replica;
  private final Set<Integer> mine = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile int partitions = 1;
  private volatile Runnable listener = () -> {};
  private volatile boolean retired;
  private volatile @Nullable Consumer<byte[], byte[]> current;

  /// Joins the group.
  ///
  /// @param replica names this one in the broker's log
  public KafkaOwnership(String bootstrap, String replica) {
    this.bootstrap = bootstrap;
    this.replica = replica;
    thread = Thread.ofPlatform().daemon().name("trunk-ownership").unstarted(this::run);
    thread.start();
  }

  @Override
  public boolean owns(String trunk) {
    return mine.contains(Math.floorMod(trunk.hashCode(), partitions));
  }

  @Override
  public void onChange(Runnable told) {
    listener = told;
  }

  /// Leaves the group, or joins it again, with the next poll.
  @Override
  public void retire(boolean goes) {
    retired = goes;
    Consumer<byte[], byte[]> open = current;
    if (open != null) {
      open.wakeup();
    }
  }

  private void run() {
    BackOff backOff = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(5));
    do {
      try {
        Consumer<byte[], byte[]> consumer = open();
        current = consumer;
        try {
          while (closed.getCount() > 0) {
            turn(consumer);
            backOff.reset();
          }
        } finally {
          current = null;
          consumer.close(CloseOptions.timeout(CLOSING));
        }
      } catch (KafkaException e) {
        LOG.warn("ownership of trunks: Kafka fails: {}", e.getMessage());
      }
    } while (!closedWithin(backOff.next()));
  }

  private void turn(Consumer<byte[], byte[]> consumer) {
    boolean away = retired;
    boolean member = !consumer.subscription().isEmpty();
    if (away && member) {
      // tells the listener that all is revoked
      consumer.unsubscribe();
      LOG.info("looks after no trunk any more");
    } else if (!away && !member) {
      consumer.subscribe(List.of(Topics.TRUNK_STATE.name()), new Assigned(consumer));
    }
    try {
      if (away) {
        var _ = closedWithin(IDLE);
      } else {
        consumer.poll(Duration.ofSeconds(1));
      }
    } catch (WakeupException _) {
      LOG.debug("ownership: looks again");
    }
  }

  private boolean closedWithin(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Consumer<byte[], byte[]> open() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, replica + "-ownership");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, "patchbay-trunk-owners");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(SESSION.toMillis()));
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 3_000);
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    closed.countDown();
    mine.clear();
    Consumer<byte[], byte[]> open = current;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(CLOSING.plusMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Assigned implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Assigned(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      // what others write is read elsewhere
      consumer.pause(assigned);
      partitions = Math.max(1, consumer.partitionsFor(Topics.TRUNK_STATE.name()).size());
      if (closed.getCount() > 0) {
        assigned.forEach(one -> mine.add(one.partition()));
      }
      LOG.info("looks after trunks of partitions {} of {}", mine, partitions);
      listener.run();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      revoked.forEach(one -> mine.remove(one.partition()));
      listener.run();
    }
  }
}
