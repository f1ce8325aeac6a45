package io.patchbay.standalone.bench;

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
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/// The edge alone in a JVM, as on a device, with the seven simulated lines of the built-in default.
///
/// @param seconds from starting the JVM to all lines in service, by its health page
/// @param rssMegabytes resident memory then
public record EdgeStart(double seconds, double rssMegabytes) {
  private static final int LINES = 7;
  private static final long DEADLINE_MILLIS = 60_000;
  private static final Pattern IN_SERVICE = Pattern.compile("\"linesInService\"\\s*:\\s*(\\d+)");

  /// Starts it beside a simulator of its own, and stops both.
  ///
  /// @throws BenchFailure it does not start
  public static EdgeStart measure(Path directory, LongSupplier nanoTime) {
    int offset = FreePorts.offset();
    Path config = documents(directory.resolve("config"));
    try (var simulator = simulator(directory, offset, nanoTime);
        var client = HttpClient.newHttpClient()) {
      long began = nanoTime.getAsLong();
      try (var edge = edge(directory, config, offset)) {
        var health =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (8085 + offset) + "/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        boolean usable =
            Waiting.forCondition(
                DEADLINE_MILLIS,
                nanoTime,
                () -> inService(client, health) == LINES || !edge.alive());
        if (!usable || !edge.alive()) {
          throw new BenchFailure(
              "the edge has not "
                  + LINES
                  + " lines in service: "
                  + edge.lastLine()
                  + (simulator.alive() ? "" : "; simulator: " + simulator.lastLine()));
        }
        return new EdgeStart(
            (nanoTime.getAsLong() - began) / 1e9, ProcessMeter.rssMegabytes(edge.pid()));
      }
    }
  }

  private static JavaProcess simulator(Path directory, int offset, LongSupplier nanoTime) {
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
                Integer.toString(9099 + offset),
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

  private static JavaProcess edge(Path directory, Path config, int offset) {
    return JavaProcess.start(
        directory.resolve("edge.log"),
        JvmOptions.EDGE,
        "io.patchbay.edge.EdgeMain",
        List.of(
            "--patchbay.edge.name=edge-1",
            "--patchbay.data-dir=" + directory.resolve("edge"),
            "--patchbay.config-dir=" + config,
            "--patchbay.placeholders.data=" + directory,
            "--micronaut.server.port=" + (8085 + offset)));
  }

  /// The built-in documents a device has.
  private static Path documents(Path config) {
    try {
      Files.createDirectories(config);
      for (String name : List.of("edge.yaml", "lines.yaml")) {
        try (InputStream document = EdgeStart.class.getResourceAsStream("/defaults/" + name)) {
          if (document == null) {
            throw new BenchFailure("no built-in " + name);
          }
          Files.write(config.resolve(name), document.readAllBytes());
        }
      }
      return config;
    } catch (IOException e) {
      throw new BenchFailure(config + ": " + e.getMessage(), e);
    }
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
}
