package io.patchbay.launch.kafka;

import io.patchbay.contract.BackOff;
import io.patchbay.contract.Topics.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows topics alone, without a group, on a platform thread of its own: every replica knows
/// everything.
///
/// When Kafka fails, a new consumer goes on where the last one was; a topic that is not there is
/// waited for. The thread is never interrupted: a consumer that is interrupted complains.
public final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
  private static final Duration LOOK_SOON = Duration.ofMillis(250);
  private static final Duration CLOSING = Duration.ofMillis(400);

  private final String name;
  private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
  private final List<Reading> readings;
  private final Sink sink;
  private final LongSupplier nanoTime;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile State state = State.WAITING;
  private volatile @Nullable Consumer<byte[], byte[]> current;

  /// How far it is.
  public enum State {
    /// Kafka has not answered yet.
    WAITING,
    /// Reading what was there before, or waiting for a topic that is not there yet.
    CATCHING_UP,
    /// Everything that was there when it attached has been taken.
    UP_TO_DATE,
    /// Kafka failed or has none of the topics; it tries again.
    AWAY
  }

  /// What is read. Called on the follower's thread; what it throws is logged and passed over.
  @FunctionalInterface
  public interface Sink {
    /// A batch, each partition in order.
    void take(List<TopicRecord> batch);

    /// Everything that was in this topic when it was attached has been taken. Said again after a
    /// failure.
    default void caughtUp(Topic topic) {}

    /// The state is another.
    default void changed(State state) {}
  }

  private TopicFollower(
      String name,
      Supplier<? extends Consumer<byte[], byte[]>> consumers,
      List<Reading> readings,
      Sink sink,
      LongSupplier nanoTime) {
    this.name = name;
    this.consumers = consumers;
    this.readings = List.copyOf(readings);
    this.sink = sink;
    this.nanoTime = nanoTime;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /// Follows from now on.
  public static TopicFollower start(
      FollowerSettings settings, List<Reading> readings, Sink sink, LongSupplier nanoTime) {
    return start(settings.clientId() + "-topics", settings::open, readings, sink, nanoTime);
  }

  /// @param consumers makes a consumer, again after a failure
  static TopicFollower start(
      String name,
      Supplier<? extends Consumer<byte[], byte[]>> consumers,
      List<Reading> readings,
      Sink sink,
      LongSupplier nanoTime) {
    TopicFollower follower = new TopicFollower(name, consumers, readings, sink, nanoTime);
    follower.thread.start();
    return follower;
  }

  public State state() {
    return state;
  }

  private void run() {
    BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(3));
    do {
      try {
        Consumer<byte[], byte[]> consumer = consumers.get();
        current = consumer;
        try {
          follow(new Attachment(consumer, readings, positions), backOff);
        } finally {
          current = null;
          consumer.close(CloseOptions.timeout(CLOSING));
        }
      } catch (WakeupException _) {
        LOG.debug("{}: closing", name);
      } catch (KafkaException e) {
        away(e);
      } catch (RuntimeException e) {
        LOG.error("{}: failed by our own fault, a new consumer goes on", name, e);
        change(State.AWAY);
      }
    } while (!closedWithin(backOff.next()));
  }

  private void follow(Attachment attachment, BackOff backOff) {
    long look = nanoTime.getAsLong();
    while (closed.getCount() > 0) {
      if (nanoTime.getAsLong() - look >= 0) {
        // fails when Kafka does not answer: the poll itself would wait for ever
        attachment.look();
        Duration rest = attachment.complete() ? LOOK_AGAIN : LOOK_SOON;
        look = nanoTime.getAsLong() + rest.toNanos();
      }
      attachment.caughtUp().forEach(this::caughtUp);
      change(attachment.upToDate() ? State.UP_TO_DATE : State.CATCHING_UP);
      attachment.step(attachment.complete() ? POLL : LOOK_SOON, this::deliver);
      backOff.reset();
    }
  }

  private void deliver(List<TopicRecord> batch) {
    try {
      sink.take(batch);
    } catch (RuntimeException e) {
      LOG.error("{}: {} records passed over by our own fault", name, batch.size(), e);
    }
  }

  private void caughtUp(Topic topic) {
    LOG.debug("{}: {} has been read", name, topic.name());
    try {
      sink.caughtUp(topic);
    } catch (RuntimeException e) {
      LOG.error("{}: the end of {} passed over by our own fault", name, topic.name(), e);
    }
  }

  private void away(KafkaException reason) {
    if (closed.getCount() > 0 && state != State.AWAY) {
      LOG.warn("{}: Kafka is away, trying again: {}", name, reason.toString());
      change(State.AWAY);
    }
  }

  private void change(State next) {
    if (state == next) {
      return;
    }
    state = next;
    LOG.debug("{}: {}", name, next);
    try {
      sink.changed(next);
    } catch (RuntimeException e) {
      LOG.error("{}: {} passed over by our own fault", name, next, e);
    }
  }

  private boolean closedWithin(Duration length) {
    try {
      return closed.await(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }

  /// Lets the batch at hand be taken, for half a second at most.
  @Override
  public void close() {
    closed.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (!thread.join(CLOSING.plusMillis(100))) {
        LOG.debug("{}: still closing", name);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
