package io.patchbay.cdr.ingest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.patchbay.cdr.Calls;
import io.patchbay.cdr.store.RecordWriter;
import io.patchbay.cdr.store.Schema;
import io.patchbay.contract.Topics;
import io.patchbay.testkit.broker.BrokerFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records per second from the topic into PostgreSQL, everything on this machine. Not a test; run
/// by hand.
final class IngestBenchmarkMain {
  private static final Logger LOG = LoggerFactory.getLogger(IngestBenchmarkMain.class);

  private IngestBenchmarkMain() {}

  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    Path directory = Files.createTempDirectory("ingest-benchmark");
    try (BrokerFactory.RunningBroker broker = BrokerFactory.start(directory);
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        HikariDataSource pool = pool(postgres)) {
      produce(broker.bootstrap(), records);
      Schema.migrate(pool);
      CountDownLatch left = new CountDownLatch(records);
      RecordIngest ingest =
          new RecordIngest(
              new ConsumerSettings(broker.bootstrap(), "benchmark")::open,
              new RecordWriter(pool),
              _ -> left.countDown(),
              new IngestCounters());
      Duration ours = ours();
      Duration database = database(pool);
      long start = System.nanoTime();
      Thread thread = Thread.ofPlatform().start(ingest);
      long from = start;
      long before = records;
      while (!left.await(1, TimeUnit.SECONDS)) {
        long now = System.nanoTime();
        LOG.info("{} records/s", (before - left.getCount()) * 1_000_000_000L / (now - from));
        from = now;
        before = left.getCount();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      LOG.info(
          String.format(
              Locale.ROOT,
              "%d records in %.1f s: %.0f/s; CPU per record: %d us here, %d us in the database",
              records,
              seconds,
              records / seconds,
              ours().minus(ours).toNanos() / 1000 / records,
              database(pool).minus(database).toNanos() / 1000 / records));
      ingest.stop();
      thread.join(Duration.ofSeconds(5));
    }
  }

  /// As many connections as the service has.
  private static HikariDataSource pool(EmbeddedPostgres postgres) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(postgres.getPostgresDatabase());
    config.setMaximumPoolSize(8);
    return new HikariDataSource(config);
  }

  private static Duration ours() {
    return cpu(ProcessHandle.current());
  }

  private static Duration database(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        ResultSet row = connection.createStatement().executeQuery("select pg_backend_pid()")) {
      row.next();
      return ProcessHandle.of(row.getLong(1))
          .flatMap(ProcessHandle::parent)
          .orElseThrow()
          .descendants()
          .map(IngestBenchmarkMain::cpu)
          .reduce(Duration.ZERO, Duration::plus);
    }
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void produce(String bootstrap, int records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int n = 0; n < records; n++) {
        var _ =
            producer.send(
                new ProducerRecord<>(Topics.CALL_RECORDS.name(), Calls.call(n).toByteArray()));
      }
    }
  }
}
