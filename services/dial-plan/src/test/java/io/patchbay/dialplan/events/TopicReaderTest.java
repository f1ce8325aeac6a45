package io.patchbay.dialplan.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Topics;
import io.patchbay.contract.Topics.Topic;
import io.patchbay.testkit.broker.BrokerFactory;
import io.patchbay.testkit.broker.BrokerFactory.RunningBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker.
final class TopicReaderTest {
  private static final Instant NOON = Instant.parse("2020-05-05T12:00:00Z");

  @TempDir Path directory = Path.of("");

  @Test
  void everyReaderReadsConfigurationFromTheBeginningAndCallsOfTheDay() throws Exception {
    try (RunningBroker broker = BrokerFactory.start(directory);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      send(producer, Topics.CONFIG, NOON.minus(Duration.ofDays(9)), "Line/old");
      send(producer, Topics.CALL_RECORDS, NOON.minus(Duration.ofDays(1)), "yesterday");
      send(producer, Topics.CALL_RECORDS, NOON.minus(Duration.ofHours(1)), "today");
      for (int reader = 0; reader < 2; reader++) {
        BlockingQueue<TopicRecord> taken = new LinkedBlockingQueue<>();
        TopicReader topics =
            new TopicReader(
                new ConsumerSettings(broker.bootstrap())::open,
                taken::addAll,
                InstantSource.fixed(NOON));
        Thread thread = Thread.ofVirtual().start(topics);
        List<String> first = List.of(next(taken), next(taken));
        assertTrue(first.containsAll(List.of("Line/old", "today")), first.toString());
        send(producer, Topics.LINE_STATE, NOON, "gsm-" + reader);
        List<String> then = reader == 0 ? List.of(next(taken)) : List.of(next(taken), next(taken));
        assertTrue(then.contains("gsm-" + reader), then.toString());
        assertEquals(TopicReader.State.UP_TO_DATE, topics.state());
        topics.stop();
        assertTrue(thread.join(Duration.ofSeconds(10)));
      }
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, Topic topic, Instant at, String key)
      throws Exception {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    producer
        .send(new ProducerRecord<>(topic.name(), 0, at.toEpochMilli(), bytes, bytes))
        .get(10, TimeUnit.SECONDS);
  }

  private static String next(BlockingQueue<TopicRecord> taken) throws InterruptedException {
    TopicRecord record = taken.poll(20, TimeUnit.SECONDS);
    return record == null ? "nothing" : record.key();
  }
}
