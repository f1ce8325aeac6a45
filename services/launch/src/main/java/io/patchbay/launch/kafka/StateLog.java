package io.patchbay.launch.kafka;

import io.patchbay.contract.Topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// States that replicas write down from time to time, so that one that starts goes on from there.
/// Each replica writes its own; any of the last ones will do. Compressed. Thread-safe.
public final class StateLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateLog.class);
  private static final byte[] KEY = "state".getBytes(StandardCharsets.UTF_8);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSING = Duration.ofMillis(200);

  /// A replica that lags may have written the last one; the others are behind it.
  private static final int READ = 4;

  private final TopicPartition partition;
  private final FollowerSettings reading;
  private final Producer<byte[], byte[]> producer;

  /// @param reading whose name the writer has, too
  /// @param topic of states, with one partition
  public StateLog(FollowerSettings reading, Topic topic) {
    this.reading = reading;
    partition = new TopicPartition(topic.name(), 0);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                reading.bootstrap(),
                ProducerConfig.CLIENT_ID_CONFIG,
                reading.clientId(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topic.LARGEST_STATE,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Topic.LARGEST_STATE,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                1_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                5_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// Writes a state down; blocks for a second at most. What is not written is logged, and written
  /// with the next one.
  public void write(byte[] state) {
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(partition.topic(), partition.partition(), KEY, state),
              (_, failure) -> {
                if (failure != null) {
                  notWritten(state, failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      notWritten(state, e);
    }
  }

  private void notWritten(byte[] state, Exception reason) {
    LOG.warn(
        "{}: {} bytes not written down: {}", partition.topic(), state.length, reason.toString());
  }

  /// The states that were written last, at most four of them, the newest at the end; none when the
  /// topic is not there. Blocks.
  ///
  /// @throws KafkaException when Kafka does not answer
  public List<byte[]> last() {
    Consumer<byte[], byte[]> consumer = reading.open();
    try {
      return consumer.listTopics().containsKey(partition.topic()) ? last(consumer) : List.of();
    } finally {
      consumer.close(CloseOptions.timeout(CLOSING));
    }
  }

  private List<byte[]> last(Consumer<byte[], byte[]> consumer) {
    consumer.assign(List.of(partition));
    long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    consumer.seek(partition, Math.max(begin, end(consumer) - READ));
    List<byte[]> states = new ArrayList<>();
    // asking for the end fails when Kafka does not answer: the poll itself would wait for ever
    while (consumer.position(partition) < end(consumer)) {
      consumer.poll(POLL).forEach(record -> states.add(record.value()));
    }
    // others may have written more in the meantime
    return states.subList(Math.max(0, states.size() - READ), states.size());
  }

  private long end(Consumer<byte[], byte[]> consumer) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
