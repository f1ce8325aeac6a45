package io.patchbay.console.events;

import io.patchbay.console.config.Configuration;
import io.patchbay.contract.Fault;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.Kinds;
import io.patchbay.proto.config.v1.Document;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what the database has and Kafka has not to the topic `config`. Runs on a thread of its
/// own until interrupted.
public final class ConfigPublisher implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigPublisher.class);
  private static final int LOOK_AGAIN_S = 5;

  private final Configuration configuration;
  private final Supplier<Producer<String, byte[]>> producers;
  private final Semaphore changed = new Semaphore(0);

  public ConfigPublisher(
      Configuration configuration, Supplier<Producer<String, byte[]>> producers) {
    this.configuration = configuration;
    this.producers = producers;
    configuration.onChange(changed::release);
  }

  @Override
  public void run() {
    try (Sender sender = new Sender(producers)) {
      while (!Thread.currentThread().isInterrupted()) {
        // a change of another replica that died before it could publish is found by looking again
        boolean woken = changed.tryAcquire(LOOK_AGAIN_S, TimeUnit.SECONDS);
        changed.drainPermits();
        if (woken || configuration.loaded()) {
          publish(sender);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(Sender sender) throws InterruptedException {
    try {
      List<Document> documents = configuration.unpublished();
      if (documents.isEmpty()) {
        return;
      }
      sender.send(
          Topics.CONFIG,
          documents.stream()
              .map(each -> new Sender.Item(Kinds.key(each), each.toByteArray()))
              .toList());
      documents.forEach(configuration::published);
      LOG.info("configuration: {} documents published", documents.size());
    } catch (Fault e) {
      LOG.warn("configuration: not published yet: {}", e.getMessage());
    }
  }
}
