package io.patchbay.standalone.bench;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.patchbay.contract.Topics.Topic;
import io.patchbay.standalone.broker.Broker;
import io.patchbay.standalone.jvm.JavaCommand;
import io.patchbay.standalone.jvm.JvmOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A broker in this process and replicas of dial-plan, each a JVM as `./patchbay up --processes`
/// starts it. Not thread-safe.
final class PolicyCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final long DEADLINE_MILLIS = 60_000;

  private final Path directory;
  private final LongSupplier nanoTime;
  private final Broker broker;
  private final String bootstrap;
  private final int offset;
  private final Producer<String, byte[]> producer;
  private final List<Replica> replicas = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /// @param answersSeconds from starting the JVM to answering with documents
  /// @param startSeconds to having read everything, too
  record Replica(
      JavaProcess process, ManagedChannel channel, double answersSeconds, double startSeconds) {
    double rssMegabytes() {
      return ProcessMeter.rssMegabytes(process.pid());
    }
  }

  private PolicyCluster(Path directory, int offset, LongSupplier nanoTime) {
    this.directory = directory;
    this.offset = offset;
    this.nanoTime = nanoTime;
    int port = 19_092 + offset;
    bootstrap = HOST + ":" + port;
    broker = Broker.start(directory.resolve("kafka"), HOST, port, port + 1);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "5"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// The broker, and nothing in it.
  static PolicyCluster start(Path directory, LongSupplier nanoTime) {
    return new PolicyCluster(directory, FreePorts.offset(), nanoTime);
  }

  /// Sends a record; what was sent before it is in Kafka after [#flush].
  void send(Topic topic, String key, byte[] value) {
    var _ = producer.send(new ProducerRecord<>(topic.name(), key, value));
  }

  void flush() {
    producer.flush();
  }

  /// Another replica; returns when it has read everything.
  ///
  /// @throws BenchFailure it does not come up
  Replica addReplica(Path lists) {
    int number = replicas.size();
    int httpPort = 8080 + offset + number;
    int grpcPort = 9090 + offset + number;
    long began = nanoTime.getAsLong();
    JavaProcess process =
        JavaProcess.run(
            directory.resolve("dial-plan-" + number + ".log"),
            JavaCommand.of(
                JvmOptions.CALLS,
                "io.patchbay.dialplan.DialPlanMain",
                List.of(
                    "--micronaut.server.port=" + httpPort,
                    "--grpc.server.port=" + grpcPort,
                    "--patchbay.bind=" + HOST,
                    "--patchbay.lists=" + lists,
                    "--patchbay.kafka.bootstrap=" + bootstrap)));
    var health =
        HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + httpPort + "/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    await(process, () -> says(health, "\"documents\":2"), "has no documents");
    double answers = (nanoTime.getAsLong() - began) / 1e9;
    await(process, () -> says(health, "\"up-to-date\""), "has not read everything");
    double seconds = (nanoTime.getAsLong() - began) / 1e9;
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(HOST, grpcPort).usePlaintext().directExecutor().build();
    Replica replica = new Replica(process, channel, answers, seconds);
    replicas.add(replica);
    return replica;
  }

  List<Replica> replicas() {
    return List.copyOf(replicas);
  }

  private void await(JavaProcess process, BooleanSupplier condition, String otherwise) {
    boolean there =
        Waiting.forCondition(
            DEADLINE_MILLIS, nanoTime, () -> condition.getAsBoolean() || !process.alive());
    if (!there || !process.alive()) {
      String why = process.lastLine();
      process.close();
      throw new BenchFailure("dial-plan " + otherwise + ": " + why);
    }
  }

  private boolean says(HttpRequest health, String words) {
    try {
      return http.send(health, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
          .body()
          .contains(words);
    } catch (IOException e) {
      return false; // not yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  @Override
  public void close() {
    replicas.forEach(replica -> {
      replica.channel().shutdownNow();
      replica.process().close();
    });
    http.close();
    producer.close(Duration.ofSeconds(2));
    broker.close();
  }
}
