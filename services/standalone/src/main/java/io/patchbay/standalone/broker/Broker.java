package io.patchbay.standalone.broker;

import io.patchbay.launch.kafka.TopicCreation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// One Kafka broker and controller (KRaft) in this process, with every topic of `Topics`.
public final class Broker implements AutoCloseable {
  private final KafkaRaftServer server;

  private Broker(KafkaRaftServer server) {
    this.server = server;
  }

  /// Starts on existing data, or formats the directory first. Blocks until the topics exist.
  ///
  /// @throws BrokerFailure it does not start; the message is one line for the user
  public static Broker start(Path directory, String bind, int port, int controllerPort) {
    Properties settings = settings(directory, bind, port, controllerPort);
    try {
      format(directory);
    } catch (Exception e) {
      throw new BrokerFailure("Kafka: cannot prepare " + directory + ": " + e.getMessage(), e);
    }
    var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
    try {
      TopicCreation.now(bind + ":" + port);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      server.shutdown();
      throw new BrokerFailure("Kafka: topics were not created: " + e, e);
    }
    return new Broker(server);
  }

  private static Properties settings(Path directory, String bind, int port, int controllerPort) {
    var settings = new Properties();
    Map<String, Object> values =
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@" + bind + ":" + controllerPort),
            Map.entry(
                "listeners",
                "PLAINTEXT://"
                    + bind
                    + ":"
                    + port
                    + ",CONTROLLER://"
                    + bind
                    + ":"
                    + controllerPort),
            Map.entry("advertised.listeners", "PLAINTEXT://" + bind + ":" + port),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("log.dirs", directory.toString()),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("num.partitions", "1"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"),
            Map.entry("controlled.shutdown.enable", "false"),
            Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20)));
    settings.putAll(values);
    return settings;
  }

  private static void format(Path directory) throws Exception {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(directory);
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setDirectories(new ArrayList<>(List.of(directory.toString())))
        .setMetadataLogDirectory(directory.toString())
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(true)
        .run();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
