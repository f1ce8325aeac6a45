package io.patchbay.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every service as a process of its own, watched as an orchestrator would: one that ends is
/// started again.
///
/// Settings travel in the environment (`PATCHBAY_…`), which other users cannot read, not on the
/// command line.
final class ChildProcesses implements Runner {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcesses.class);
  private static final Duration START_DEADLINE = Duration.ofMinutes(2);
  private static final Duration RESTART_PAUSE = Duration.ofMillis(500);

  private final Path logs;
  private final Path pids;
  private final LongSupplier nanoTime;
  private final Deque<Child> children = new ArrayDeque<>();
  private volatile boolean stopping;

  /// @param data logs go to `logs/<service>.log`, process ids to `pids/<service>`
  ChildProcesses(Path data, LongSupplier nanoTime) throws IOException {
    this.logs = Files.createDirectories(data.resolve("logs"));
    this.pids = Files.createDirectories(data.resolve("pids"));
    this.nanoTime = nanoTime;
  }

  @Override
  public void start(Service service) {
    var child = new Child(service);
    synchronized (children) {
      children.push(child);
    }
    child.launch();
    awaitHealthy(child);
    Thread.ofVirtual().name("watch-" + service.name()).start(child::watch);
  }

  /// Starts something without an HTTP port of its own; it is watched like the rest.
  void startUnchecked(Service service) {
    var child = new Child(service);
    synchronized (children) {
      children.push(child);
    }
    child.launch();
    Thread.ofVirtual().name("watch-" + service.name()).start(child::watch);
  }

  private void awaitHealthy(Child child) {
    long deadline = nanoTime.getAsLong() + START_DEADLINE.toNanos();
    Map<String, Object> properties = child.service.properties();
    URI health =
        URI.create(
            "http://"
                + properties.get("micronaut.server.host")
                + ":"
                + properties.get("micronaut.server.port")
                + "/health");
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      while (nanoTime.getAsLong() < deadline) {
        if (!child.alive()) {
          throw new StartFailure(
              child.service.name()
                  + ": ended during its start; see "
                  + logs.resolve(child.service.name() + ".log"));
        }
        if (answers(http, health)) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StartFailure(
        child.service.name() + ": not ready within " + START_DEADLINE.toSeconds() + " s");
  }

  private static boolean answers(HttpClient http, URI health) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
      http.send(request, HttpResponse.BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    stopping = true;
    List<Child> stopped;
    synchronized (children) {
      stopped = new ArrayList<>(children);
      children.clear();
    }
    stopped.forEach(Child::terminate);
    stopped.forEach(Child::awaitEnd);
  }

  /// One process and its successors.
  private final class Child {
    private final Service service;
    private volatile @Nullable Process process;

    Child(Service service) {
      this.service = service;
    }

    void launch() {
      Path log = logs.resolve(service.name() + ".log");
      var builder = new ProcessBuilder(command());
      service
          .properties()
          .forEach((key, value) -> builder.environment().put(variable(key), value.toString()));
      builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      try {
        Process started = builder.start();
        process = started;
        Files.writeString(pids.resolve(service.name()), Long.toString(started.pid()));
        LOG.info("{} runs as process {}", service.name(), started.pid());
      } catch (IOException e) {
        throw new StartFailure(service.name() + ": cannot be started: " + e.getMessage(), e);
      }
    }

    private List<String> command() {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
      command.addAll(service.jvmOptions());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), service.mainClass()));
      command.addAll(service.arguments());
      return command;
    }

    boolean alive() {
      Process current = process;
      return current != null && current.isAlive();
    }

    /// Starts it again when it ends by itself; runs until the installation stops.
    void watch() {
      try {
        while (!stopping) {
          Process current = process;
          if (current == null) {
            return;
          }
          int code = current.waitFor();
          if (stopping) {
            return;
          }
          LOG.warn(
              "{} (process {}) ended with {}; starting it again",
              service.name(),
              current.pid(),
              code);
          TimeUnit.MILLISECONDS.sleep(RESTART_PAUSE.toMillis());
          if (!stopping) {
            launch();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void terminate() {
      Process current = process;
      if (current != null) {
        current.destroy();
      }
    }

    void awaitEnd() {
      Process current = process;
      if (current == null) {
        return;
      }
      try {
        if (!current.waitFor(3, TimeUnit.SECONDS)) {
          LOG.warn(
              "{} (process {}) did not stop in 3 s and is killed", service.name(), current.pid());
          current.destroyForcibly();
        }
      } catch (InterruptedException e) {
        current.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  /// `patchbay.sip.udp-port` -> `PATCHBAY_SIP_UDP_PORT`, as Micronaut reads it back.
  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
