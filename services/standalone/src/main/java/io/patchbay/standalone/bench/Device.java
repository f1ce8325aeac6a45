package io.patchbay.standalone.bench;

import io.patchbay.standalone.jvm.JavaCommand;
import io.patchbay.standalone.jvm.JvmOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// An edge in a JVM of its own, as on a device in a branch, and the simulated world behind its
/// lines: `device-gsm-1` …, which call extension 101, `device-fxs-1`, `device-fxs-2` and
/// `device-fxo-1`.
final class Device implements AutoCloseable {
  private static final String MAIN = "io.patchbay.edge.EdgeMain";
  private static final int ANALOGUE = 3;
  private static final int NOBODY = 9; // discard: nothing listens there
  private static final long DEADLINE_MILLIS = 60_000;
  private static final Pattern IN_SERVICE = Pattern.compile("\"linesInService\"\\s*:\\s*(\\d+)");

  private final JavaProcess simulator;
  private final JavaProcess edge;
  private final Path ports;
  private final int simulatorPort;
  private final URI http;
  private final double startSeconds;

  /// The services it is to attach to.
  ///
  /// @param port of the gRPC door for edges
  /// @param token that proves it may
  /// @param configure makes documents, in YAML, known to them
  record Uplink(int port, String token, Consumer<String> configure) {
    /// Nobody there.
    static Uplink none() {
      return new Uplink(NOBODY, "", documents -> {});
    }
  }

  private Device(
      JavaProcess simulator, JavaProcess edge, Path ports, int offset, double startSeconds) {
    this.simulator = simulator;
    this.edge = edge;
    this.ports = ports;
    this.simulatorPort = 9099 + offset;
    this.http = http(offset);
    this.startSeconds = startSeconds;
  }

  /// As `./patchbay edge` starts it; returns when its lines are in service.
  ///
  /// @param directory for documents, data and logs
  /// @param sims number of SIM lines
  /// @throws BenchFailure it does not come up
  static Device start(Path directory, int sims, Uplink uplink, LongSupplier nanoTime) {
    return start(
        directory,
        sims,
        uplink,
        arguments -> JavaCommand.of(JvmOptions.EDGE, MAIN, arguments),
        nanoTime);
  }

  /// As [#start]; when the edge is stopped, its JVM writes what it learned into `cache`.
  static Device startTraining(
      Path directory, int sims, Uplink uplink, Path cache, LongSupplier nanoTime) {
    return start(
        directory,
        sims,
        uplink,
        arguments -> JavaCommand.training(cache, JvmOptions.EDGE, MAIN, arguments),
        nanoTime);
  }

  private static Device start(
      Path directory,
      int sims,
      Uplink uplink,
      UnaryOperator<List<String>> jvm,
      LongSupplier nanoTime) {
    int offset = FreePorts.offset();
    Path ports = directory.resolve("sim");
    JavaProcess simulator = simulator(directory, sims, 9099 + offset, nanoTime);
    JavaProcess edge = null;
    try (var client = HttpClient.newHttpClient()) {
      String documents = documents(sims, ports, uplink);
      uplink.configure().accept(documents);
      Path config = write(directory.resolve("config"), documents);
      long began = nanoTime.getAsLong();
      edge =
          JavaProcess.run(
              directory.resolve("edge.log"),
              jvm.apply(arguments(directory, config, 8085 + offset)),
              Map.of("PATCHBAY_EDGE_TOKEN", uplink.token()));
      awaitLines(edge, client, http(offset), sims + ANALOGUE, nanoTime);
      double seconds = (nanoTime.getAsLong() - began) / 1e9;
      return new Device(simulator, edge, ports, offset, seconds);
    } catch (BenchFailure failure) {
      if (edge != null) {
        edge.close();
      }
      simulator.close();
      throw failure;
    }
  }

  private static URI http(int offset) {
    return URI.create("http://127.0.0.1:" + (8085 + offset));
  }

  private static void awaitLines(
      JavaProcess edge, HttpClient client, URI http, int lines, LongSupplier nanoTime) {
    var health =
        HttpRequest.newBuilder(http.resolve("/health")).timeout(Duration.ofSeconds(2)).build();
    boolean usable =
        Waiting.forCondition(
            DEADLINE_MILLIS, nanoTime, () -> inService(client, health) == lines || !edge.alive());
    if (!usable || !edge.alive()) {
      throw new BenchFailure("the edge has not " + lines + " lines in service: " + edge.lastLine());
    }
  }

  private static JavaProcess simulator(Path directory, int sims, int port, LongSupplier nanoTime) {
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
                Integer.toString(sims),
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
                    || (Files.exists(ports.resolve("gsm-" + sims + ".pcm"))
                        && Files.exists(ports.resolve("fxo-1.sock"))));
    if (!there || !simulator.alive()) {
      simulator.close();
      throw new BenchFailure("the simulator does not start: " + simulator.lastLine());
    }
    return simulator;
  }

  /// The Edge document and its lines, in YAML.
  private static String documents(int sims, Path ports, Uplink uplink) {
    var text =
        new StringBuilder(
            """
            kind: Edge
            name: device
            spec: {bind: 127.0.0.1, trunks: ["127.0.0.1:%d"], rtp-port-min: 10000, rtp-port-max: 11999}
            """
                .formatted(uplink.port()));
    for (int i = 1; i <= sims; i++) {
      String modem = ports.resolve("gsm-" + i).toString();
      text.append(
          """
          ---
          kind: Line
          name: device-gsm-%d
          spec:
            edge: device
            kind: sim
            driver: gsm-at
            incoming: {extension: 101}
            settings: {command-port: "%s.at", audio-port: "%s.pcm", family: quectel-ec2x}
          """
              .formatted(i, modem, modem));
    }
    for (String line : List.of("fxs-1", "fxs-2", "fxo-1")) {
      text.append(
          """
          ---
          kind: Line
          name: device-%s
          spec: {edge: device, kind: %s, driver: sim, settings: {socket: "%s.sock"}}
          """
              .formatted(line, line.substring(0, 3), ports.resolve(line)));
    }
    return text.toString();
  }

  private static Path write(Path config, String documents) {
    try {
      Files.createDirectories(config);
      Files.writeString(config.resolve("device.yaml"), documents);
      return config;
    } catch (IOException e) {
      throw new BenchFailure(config + ": " + e.getMessage(), e);
    }
  }

  private static List<String> arguments(Path directory, Path config, int port) {
    return List.of(
        "--name",
        "device",
        "--data",
        directory.resolve("edge").toString(),
        "--config",
        config.toString(),
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

  long edgePid() {
    return edge.pid();
  }

  /// What the edge tells a Prometheus.
  String metrics() {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(http.resolve("/prometheus")).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new BenchFailure("the edge's metrics cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  /// Where the simulated hardware is: `gsm-1.at`, `gsm-1.pcm`, ….
  Path ports() {
    return ports;
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
