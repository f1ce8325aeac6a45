package io.patchbay.launch.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// How a follower reads.
///
/// @param bootstrap host:port, comma separated
/// @param clientId names the follower in the broker's log and its thread here
public record FollowerSettings(String bootstrap, String clientId) {
  /// The broker collects for so long: a record is that much later at most, and there are that few
  /// requests.
  private static final Duration FETCH_WAIT = Duration.ofMillis(100);

  private static final int WORTH_AN_ANSWER = 16 << 10;

  /// Of one partition at once, when there is much to catch up with.
  private static final int LARGEST_FETCH = 4 << 20;

  /// The operating system's choice: what Kafka has sent waits here while a batch is taken.
  private static final int GROWING_BUFFER = -1;

  /// Without a group: every replica reads everything.
  Consumer<byte[], byte[]> open() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_AN_ANSWER);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(FETCH_WAIT.toMillis()));
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_FETCH);
    settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, GROWING_BUFFER);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
    settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 4_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
