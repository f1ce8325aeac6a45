package io.patchbay.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// PostgreSQL as a child process, its data kept between starts.
final class Database implements AutoCloseable {
  private final EmbeddedPostgres postgres;

  private Database(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /// Starts on existing data or creates it.
  static Database start(Path directory, int port) {
    try {
      Files.createDirectories(directory);
      return new Database(
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(directory.resolve("data"))
              .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
              .setCleanDataDirectory(false)
              .setServerConfig("listen_addresses", "127.0.0.1")
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

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
