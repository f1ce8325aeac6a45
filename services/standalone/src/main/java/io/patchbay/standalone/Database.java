package io.patchbay.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL as a child process, its data kept between starts.
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final EmbeddedPostgres postgres;

  private Database(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /// Starts on existing data or creates it. A server left over by a killed gateway is stopped
  /// first.
  static Database start(Path directory, int port) {
    try {
      Files.createDirectories(directory);
      stopLeftOver(directory);
      return new Database(
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(directory.resolve("data"))
              .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
              .setCleanDataDirectory(false)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "60")
              .setServerConfig("shared_buffers", "32MB")
              // the library's defaults are for tests: what is committed here must outlive a crash
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setPGStartupWait(Duration.ofSeconds(30))
              .start());
    } catch (IOException e) {
      throw new StartFailure("PostgreSQL: cannot start in " + directory + ": " + e.getMessage(), e);
    }
  }

  /// The postmaster writes its process id into the data directory; after kill −9 of the gateway it
  /// lives on.
  private static void stopLeftOver(Path directory) throws IOException {
    Path pidFile = directory.resolve("data").resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> postmaster = postmaster(pidFile);
    if (postmaster.isPresent()) {
      LOG.info("stopping the database server {} left by an earlier run", postmaster.get().pid());
      postmaster.get().destroy();
      try {
        postmaster.get().onExit().get(4, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        postmaster.get().destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Files.deleteIfExists(pidFile);
  }

  private static Optional<ProcessHandle> postmaster(Path pidFile) throws IOException {
    var lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,9}")) {
      return Optional.empty();
    }
    String data = lines.size() > 1 ? lines.get(1).strip() : "";
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(process -> commandLine(process.pid()).contains(data) && !data.isEmpty());
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
