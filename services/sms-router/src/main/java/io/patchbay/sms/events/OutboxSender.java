package io.patchbay.sms.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.patchbay.contract.Fault;
import io.patchbay.sms.store.Database;
import io.patchbay.sms.store.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// From the outbox to Kafka: at least once, a message's events in order. For one thread.
public final class OutboxSender implements AutoCloseable {
  private static final int BATCH = 500;
  private static final int ANSWER_LIMIT_S = 15;

  private final Database database;
  private final Producer<byte[], byte[]> producer;

  public OutboxSender(Database database, Clients clients) {
    this.database = database;
    this.producer = clients.producer();
  }

  /// Sends the oldest events and forgets them once the broker has them.
  ///
  /// @return whether there may be more
  /// @throws Fault UNAVAILABLE while broker or database are away
  public boolean send() {
    return database.transact(transaction -> {
      List<Outbox.Event> events = Outbox.oldest(transaction, BATCH);
      send(events);
      Outbox.delete(transaction, events);
      return events.size() == BATCH;
    });
  }

  private void send(List<Outbox.Event> events) {
    List<Future<?>> answers = new ArrayList<>();
    try {
      for (Outbox.Event event : events) {
        answers.add(
            producer.send(
                new ProducerRecord<>(event.topic(), event.key().getBytes(UTF_8), event.value())));
      }
      for (Future<?> answer : answers) {
        answer.get(ANSWER_LIMIT_S, SECONDS);
      }
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new Fault(
          Fault.Kind.UNAVAILABLE, "events wait in the outbox, Kafka does not take them: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(Fault.Kind.UNAVAILABLE, "stopped while sending events", e);
    }
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofMillis(200));
  }
}
