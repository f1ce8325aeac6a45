package io.patchbay.cdr;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.patchbay.cdr.api.RecordsService;
import io.patchbay.cdr.ingest.ConsumerSettings;
import io.patchbay.cdr.ingest.IngestCounters;
import io.patchbay.cdr.ingest.RecordIngest;
import io.patchbay.cdr.store.RecordReader;
import io.patchbay.cdr.store.RecordWriter;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.launch.grpc.GrpcServer;
import io.patchbay.proto.cdr.v1.CallRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import javax.sql.DataSource;

/// Puts the service together.
@Factory
@Requires(env = CdrAnalyticsMain.SERVICE)
final class CdrFactory {
  private static final int WATCHER_QUEUE = 1024;
  private static final int LARGEST_REQUEST = 64 << 10;

  @Context
  @Bean(preDestroy = "close")
  CdrAnalytics cdrAnalytics(
      DataSource dataSource,
      MeterRegistry meters,
      @Value("${patchbay.bind}") String bind,
      @Value("${grpc.server.port}") int grpcPort,
      @Value("${patchbay.kafka.bootstrap}") String bootstrap) {
    Watchers<CallRecord> watchers = new Watchers<>(WATCHER_QUEUE);
    IngestCounters counters = new IngestCounters();
    export(counters, meters);
    ConsumerSettings consumers =
        new ConsumerSettings(bootstrap, "cdr-analytics-" + host() + "-" + grpcPort);
    RecordIngest ingest =
        new RecordIngest(
            consumers::open, new RecordWriter(dataSource), watchers::publish, counters);
    GrpcServer server =
        GrpcServer.blocking(
            new InetSocketAddress(bind, grpcPort),
            LARGEST_REQUEST,
            new RecordsService(new RecordReader(dataSource), watchers),
            watchers::close);
    return new CdrAnalytics(dataSource, ingest, server);
  }

  private static void export(IngestCounters counters, MeterRegistry meters) {
    FunctionCounter.builder("patchbay.cdr.records.stored", counters, IngestCounters::stored)
        .register(meters);
    FunctionCounter.builder("patchbay.cdr.records.repeated", counters, IngestCounters::repeated)
        .register(meters);
    FunctionCounter.builder("patchbay.cdr.records.rejected", counters, IngestCounters::rejected)
        .register(meters);
    FunctionCounter.builder("patchbay.cdr.batches.failed", counters, IngestCounters::failures)
        .register(meters);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
