package io.patchbay.dialplan.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.patchbay.contract.Topics;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.routing.PhoneWords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what phones set by feature codes, a key for each feature of a phone, so that two
/// settings made at the same time do not meet. Thread-safe.
public final class PhoneSettings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneSettings.class);

  /// A trunk waits 200 ms for a decision.
  private static final Duration PATIENCE = Duration.ofMillis(150);

  private final Producer<byte[], byte[]> producer;

  public PhoneSettings(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ProducerConfig.CLIENT_ID_CONFIG, "dial-plan-phones",
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Thread.ofVirtual().start(this::findTheWay);
  }

  /// The first setting is not to wait for that.
  private void findTheWay() {
    try {
      var _ = producer.partitionsFor(Topics.PHONE_SETTINGS.name());
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("{}: {}", Topics.PHONE_SETTINGS.name(), e.getMessage());
    }
  }

  /// Whether it is kept, within [#PATIENCE]. After a false it may still be, when Kafka was slow.
  public CompletableFuture<Boolean> keep(PhoneSetting setting) {
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    // may wait for Kafka
    Thread.ofVirtual().start(() -> send(setting, kept));
    return kept.completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void send(PhoneSetting setting, CompletableFuture<Boolean> kept) {
    String key = PhoneWords.key(setting);
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.PHONE_SETTINGS.name(), key.getBytes(UTF_8), setting.toByteArray()),
              (_, failure) -> {
                if (failure != null) {
                  LOG.warn("{}: not kept: {}", key, failure.getMessage());
                }
                kept.complete(failure == null);
              });
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("{}: not kept: {}", key, e.getMessage());
      kept.complete(false);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofMillis(200));
  }
}
