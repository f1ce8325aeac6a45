package io.patchbay.sms.api;

import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.sms.config.Configuration;
import io.patchbay.sms.ledger.MessageIds;
import io.patchbay.sms.policy.SmsPolicy;
import io.patchbay.sms.run.Loop;
import io.patchbay.sms.store.Database;
import io.patchbay.tpdu.Alphabets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages accepted per second: checked, authorised by the local rules, coded, committed with
/// fsync, by many clients at once. Not a test; run by hand.
final class AcceptBenchmarkMain {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptBenchmarkMain.class);
  private static final int CLIENTS = 128;

  private AcceptBenchmarkMain() {}

  public static void main(String[] args) throws Exception {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 40_000;
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    MessageIds ids = new MessageIds(clock, random);
    Configuration configuration = new Configuration();
    LineSpec line = LineSpec.newBuilder().setKind(LineKind.LINE_KIND_SIM).build();
    configuration.change(
        List.of(Document.newBuilder().setKind("Line").setName("gsm-1").setLine(line).build()));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        SmsPolicy policy = new SmsPolicy("127.0.0.1:1", configuration)) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
      source.setReWriteBatchedInserts(true);
      Database database = new Database(source);
      database.migrate();
      Acceptor acceptor = new Acceptor(database, () -> {});
      Drafts drafts =
          new Drafts(
              policy,
              configuration,
              clock,
              ids::next,
              random,
              new Drafts.Defaults(Alphabets.EVERY_PHONE, Duration.ofDays(3)));
      try (Loop _ = Loop.start("accept", Duration.ofMillis(1), () -> turn(acceptor))) {
        measure("warm-up", count / 4, drafts, acceptor);
        measure("accepted", count, drafts, acceptor);
      }
    }
  }

  private static boolean turn(Acceptor acceptor) throws InterruptedException {
    acceptor.writeGroup();
    return true;
  }

  private static void measure(String what, int count, Drafts drafts, Acceptor acceptor)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    long[] latencies = new long[count];
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < CLIENTS; client++) {
        clients.execute(() -> {
          for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
            long from = System.nanoTime();
            acceptor.accept(
                drafts.of(
                    SendMessageRequest.newBuilder()
                        .setTo("+8613800000001")
                        .setText("message " + n + " with some text in it")
                        .setRequestId(what + n)
                        .build()));
            latencies[n] = System.nanoTime() - from;
          }
        });
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(latencies);
    LOG.info(
        String.format(
            Locale.ROOT,
            "%s: %d in %.1f s: %.0f/s, p50 %.1f ms, p99 %.1f ms",
            what,
            count,
            seconds,
            count / seconds,
            latencies[count / 2] / 1e6,
            latencies[count * 99 / 100] / 1e6));
  }
}
