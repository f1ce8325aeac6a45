package io.patchbay.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.console.Console;
import io.patchbay.console.config.Configuration;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.AuditRecord;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.testkit.broker.BrokerFactory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveTest {
  private final BrokerFactory.RunningBroker broker;
  private final Console console;
  private final KafkaProducer<String, byte[]> producer;
  private final HttpClient http = HttpClient.newHttpClient();

  LiveTest(@TempDir Path kafka, @TempDir Path directory) throws Exception {
    broker = BrokerFactory.start(kafka);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    publish(Topics.LINE_STATE, "gsm-1", line("before the start", 1_000));
    console = Console.start(directory, Map.of("patchbay.kafka.bootstrap", broker.bootstrap()));
    Console.await(() -> console.get(Feed.class).state() == TopicFollower.State.UP_TO_DATE);
  }

  @AfterAll
  void stop() {
    http.shutdownNow();
    producer.close(Duration.ZERO);
    console.close();
    broker.close();
  }

  private void publish(Topics.Topic topic, String key, com.google.protobuf.Message value)
      throws Exception {
    producer
        .send(new ProducerRecord<>(topic.name(), key, value.toByteArray()))
        .get(10, TimeUnit.SECONDS);
  }

  private static LineStateRecord line(String operator, long atMillis) {
    return LineStateRecord.newBuilder()
        .setLine("gsm-1")
        .setEdge("edge-1")
        .setKind(LineKind.LINE_KIND_SIM)
        .setAt(Timestamps.fromMillis(atMillis))
        .setStatus(
            LineStatus.newBuilder()
                .setState(LineState.LINE_STATE_IN_SERVICE)
                .setOperator(operator)
                .putIdentity("network", "26201")
                .setSignalDbm(-71))
        .build();
  }

  /// The lines of a stream as they come.
  private Queue<String> watch(String path) {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    var request =
        console.request("victor:victorpass", path).timeout(Duration.ofSeconds(60)).build();
    Thread.ofVirtual()
        .start(() -> {
          try {
            HttpResponse<java.util.stream.Stream<String>> answer =
                http.send(request, HttpResponse.BodyHandlers.ofLines());
            answer.body().forEach(lines::add);
          } catch (IOException | InterruptedException | java.io.UncheckedIOException e) {
            lines.add("over: " + e);
          }
        });
    Console.await(() -> !lines.isEmpty());
    return lines;
  }

  private static boolean has(Queue<String> lines, String part) {
    return lines.stream().anyMatch(line -> line.contains(part));
  }

  @Test
  void whatWasCompactedIsOnTheBoardAndChangesArePushed() throws Exception {
    assertTrue(console.get("victor:victorpass", "/api/lines").body().contains("before the start"));
    Queue<String> events = watch("/api/events");
    Queue<String> sections = watch("/live");
    Console.await(() -> has(sections, "event: records"));
    publish(Topics.LINE_STATE, "gsm-1", line("Pushed Telecom <b>", 2_000));
    Console.await(() -> has(events, "event: line"));
    Console.await(() -> has(events, "Pushed Telecom"));
    Console.await(() -> has(sections, "Pushed Telecom &lt;b&gt; (DE)"));
    assertFalse(has(sections, "Telecom <b>"), "what a network says is text");
    assertTrue(has(sections, "class=\"bars b4\""));
  }

  @Test
  void aLiveCallComesAndGoes() throws Exception {
    Queue<String> sections = watch("/live");
    CallEvent.Builder event =
        CallEvent.newBuilder()
            .setType(CallEvent.Type.TYPE_STARTED)
            .setCall(
                Call.newBuilder()
                    .setCallId("live-1")
                    .setCallingNumber("+8613812345678")
                    .setStartedAt(Timestamps.fromMillis(System.currentTimeMillis())));
    publish(Topics.CALL_EVENTS, "live-1", event.build());
    Console.await(() -> has(sections, "data-hang-up=\"live-1\""));
    assertTrue(console.get("victor:victorpass", "/api/calls").body().contains("+8613812345678"));
    publish(Topics.CALL_EVENTS, "live-1", event.setType(CallEvent.Type.TYPE_ENDED).build());
    Console.await(() -> !console.get("victor:victorpass", "/api/calls").body().contains("live-1"));
  }

  @Test
  void documentsAndAuditReachKafka() throws Exception {
    Configuration configuration = console.get(Configuration.class);
    configuration.put(
        DocumentYaml.parse("t", "{kind: Extension, name: '150', spec: {password: topsecret150}}")
            .getFirst(),
        "test");
    Console.await(() -> configuration.unpublished().isEmpty());
    configuration.delete("Extension", "150", "test");
    Console.await(() -> configuration.unpublished().isEmpty());
    List<byte[]> ofKey = read(Topics.CONFIG, "Extension/150");
    Document put = Document.parseFrom(ofKey.getFirst());
    assertEquals("", put.getExtension().getPassword());
    assertEquals(32, put.getExtension().getHa1Md5().length());
    Document deletion = Document.parseFrom(ofKey.getLast());
    assertEquals(Document.SpecCase.SPEC_NOT_SET, deletion.getSpecCase());
    assertEquals(2, deletion.getRevision());
    assertEquals(1, read(Topics.CONFIG, "User/admin").size());

    console.send(console.request("olga:olgapass", "/api/calls/none").DELETE());
    Console.await(() -> !read(Topics.AUDIT, "olga").isEmpty());
    assertEquals(
        "call-hang-up", AuditRecord.parseFrom(read(Topics.AUDIT, "olga").getFirst()).getAction());
  }

  private List<byte[]> read(Topics.Topic topic, String key) {
    Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrap()));
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      List<byte[]> values = new java.util.ArrayList<>();
      while (consumer.position(partition) < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (key.equals(record.key())) {
            values.add(record.value());
          }
        }
      }
      return values;
    }
  }
}
