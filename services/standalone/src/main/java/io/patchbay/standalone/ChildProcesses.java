package io.patchbay.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Every service as a process of its own, watched as an orchestrator would: one that ends is
/// started again.
final class ChildProcesses implements Runner {
  private static final Duration START_DEADLINE = Duration.ofMinutes(2);

  private final Path logs;
  private final Path pids;
  private final LongSupplier nanoTime;
  private final Deque<ChildProcess> children = new ArrayDeque<>();

  /// @param data logs go to `logs/<service>.log`, process ids to `pids/<service>`
  ChildProcesses(Path data, LongSupplier nanoTime) throws IOException {
    this.logs = Files.createDirectories(data.resolve("logs"));
    this.pids = Files.createDirectories(data.resolve("pids"));
    this.nanoTime = nanoTime;
  }

  @Override
  public void start(Service service) {
    ChildProcess child =
        new ChildProcess(service, log(service), pids.resolve(service.name()), nanoTime);
    synchronized (children) {
      children.push(child);
    }
    service.health().ifPresent(health -> awaitHealthy(service, child, health));
    child.keep();
  }

  private Path log(Service service) {
    return logs.resolve(service.name() + ".log");
  }

  private void awaitHealthy(Service service, ChildProcess child, URI health) {
    long deadline = nanoTime.getAsLong() + START_DEADLINE.toNanos();
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      while (nanoTime.getAsLong() < deadline) {
        if (!child.alive()) {
          throw new StartFailure(service.name() + ": ended during its start; see " + log(service));
        }
        if (HealthPage.status(http, health).isPresent()) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StartFailure(
        service.name() + ": not ready within " + START_DEADLINE.toSeconds() + " s");
  }

  @Override
  public void close() {
    List<ChildProcess> stopped;
    synchronized (children) {
      stopped = List.copyOf(children);
      children.clear();
    }
    stopped.forEach(ChildProcess::terminate);
    stopped.forEach(ChildProcess::awaitEnd);
  }
}
