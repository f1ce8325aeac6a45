package io.patchbay.cdr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.patchbay.contract.Topics;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.GetRecordRequest;
import io.patchbay.proto.cdr.v1.ListRecordsRequest;
import io.patchbay.proto.cdr.v1.RecordsGrpc;
import io.patchbay.proto.cdr.v1.SummariseRequest;
import io.patchbay.proto.cdr.v1.WatchRecordsRequest;
import io.patchbay.testkit.broker.BrokerFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The whole service with a real broker and a real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CdrAnalyticsMainTest {
  private BrokerFactory.RunningBroker broker;
  private EmbeddedPostgres postgres;
  private KafkaProducer<byte[], byte[]> producer;
  private ApplicationContext service;
  private ManagedChannel channel;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = BrokerFactory.start(directory);
    postgres = EmbeddedPostgres.start();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    run();
  }

  private void run() {
    service =
        CdrAnalyticsMain.run(
            Map.of(
                "micronaut.server.port",
                -1,
                "grpc.server.port",
                0,
                "patchbay.kafka.bootstrap",
                broker.bootstrap(),
                "datasources.default.url",
                postgres.getJdbcUrl("postgres", "postgres")));
    int port = service.getBean(CdrAnalytics.class).grpcPort();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  @AfterAll
  void stop() throws Exception {
    channel.shutdownNow();
    service.close();
    producer.close();
    postgres.close();
    broker.close();
  }

  private RecordsGrpc.RecordsBlockingStub records() {
    return RecordsGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private void produce(CallRecord call) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                Topics.CALL_RECORDS.name(), call.getCallId().getBytes(UTF_8), call.toByteArray()))
        .get(10, TimeUnit.SECONDS);
  }

  private CallRecord awaitRecord(String callId, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return records().getRecord(GetRecordRequest.newBuilder().setCallId(callId).build());
      } catch (StatusRuntimeException e) {
        boolean early =
            e.getStatus().getCode() == Status.Code.NOT_FOUND
                || e.getStatus().getCode() == Status.Code.UNAVAILABLE;
        if (!early || System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  @Test
  @Order(1)
  void aRecordIsVisibleWithinASecondOfItsProduction() throws Exception {
    produce(Calls.call(0));
    awaitRecord("call-00000000", Duration.ofSeconds(20)); // the group has formed
    for (int n = 1; n < 10; n++) {
      produce(Calls.call(n));
      assertEquals(Calls.call(n), awaitRecord("call-%08d".formatted(n), Duration.ofSeconds(1)));
    }
  }

  @Test
  @Order(2)
  void watchersSeeRecordsAsTheyAreStored() throws Exception {
    Iterator<CallRecord> watch = records().watchRecords(WatchRecordsRequest.getDefaultInstance());
    int n = 100;
    CompletableFuture<CallRecord> first = CompletableFuture.supplyAsync(watch::next);
    while (!first.isDone()) {
      produce(Calls.call(n));
      awaitRecord("call-%08d".formatted(n), Duration.ofSeconds(5));
      n++;
    }
    String seen = first.get().getCallId();
    assertTrue(seen.compareTo("call-00000100") >= 0, seen);
  }

  @Test
  @Order(3)
  void listsAndSummariesAnswerOverGrpc() {
    var page =
        records()
            .listRecords(ListRecordsRequest.newBuilder().setLine("gsm-1").setPageSize(1).build());
    assertEquals(1, page.getRecordsCount());
    var next =
        records()
            .listRecords(
                ListRecordsRequest.newBuilder()
                    .setLine("gsm-1")
                    .setPageSize(1)
                    .setPageToken(page.getNextPageToken())
                    .build());
    assertTrue(
        next.getRecords(0).getStartedAt().getSeconds()
            < page.getRecords(0).getStartedAt().getSeconds());
    var summary = records().summarise(SummariseRequest.getDefaultInstance()).getSummaries(0);
    assertEquals("gsm-1", summary.getName());
    assertEquals(1.0, summary.getAsr());
    assertEquals(60.0, summary.getAcdS());
  }

  @Test
  @Order(4)
  void badQuestionsNameTheField() {
    for (ListRecordsRequest bad :
        new ListRecordsRequest[] {
          ListRecordsRequest.newBuilder().setPageSize(1001).build(),
          ListRecordsRequest.newBuilder().setPageToken("garbage").build(),
          ListRecordsRequest.newBuilder().setLine("a\0b").build(),
        }) {
      StatusRuntimeException e =
          assertThrows(StatusRuntimeException.class, () -> records().listRecords(bad));
      assertEquals(Status.Code.INVALID_ARGUMENT, e.getStatus().getCode(), e.getMessage());
    }
    StatusRuntimeException e =
        assertThrows(
            StatusRuntimeException.class,
            () -> records().summarise(SummariseRequest.newBuilder().setBy("colour").build()));
    assertTrue(String.valueOf(e.getMessage()).contains("colour"), e.getMessage());
  }

  @Test
  @Order(5)
  void healthAndMetricsAreServedOverHttp() throws Exception {
    URI http = service.getBean(EmbeddedServer.class).getURI();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> health =
          client.send(
              HttpRequest.newBuilder(http.resolve("/health")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, health.statusCode(), health.body());
      HttpResponse<String> metrics =
          client.send(
              HttpRequest.newBuilder(http.resolve("/prometheus")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertTrue(metrics.body().contains("patchbay_cdr_records_stored_total"), metrics.body());
    }
  }

  @Test
  @Order(6)
  void recordsProducedWhileTheServiceIsAwayAreThereAfterItsReturnOnce() throws Exception {
    channel.shutdownNow();
    long closing = System.nanoTime();
    service.close();
    assertTrue(System.nanoTime() - closing < TimeUnit.SECONDS.toNanos(2), "closing took too long");
    produce(Calls.call(500));
    produce(Calls.call(500));
    produce(Calls.call(501));
    run();
    awaitRecord("call-00000501", Duration.ofSeconds(15));
    var listed =
        records()
            .listRecords(ListRecordsRequest.newBuilder().setNumber("+8613900000500").build())
            .getRecordsList();
    assertEquals(List.of(Calls.call(500)), listed);
  }

  @Test
  @Order(7)
  void aTakenPortEndsTheStartWithOneLineThatNamesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  CdrAnalyticsMain.run(
                      Map.of(
                          "micronaut.server.port", -1, "grpc.server.port", taken.getLocalPort())));
      assertTrue(
          String.valueOf(e.getMessage()).contains(":" + taken.getLocalPort()), e.getMessage());
    }
  }
}
