package io.patchbay.cdr.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.patchbay.cdr.Calls;
import io.patchbay.cdr.store.RecordWriter;
import io.patchbay.cdr.store.Schema;
import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// With a real database and Kafka's own scripted consumer.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordIngestTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.CALL_RECORDS.name(), 0);

  private final BlockingQueue<CallRecord> told = new LinkedBlockingQueue<>();
  private final IngestCounters counters = new IngestCounters();
  private EmbeddedPostgres postgres;
  private FailingDataSource database;
  private LogConsumer consumer;
  private RecordIngest ingest;
  private Thread thread;
  private long offset;

  @BeforeAll
  void startDatabase() throws IOException {
    postgres = EmbeddedPostgres.start();
    Schema.migrate(postgres.getPostgresDatabase());
    database = new FailingDataSource(postgres.getPostgresDatabase());
  }

  @AfterAll
  void stopDatabase() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void start() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("truncate cdr_analytics.calls, cdr_analytics.legs, cdr_analytics.rejects");
    }
    database.failures = 0;
    told.clear();
    offset = 0;
    run(0);
  }

  private void run(long from) {
    consumer = new LogConsumer();
    consumer.updateBeginningOffsets(Map.of(PARTITION, from));
    LogConsumer opened = consumer;
    opened.schedulePollTask(() -> opened.rebalance(List.of(PARTITION)));
    ingest = new RecordIngest(() -> opened, new RecordWriter(database), told::add, counters);
    thread = Thread.ofVirtual().start(ingest);
  }

  @AfterEach
  void stop() throws InterruptedException {
    ingest.stop();
    thread.join(Duration.ofSeconds(5));
  }

  private void produce(byte[]... values) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (byte[] value : values) {
      records.add(new ConsumerRecord<>(PARTITION.topic(), 0, offset++, new byte[0], value));
    }
    LogConsumer to = consumer;
    to.schedulePollTask(() -> records.forEach(to::append));
  }

  private void produceCalls(int from, int to) {
    for (int n = from; n < to; n++) {
      produce(Calls.call(n).toByteArray());
    }
  }

  private void awaitTold(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      CallRecord next = told.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("only " + i + " of " + count + " records were stored");
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
          }
        });
  }

  private long committed() {
    var offsets = consumer.committed(Set.of(PARTITION)).get(PARTITION);
    return offsets == null ? 0 : offsets.offset();
  }

  private int count(String table) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("select count(*) from cdr_analytics." + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void everyRecordIsStoredToldAndCommitted() throws Exception {
    produceCalls(0, 20);
    awaitTold(20);
    await(() -> committed() == 20);
    assertEquals(20, count("calls"));
    assertEquals(40, count("legs"));
  }

  @Test
  void recordsReadAgainAfterACrashAreStoredOnceAndNotToldAgain() throws Exception {
    produceCalls(0, 10);
    awaitTold(10);
    stop();
    offset = 0;
    run(0);
    produceCalls(0, 12);
    awaitTold(2);
    await(() -> committed() == 12);
    assertEquals(12, count("calls"));
    assertEquals(0, told.size());
  }

  @Test
  void theOffsetIsHeldWhileTheDatabaseIsAwayAndNothingIsSkipped() throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    int sent = 0;
    for (int round = 0; round < 5; round++) {
      database.failures = random.nextInt(3);
      int more = 1 + random.nextInt(10);
      produceCalls(sent, sent + more);
      sent += more;
      awaitTold(more);
    }
    int all = sent;
    await(() -> committed() == all);
    assertEquals(all, count("calls"));
  }

  @Test
  void aLargeBatchIsStoredOnceThoughAConnectionFailsInTheMiddle() throws Exception {
    byte[][] twice =
        IntStream.range(0, 4000)
            .mapToObj(n -> Calls.call(n / 2).toByteArray())
            .toArray(byte[][]::new);
    long failures = counters.failures();
    database.failures = 1;
    produce(twice);
    awaitTold(2000);
    await(() -> committed() == 4000);
    assertEquals(2000, count("calls"));
    assertEquals(4000, count("legs"));
    assertEquals(failures + 1, counters.failures());
    assertEquals(0, told.size());
  }

  @Test
  void whatIsNoCallRecordIsKeptApartAndHoldsNothingUp() throws Exception {
    produce(new byte[] {(byte) 0xFF, 1, 2}, CallRecord.getDefaultInstance().toByteArray());
    produceCalls(0, 1);
    awaitTold(1);
    await(() -> committed() == 3);
    assertEquals(2, count("rejects"));
    assertEquals(1, count("calls"));
  }

  /// Keeps what it gave, so that it can be sought back to.
  private static final class LogConsumer extends MockConsumer<byte[], byte[]> {
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

    LogConsumer() {
      super("earliest");
    }

    void append(ConsumerRecord<byte[], byte[]> record) {
      log.add(record);
      addRecord(record);
    }

    @Override
    public synchronized void seek(TopicPartition partition, long from) {
      super.seek(partition, from);
      log.stream().filter(record -> record.offset() >= from).forEach(this::addRecord);
    }
  }

  /// A database that can be made to go away.
  private static final class FailingDataSource implements DataSource {
    private final DataSource inner;
    private volatile int failures;

    FailingDataSource(DataSource inner) {
      this.inner = inner;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
      if (failures > 0) {
        failures = failures - 1;
        throw new SQLException("the database is away", "08001");
      }
      return inner.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
      return inner.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
      inner.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
      inner.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
      return inner.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return inner.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return inner.isWrapperFor(type);
    }
  }
}
