package io.patchbay.standalone;

import io.patchbay.standalone.jvm.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One service as a process, and its successors. Thread-safe.
///
/// Settings travel in the environment (`PATCHBAY_…`), which other users cannot read, not on the
/// command line.
final class ChildProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final Duration STOP = Duration.ofSeconds(3);

  private final Service service;
  private final Path log;
  private final Path pid;
  private final LongSupplier nanoTime;
  private Process process;
  private boolean stopping;

  /// Starts it; not watched yet.
  ///
  /// @param log what it prints is appended here
  /// @param pid holds its process id
  /// @throws StartFailure it cannot be executed
  ChildProcess(Service service, Path log, Path pid, LongSupplier nanoTime) {
    this.service = service;
    this.log = log;
    this.pid = pid;
    this.nanoTime = nanoTime;
    this.process = launch();
  }

  /// From now on it is started again when it ends by itself.
  void keep() {
    Thread.ofVirtual().name("watch-" + service.name()).start(this::watch);
  }

  private Process launch() {
    var builder =
        new ProcessBuilder(
            JavaCommand.of(service.jvmOptions(), service.mainClass(), service.arguments()));
    service
        .properties()
        .forEach((key, value) -> builder.environment().put(variable(key), value.toString()));
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process started = builder.start();
      Files.writeString(pid, Long.toString(started.pid()));
      LOG.info("{} runs as process {}", service.name(), started.pid());
      return started;
    } catch (IOException e) {
      throw new StartFailure(service.name() + ": cannot be started: " + e.getMessage(), e);
    }
  }

  private synchronized Process current() {
    return process;
  }

  boolean alive() {
    return current().isAlive();
  }

  private void watch() {
    var restarts = new Restarts();
    long started = nanoTime.getAsLong();
    try {
      while (true) {
        Process ended = current();
        int code = ended.waitFor();
        Duration pause = restarts.pauseAfter(Duration.ofNanos(nanoTime.getAsLong() - started));
        Thread.sleep(pause);
        started = nanoTime.getAsLong();
        if (!startAgain(ended, code)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// False when it is to stop.
  private synchronized boolean startAgain(Process ended, int code) {
    if (stopping) {
      return false;
    }
    LOG.warn("{} (process {}) ended with {}; starting it again", service.name(), ended.pid(), code);
    try {
      process = launch();
    } catch (StartFailure e) {
      LOG.error("{}; trying again", e.getMessage());
    }
    return true;
  }

  /// Asks it to end, for good.
  synchronized void terminate() {
    stopping = true;
    process.destroy();
  }

  /// Waits for the end it was asked for; kills it in the end.
  void awaitEnd() {
    Process last = current();
    try {
      if (!last.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "{} (process {}) did not stop in {} s and is killed",
            service.name(),
            last.pid(),
            STOP.toSeconds());
        last.destroyForcibly();
      }
    } catch (InterruptedException e) {
      last.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// `patchbay.sip.udp-port` -> `PATCHBAY_SIP_UDP_PORT`, as Micronaut reads it back.
  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
