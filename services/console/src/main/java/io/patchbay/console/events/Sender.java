package io.patchbay.console.events;

import io.patchbay.contract.BackOff;
import io.patchbay.contract.Topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes to Kafka and returns when it has taken all; tries until then. For one thread, which it
/// blocks.
final class Sender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Duration CLOSING = Duration.ofMillis(300);

  private final Supplier<Producer<String, byte[]>> producers;
  private final BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(3));
  private final List<Producer<String, byte[]>> open = new ArrayList<>();

  Sender(Supplier<Producer<String, byte[]>> producers) {
    this.producers = producers;
  }

  /// One value and its key.
  record Item(String key, byte[] value) {}

  /// Sends in order; after a failure all again, which the readers do not mind.
  ///
  /// @throws InterruptedException when it is to stop
  void send(Topic topic, List<Item> items) throws InterruptedException {
    boolean sent = false;
    while (!sent) {
      try {
        trySend(topic, items);
        sent = true;
        backOff.reset();
      } catch (ExecutionException | TimeoutException | KafkaException e) {
        LOG.warn(
            "{}: Kafka did not take {} records, trying again: {}",
            topic.name(),
            items.size(),
            e.toString());
        close();
        TimeUnit.MILLISECONDS.sleep(backOff.next().toMillis());
      }
    }
  }

  private void trySend(Topic topic, List<Item> items)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (open.isEmpty()) {
      open.add(producers.get());
    }
    Producer<String, byte[]> producer = open.getFirst();
    List<Future<?>> answers = new ArrayList<>();
    for (Item item : items) {
      answers.add(producer.send(new ProducerRecord<>(topic.name(), item.key(), item.value())));
    }
    for (Future<?> answer : answers) {
      answer.get(10, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    // an interrupted thread could not wait for the producer's own
    boolean interrupted = Thread.interrupted();
    open.forEach(producer -> producer.close(CLOSING));
    open.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
