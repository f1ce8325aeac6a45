package io.patchbay.console.config;

import io.patchbay.contract.BackOff;
import io.patchbay.contract.Fault;
import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.DocumentFiles;
import io.patchbay.proto.config.v1.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens once at the start: the schema, the documents of the files, everything published.
/// Waits for the database.
public final class Import implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Import.class);

  private final Configuration configuration;
  private final String directory;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile String problem = "";

  /// @param directory of YAML files; empty: none
  public Import(Configuration configuration, String directory) {
    this.configuration = configuration;
    this.directory = directory;
  }

  /// Runs until the documents are there; on a thread of its own.
  @Override
  public void run() {
    BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(3));
    while (stopping.getCount() > 0) {
      try {
        configuration.open();
        importFiles();
        configuration.publishAll();
        configuration.ready();
        LOG.info("configuration: {} documents", configuration.documents().all().size());
        return;
      } catch (FlywayException | Fault e) {
        LOG.warn("configuration: the database is not ready, trying again: {}", firstLine(e));
      }
      pause(backOff.next());
    }
  }

  /// Why the files were not taken over; empty: they were, or there are none.
  public String problem() {
    return problem;
  }

  /// Stops waiting. Returns at once.
  public void stop() {
    stopping.countDown();
  }

  private void importFiles() {
    if (directory.isEmpty()) {
      return;
    }
    try {
      List<Document> files = DocumentFiles.read(Path.of(directory), Map.of());
      int changed = configuration.importAll(files);
      LOG.info(
          "configuration: {} of {} documents in {} are new or changed",
          changed,
          files.size(),
          directory);
    } catch (IOException e) {
      reject("cannot be read: " + e.getMessage());
    } catch (DocumentException e) {
      reject(String.valueOf(e.getMessage()));
    } catch (Fault e) {
      if (e.kind() != Fault.Kind.INVALID) {
        throw e;
      }
      reject(String.valueOf(e.getMessage()));
    }
  }

  private void reject(String reason) {
    problem = directory + ": " + reason;
    LOG.error("configuration: files not imported, the stored documents stay: {}", problem);
  }

  private void pause(Duration length) {
    try {
      if (stopping.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("stopped while waiting");
      }
    } catch (InterruptedException _) {
      stop();
    }
  }

  private static String firstLine(Throwable thrown) {
    return String.valueOf(thrown.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("");
  }
}
