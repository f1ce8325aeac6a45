package io.patchbay.scenarios.harness;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One SIPp run of a scenario below `src/test/resources/sipp`; its media is an [RtpPeer].
public final class Sipp implements AutoCloseable {
  private final Process process;
  private final Path directory;
  private final String scenario;

  private Sipp(Process process, Path directory, String scenario) {
    this.process = process;
    this.directory = directory;
    this.scenario = scenario;
  }

  /// What a scenario is told.
  ///
  /// @param name file name without `.xml`
  /// @param keys values of `[key]` in the scenario
  public record Scenario(String name, Map<String, String> keys) {
    public Scenario {
      keys = Map.copyOf(keys);
    }

    public static Scenario of(String name) {
      return new Scenario(name, Map.of());
    }

    public Scenario with(String key, Object value) {
      Map<String, String> more = new LinkedHashMap<>(keys);
      more.put(key, String.valueOf(value));
      return new Scenario(name, more);
    }

    /// Names the port and codec of the media.
    public Scenario media(RtpPeer peer, G711 codec) {
      return with("rtp", peer.port()).with("pt", codec.payloadType()).with("codec", codec);
    }
  }

  /// Runs one call of the scenario from `port` to (or waiting for) the gateway.
  public static Sipp start(Ready ready, int port, Scenario scenario) throws IOException {
    Path directory =
        Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "sipp")), scenario.name() + "-")
            .toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            List.of(
                "sipp",
                "127.0.0.1:" + ready.sipUdp(),
                "-sf",
                resource(scenario.name()).toString(),
                "-i",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-m",
                "1",
                "-nostdin",
                "-trace_msg",
                "-message_file",
                "messages.log",
                "-trace_err",
                "-error_file",
                "errors.log",
                "-timeout",
                "40",
                "-timeout_error"));
    scenario
        .keys()
        .forEach((key, value) -> {
          if (key.equals("service")) {
            command.addAll(List.of("-s", value));
          } else {
            command.addAll(List.of("-key", key, value));
          }
        });
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("screen.txt").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Sipp(process, directory, scenario.name());
  }

  private static Path resource(String name) throws IOException {
    try {
      var url = Sipp.class.getResource("/sipp/" + name + ".xml");
      if (url == null) {
        throw new IOException("no scenario /sipp/" + name + ".xml");
      }
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /// Everything that was sent and received so far.
  public String messages() throws IOException {
    Path log = directory.resolve("messages.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /// Waits until this text went over the wire.
  public void awaitMessage(String part, Duration deadline) {
    Await.until(
        "'" + part + "' in " + directory.resolve("messages.log"),
        deadline,
        () -> messages().contains(part));
  }

  /// Waits for the end; every expected message came.
  public void awaitSuccess(Duration deadline) throws IOException, InterruptedException {
    if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("sipp " + scenario + " goes on after " + deadline + ":\n" + tail());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("sipp " + scenario + ": " + process.exitValue() + ":\n" + tail());
    }
  }

  private String tail() throws IOException {
    Path errors = directory.resolve("errors.log");
    String text = (Files.exists(errors) ? Files.readString(errors) : "") + messages();
    return directory + "\n" + text.substring(Math.max(0, text.length() - 4000));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
