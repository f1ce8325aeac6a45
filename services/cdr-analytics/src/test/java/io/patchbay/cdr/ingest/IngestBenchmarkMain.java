package io.patchbay.cdr.ingest;

import io.patchbay.cdr.Calls;
import io.patchbay.cdr.store.RecordWriter;
import io.patchbay.cdr.store.Schema;
import io.patchbay.contract.Topics;
import io.patchbay.testkit.broker.BrokerFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      produce(broker.bootstrap(), records);
      Schema.migrate(postgres.getPostgresDatabase());
      CountDownLatch left = new CountDownLatch(records);
      RecordIngest ingest =
          new RecordIngest(
              new ConsumerSettings(broker.bootstrap(), "benchmark")::open,
              new RecordWriter(postgres.getPostgresDatabase()),
              _ -> left.countDown(),
              new IngestCounters());
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
              Locale.ROOT, "%d records in %.1f s: %.0f/s", records, seconds, records / seconds));
      ingest.stop();
      thread.join(Duration.ofSeconds(5));
    }
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
