package io.patchbay.standalone.bench;

import io.patchbay.standalone.jvm.JavaCommand;
import io.patchbay.standalone.jvm.JvmOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// An edge in a JVM of its own, as on a device in a branch, and the simulated world behind its
/// seven lines (`bench/device.yaml`).
final class Device implements AutoCloseable {
  private static final String MAIN = "io.patchbay.edge.EdgeMain";
  private static final int LINES = 7;
  private static final long DEADLINE_MILLIS = 60_000;
  private static final Pattern IN_SERVICE = Pattern.compile("\"linesInService\"\\s*:\\s*(\\d+)");

  private final JavaProcess simulator;
  private final JavaProcess edge;
  private final int simulatorPort;
  private final double startSeconds;

  /// The services it is to attach to.
  ///
  /// @param port of the gRPC door for edges
  /// @param token that proves it may
  record Uplink(int port, String token) {}

  private Device(JavaProcess simulator, JavaProcess edge, int simulatorPort, double startSeconds) {
    this.simulator = simulator;
    this.edge = edge;
    this.simulatorPort = simulatorPort;
    this.startSeconds = startSeconds;
  }

  /// As `./patchbay edge` starts it; returns when its lines are in service.
  ///
  /// @param directory for documents, data and logs
  /// @throws BenchFailure it does not come up
  static Device start(Path directory, Uplink uplink, LongSupplier nanoTime) {
    return start(
        directory, uplink, arguments -> JavaCommand.of(JvmOptions.EDGE, MAIN, arguments), nanoTime);
  }

  /// As [#start]; when the edge is stopped, its JVM writes what it learned into `cache`.
  static Device startTraining(Path directory, Uplink uplink, Path cache, LongSupplier nanoTime) {
    return start(
        directory,
        uplink,
        arguments -> JavaCommand.training(cache, JvmOptions.EDGE, MAIN, arguments),
        nanoTime);
  }

  private static Device start(
      Path directory, Uplink uplink, UnaryOperator<List<String>> jvm, LongSupplier nanoTime) {
    int offset = FreePorts.offset();
    JavaProcess simulator = simulator(directory, 9099 + offset, nanoTime);
    JavaProcess edge = null;
    try (var client = HttpClient.newHttpClient()) {
      long began = nanoTime.getAsLong();
      edge =
          JavaProcess.run(
              directory.resolve("edge.log"),
              jvm.apply(arguments(directory, uplink, 8085 + offset)),
              Map.of("PATCHBAY_EDGE_TOKEN", uplink.token()));
      awaitLines(edge, client, 8085 + offset, nanoTime);
      return new Device(simulator, edge, 9099 + offset, (nanoTime.getAsLong() - began) / 1e9);
    } catch (BenchFailure failure) {
      if (edge != null) {
        edge.close();
      }
      simulator.close();
      throw failure;
    }
  }

  private static void awaitLines(
      JavaProcess edge, HttpClient client, int port, LongSupplier nanoTime) {
    var health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    Waiting.forCondition(
        DEADLINE_MILLIS, nanoTime, () -> inService(client, health) == LINES || !edge.alive());
    if (!edge.alive() || inService(client, health) != LINES) {
      throw new BenchFailure("the edge has not " + LINES + " lines in service: " + edge.lastLine());
    }
  }

  private static JavaProcess simulator(Path directory, int port, LongSupplier nanoTime) {
    Path ports = directory.resolve("sim");
    var simulator =
        JavaProcess.start(
            directory.resolve("simulator.log"),
            JvmOptions.SIMULATOR,
            "io.patchbay.simulator.SimMain",
            List.of(
                "serve",
                "--dir",
                ports.toString(),
                "--port",
                Integer.toString(port),
                "--sim-lines",
                "4",
                "--fxs",
                "2",
                "--fxo",
                "1"));
    boolean there =
        Waiting.forCondition(
            DEADLINE_MILLIS,
            nanoTime,
            () ->
                !simulator.alive()
                    || (Files.exists(ports.resolve("gsm-4.pcm"))
                        && Files.exists(ports.resolve("fxo-1.sock"))));
    if (!there || !simulator.alive()) {
      simulator.close();
      throw new BenchFailure("the simulator does not start: " + simulator.lastLine());
    }
    return simulator;
  }

  private static List<String> arguments(Path directory, Uplink uplink, int port) {
    Path config = directory.resolve("config");
    try (InputStream document = Device.class.getResourceAsStream("/bench/device.yaml")) {
      if (document == null) {
        throw new BenchFailure("no built-in device.yaml");
      }
      Files.createDirectories(config);
      Files.write(config.resolve("device.yaml"), document.readAllBytes());
    } catch (IOException e) {
      throw new BenchFailure(config + ": " + e.getMessage(), e);
    }
    return List.of(
        "--name",
        "device",
        "--data",
        directory.resolve("edge").toString(),
        "--config",
        config.toString(),
        "--patchbay.placeholders.sim=" + directory.resolve("sim"),
        "--patchbay.placeholders.trunk-port=" + uplink.port(),
        "--micronaut.server.port=" + port);
  }

  private static int inService(HttpClient client, HttpRequest health) {
    try {
      var answer = client.send(health, HttpResponse.BodyHandlers.ofString());
      var matcher = IN_SERVICE.matcher(answer.body());
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (IOException e) {
      return 0; // not yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  /// From starting the JVM to all lines in service.
  double startSeconds() {
    return startSeconds;
  }

  double rssMegabytes() {
    return ProcessMeter.rssMegabytes(edge.pid());
  }

  int simulatorPort() {
    return simulatorPort;
  }

  /// SIGTERM to the edge; false: it did not end in time and was killed.
  boolean stop(long seconds) {
    return edge.stop(seconds);
  }

  @Override
  public void close() {
    edge.close();
    simulator.close();
  }
}
