package io.patchbay.trunk.events;

import com.google.protobuf.MessageLite;
import io.patchbay.contract.BackOff;
import io.patchbay.contract.Topics;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bounded buffer before the Kafka producer, emptied by one platform thread: the producer may
/// block while the broker is away, a call must not.
public final class KafkaFactLog implements FactLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFactLog.class);
  private static final int CAPACITY = 50_000;

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final LongAdder dropped = new LongAdder();
  private final String bootstrap;
  private final Thread thread;
  private volatile boolean closed;

  private record Waiting(String topic, String key, byte[] value, Consumer<Boolean> done) {}

  public KafkaFactLog(String bootstrap) {
    this.bootstrap = bootstrap;
    thread = Thread.ofPlatform().name("facts").daemon().start(this::run);
  }

  /// Facts lost since the buffer was full.
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public void publish(Topics.Topic topic, String key, MessageLite fact) {
    publish(topic, key, fact, _ -> {});
  }

  @Override
  public void publish(Topics.Topic topic, String key, MessageLite fact, Consumer<Boolean> done) {
    if (closed || !queue.offer(new Waiting(topic.name(), key, fact.toByteArray(), done))) {
      dropped.increment();
      done.accept(false);
    }
  }

  private void run() {
    BackOff backOff = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(5));
    while (!closed) {
      try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(properties())) {
        backOff.reset();
        while (!closed || !queue.isEmpty()) {
          Waiting next = queue.poll(200, TimeUnit.MILLISECONDS);
          if (next != null) {
            send(producer, next);
          }
        }
        producer.close(Duration.ofSeconds(1));
      } catch (KafkaException e) {
        LOG.warn("no Kafka producer: {}", e.getMessage());
        pause(backOff.next());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(KafkaProducer<String, byte[]> producer, Waiting fact) {
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(fact.topic(), fact.key(), fact.value()),
              (_, failure) -> fact.done().accept(failure == null));
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("fact for {} not written: {}", fact.topic(), e.getMessage());
      fact.done().accept(false);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "50");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "60000");
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    properties.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, "5000");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }

  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(Duration.ofMillis(1500))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
