package io.patchbay.dialplan.events;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How the topics are read.
///
/// @param bootstrap host:port, comma separated
public record ConsumerSettings(String bootstrap) {
  /// A consumer without a group; facts are to be known some milliseconds after they happened.
  public Consumer<byte[], byte[]> open() {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "dial-plan",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            500,
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            30_000,
            ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            1_000,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            5_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
