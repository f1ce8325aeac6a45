package io.patchbay.cdr;

import io.patchbay.cdr.ingest.RecordIngest;
import io.patchbay.cdr.store.Schema;
import io.patchbay.contract.BackOff;
import io.patchbay.launch.grpc.GrpcServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running service: waits for its database, then reads records; answers questions all the
/// while.
final class CdrAnalytics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CdrAnalytics.class);

  private final DataSource dataSource;
  private final RecordIngest ingest;
  private final GrpcServer server;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  CdrAnalytics(DataSource dataSource, RecordIngest ingest, GrpcServer server) {
    this.dataSource = dataSource;
    this.ingest = ingest;
    this.server = server;
    this.thread = Thread.ofPlatform().daemon().name("cdr-ingest").start(this::work);
  }

  int grpcPort() {
    return server.port();
  }

  private void work() {
    if (migrated()) {
      ingest.run();
    }
  }

  /// Tries until the schema is there; false when stopped before.
  private boolean migrated() {
    BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(5));
    while (stopping.getCount() > 0) {
      try {
        Schema.migrate(dataSource);
        return true;
      } catch (FlywayException e) {
        LOG.warn("schema cdr_analytics: not ready, trying again: {}", e.getMessage());
      }
      try {
        if (stopping.await(backOff.next().toMillis(), TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException _) {
        return false;
      }
    }
    return false;
  }

  @Override
  public void close() {
    stopping.countDown();
    ingest.stop();
    server.close();
    try {
      if (!thread.join(Duration.ofSeconds(1))) {
        LOG.warn("the records at hand are not stored yet");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
