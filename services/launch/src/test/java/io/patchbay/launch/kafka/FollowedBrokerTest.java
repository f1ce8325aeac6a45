package io.patchbay.launch.kafka;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker.
final class FollowedBrokerTest {
  private static final Instant NOON = Instant.parse("2020-05-05T12:00:00Z");

  @TempDir Path directory = Path.of("");

  /// What a follower told.
  private static final class Told implements TopicFollower.Sink {
    private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
    private final BlockingQueue<TopicFollower.State> states = new LinkedBlockingQueue<>();

    @Override
    public void take(List<TopicRecord> batch) {
      batch.forEach(record -> keys.add(record.key()));
    }

    @Override
    public void changed(TopicFollower.State state) {
      states.add(state);
    }

    Set<String> keys(int count) throws InterruptedException {
      Set<String> next = new HashSet<>();
      for (int i = 0; i < count; i++) {
        next.add(String.valueOf(keys.poll(20, TimeUnit.SECONDS)));
      }
      return next;
    }

    void await(TopicFollower.State expected) throws InterruptedException {
      TopicFollower.State state = TopicFollower.State.WAITING;
      while (state != null && state != expected) {
        state = states.poll(20, TimeUnit.SECONDS);
      }
      assertEquals(expected, state);
    }
  }

  @Test
  void everyFollowerReadsWhatItAskedFor() throws Exception {
    try (RunningBroker broker = BrokerFactory.start(directory);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      send(producer, Topics.CONFIG, NOON.minus(Duration.ofDays(9)), "Line/old");
      send(producer, Topics.CALL_RECORDS, NOON.minus(Duration.ofDays(1)), "yesterday");
      send(producer, Topics.CALL_RECORDS, NOON.minus(Duration.ofHours(1)), "today");
      send(producer, Topics.SMS_STATUS, NOON, "before");
      for (int follower = 0; follower < 2; follower++) {
        Told told = new Told();
        try (TopicFollower following = follow(broker, told)) {
          assertEquals(Set.of("Line/old", "today"), told.keys(2));
          told.await(TopicFollower.State.UP_TO_DATE);
          assertEquals(TopicFollower.State.UP_TO_DATE, following.state());
          send(producer, Topics.SMS_STATUS, NOON, "after");
          assertEquals(Set.of("after"), told.keys(1));
        }
        assertTrue(told.keys.isEmpty());
      }
    }
  }

  /// Larger than a broker takes unless it is told so.
  @Test
  void theLastStatesAreReadAgain() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    List<byte[]> states = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      byte[] state = new byte[3 << 20];
      random.nextBytes(state);
      states.add(state);
    }
    try (RunningBroker broker = BrokerFactory.start(directory);
        StateLog log =
            new StateLog(new FollowerSettings(broker.bootstrap(), "test"), Topics.CALL_DIGEST)) {
      assertEquals(List.of(), log.last());
      states.forEach(log::write);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      List<byte[]> last = log.last();
      while (last.isEmpty() || !Arrays.equals(last.getLast(), states.getLast())) {
        assertTrue(System.nanoTime() < deadline, last.size() + " states after 20 s");
        last = log.last();
      }
      assertArrayEquals(states.subList(2, 6).toArray(byte[][]::new), last.toArray(byte[][]::new));
    }
  }

  @Test
  void topicsThatAreMissingAreCreatedWithTheirSettings() throws Exception {
    try (RunningBroker broker = BrokerFactory.start(directory);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      List<Topic> gone = List.of(Topics.LIMIT_LEDGER, Topics.LIMIT_STATE, Topics.SMS_STATUS);
      admin.deleteTopics(gone.stream().map(Topic::name).toList()).all().get(20, TimeUnit.SECONDS);
      awaitTopics(admin, names -> gone.stream().noneMatch(topic -> names.contains(topic.name())));
      ConfigResource digest =
          new ConfigResource(ConfigResource.Type.TOPIC, Topics.CALL_DIGEST.name());
      admin
          .incrementalAlterConfigs(
              Map.of(
                  digest,
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("max.message.bytes", "1000"), AlterConfigOp.OpType.SET))))
          .all()
          .get(20, TimeUnit.SECONDS);
      TopicCreation.now(broker.bootstrap());
      List<String> all = Topics.ALL.stream().map(Topic::name).toList();
      awaitTopics(admin, names -> names.containsAll(all));
      TopicCreation.now(broker.bootstrap());
      for (Topic topic : List.of(Topics.LIMIT_LEDGER, Topics.LIMIT_STATE, Topics.CALL_DIGEST)) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config =
            admin.describeConfigs(List.of(resource)).all().get(20, TimeUnit.SECONDS).get(resource);
        topic
            .settings()
            .forEach((name, value) ->
                assertEquals(value, requireNonNull(config).get(name).value(), topic + " " + name));
      }
    }
  }

  /// What the controller has done the broker knows a little later.
  private static void awaitTopics(Admin admin, Predicate<Set<String>> expected) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Set<String> names = admin.listTopics().names().get(20, TimeUnit.SECONDS);
    while (!expected.test(names)) {
      assertTrue(System.nanoTime() < deadline, "after 20 s: " + names);
      names = admin.listTopics().names().get(20, TimeUnit.SECONDS);
    }
  }

  private static TopicFollower follow(RunningBroker broker, Told told) {
    return TopicFollower.start(
        new FollowerSettings(broker.bootstrap(), "test"),
        List.of(
            new Reading.Whole(Topics.CONFIG),
            new Reading.Since(Topics.CALL_RECORDS, NOON.minus(Duration.ofHours(12))),
            new Reading.FromNow(Topics.SMS_STATUS)),
        told,
        System::nanoTime);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, Topic topic, Instant at, String key)
      throws Exception {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    producer
        .send(new ProducerRecord<>(topic.name(), 0, at.toEpochMilli(), bytes, bytes))
        .get(10, TimeUnit.SECONDS);
  }
}
