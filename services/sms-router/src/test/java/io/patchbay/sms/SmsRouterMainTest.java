package io.patchbay.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.patchbay.contract.Topics;
import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import io.patchbay.proto.edge.v1.LineEvent;
import io.patchbay.proto.edge.v1.SendMessageRequest;
import io.patchbay.proto.edge.v1.UssdReceived;
import io.patchbay.proto.event.v1.LineEventRecord;
import io.patchbay.proto.event.v1.SmsFact;
import io.patchbay.proto.sms.v1.GetMessageRequest;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessageState;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import io.patchbay.proto.sms.v1.UssdGrpc;
import io.patchbay.proto.sms.v1.UssdReply;
import io.patchbay.proto.sms.v1.UssdState;
import io.patchbay.proto.sms.v1.WatchMessagesRequest;
import io.patchbay.proto.sms.v1.WatchUssdRequest;
import io.patchbay.sms.config.Configuration;
import io.patchbay.testkit.broker.BrokerFactory;
import io.patchbay.tpdu.Tpdu;
import io.patchbay.tpdu.Validity;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The whole service with a real broker, a real database, two trunk replicas on loopback, and
/// dial-plan away.
@ExtendWith(SharedPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SmsRouterMainTest {
  private static final String PEER = "+8613800000001";
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  private BrokerFactory.RunningBroker broker;
  private String database;
  private FakeTrunk trunk;
  private KafkaProducer<byte[], byte[]> producer;
  private ApplicationContext service;
  private ManagedChannel channel;
  private int made;

  @BeforeAll
  void start(@TempDir Path directory, EmbeddedPostgres postgres) throws Exception {
    broker = BrokerFactory.start(directory);
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database whole_service");
    }
    database = postgres.getJdbcUrl("postgres", "whole_service");
    trunk = new FakeTrunk();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    LineSpec line =
        LineSpec.newBuilder()
            .setKind(LineKind.LINE_KIND_SIM)
            .setNumber("+8613900000001")
            .setIncoming(Destination.newBuilder().setExtension("101"))
            .build();
    produce(
        Topics.CONFIG,
        "Line/gsm-1",
        Document.newBuilder()
            .setKind("Line")
            .setName("gsm-1")
            .setRevision(1)
            .setLine(line)
            .build()
            .toByteArray());
    run();
  }

  private void run() {
    service =
        SmsRouterMain.run(
            Map.of(
                "micronaut.server.port",
                -1,
                "grpc.server.port",
                0,
                "patchbay.kafka.bootstrap",
                broker.bootstrap(),
                "patchbay.trunks",
                "127.0.0.1:1," + trunk.address(),
                "patchbay.dial-plan",
                "127.0.0.1:1",
                "datasources.default.url",
                database));
    int port = service.getBean(SmsRouter.class).grpcPort();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    Configuration configuration = service.getBean(Configuration.class);
    await("configuration", () -> configuration.now().read());
  }

  @AfterAll
  void stop() {
    channel.shutdownNow();
    service.close();
    producer.close();
    trunk.close();
    broker.close();
  }

  private MessagesGrpc.MessagesBlockingStub messages() {
    return MessagesGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
  }

  private void produce(Topics.Topic topic, String key, byte[] value) throws Exception {
    producer
        .send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), value))
        .get(10, TimeUnit.SECONDS);
  }

  private void receive(byte[] pdu, boolean report) throws Exception {
    SmsFact.Builder fact =
        SmsFact.newBuilder().setFactId("fact-" + made++).setEdge("edge-1").setLine("gsm-1");
    ByteString octets = ByteString.copyFrom(pdu);
    byte[] value =
        (report ? fact.setStatusReport(octets) : fact.setDeliver(octets)).build().toByteArray();
    produce(Topics.SMS_INBOUND, "gsm-1" + PEER, value);
    produce(Topics.SMS_INBOUND, "gsm-1" + PEER, value); // Kafka delivers at least once
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      Thread.onSpinWait();
    }
  }

  private Message await(String id, MessageState state) {
    GetMessageRequest get = GetMessageRequest.newBuilder().setMessageId(id).build();
    await(state.name(), () -> messages().getMessage(get).getState() == state);
    return messages().getMessage(get);
  }

  private static io.patchbay.proto.sms.v1.SendMessageRequest.Builder to(
      String number, String text) {
    return io.patchbay.proto.sms.v1.SendMessageRequest.newBuilder().setTo(number).setText(text);
  }

  private Message send(io.patchbay.proto.sms.v1.SendMessageRequest.Builder request) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        return messages().sendMessage(request.build());
      } catch (StatusRuntimeException e) {
        boolean early =
            e.getStatus().getCode() == Status.Code.UNAVAILABLE && System.nanoTime() < deadline;
        if (!early) {
          throw e;
        }
      }
    }
  }

  @Test
  @Order(1)
  void aLongUnicodeMessageLeavesInPartsAndIsDeliveredByItsReports() throws Exception {
    trunk.breaking.set(1); // the answer to the first command is lost on its way
    Message accepted =
        send(
            to("+86 138-0000 0001", "你好😀".repeat(30))
                .setDeliveryReport(true)
                .setRequestId("r1")
                .setMessageClass(0)
                .setValidityMinutes(61)
                .setServiceCentre("+8613800100500"));
    assertEquals(2, accepted.getParts());
    assertEquals(PEER, accepted.getPeer());
    assertEquals("gsm-1", accepted.getLine());
    await(accepted.getMessageId(), MessageState.MESSAGE_STATE_SENT);
    for (int part = 1; part <= 2; part++) {
      ExecuteRequest command = trunk.commands.poll(10, TimeUnit.SECONDS);
      assertNotNull(command);
      assertEquals(accepted.getMessageId() + "/" + part, command.getCommand().getCommandId());
      Tpdu.Submit submit =
          (Tpdu.Submit) Tpdu.decode(command.getCommand().getSendSms().getTpdu().toByteArray());
      assertEquals(part, submit.data().concatenation().orElseThrow().sequence());
      assertTrue(submit.statusReport());
      assertEquals(0, submit.coding().messageClass().orElseThrow());
      assertEquals(new Validity.Relative(12), submit.validity());
      assertEquals("+8613800100500", command.getCommand().getSendSms().getSmsc());
    }
    assertEquals(
        accepted.getMessageId(), send(to(PEER, "other").setRequestId("r1")).getMessageId());
    receive(Pdus.report(1, PEER, 0, AT), true);
    receive(Pdus.report(2, PEER, 0, AT), true);
    await(accepted.getMessageId(), MessageState.MESSAGE_STATE_DELIVERED);
    assertEquals(List.of(), List.copyOf(trunk.commands), "nothing was sent twice");
  }

  @Test
  @Order(2)
  void aLongMessageThatComesInReachesLedgerWatchersAndTheExtensionOnce() throws Exception {
    Iterator<Message> watch = messages().watchMessages(WatchMessagesRequest.getDefaultInstance());
    trunk.notRegistered.set(1);
    String text = "مرحبا بالعالم ".repeat(10);
    // the last change of the message before may still be on its way
    CompletableFuture<Message> seen =
        CompletableFuture.supplyAsync(() ->
            Stream.generate(watch::next)
                .filter(message -> message.getText().equals(text))
                .findFirst()
                .orElseThrow());
    List<byte[]> pdus = Pdus.deliver(PEER, text, 77, AT);
    receive(pdus.get(2), false);
    receive(pdus.get(0), false);
    receive(pdus.get(1), false);
    SendMessageRequest sip = trunk.messages.poll(20, TimeUnit.SECONDS);
    assertNotNull(sip);
    assertEquals(text, sip.getText());
    assertEquals("101", sip.getExtension());
    assertEquals(PEER, sip.getFrom());
    Message listed =
        messages()
            .listMessages(ListMessagesRequest.newBuilder().setPageSize(1).build())
            .getMessages(0);
    assertEquals(text, listed.getText());
    assertEquals(3, listed.getPdusCount());
    assertEquals(PEER, seen.get(10, TimeUnit.SECONDS).getPeer());
  }

  @Test
  @Order(3)
  void badRequestsAreRefusedByName() {
    expect(Status.Code.INVALID_ARGUMENT, "alice", to("alice", "x"));
    expect(Status.Code.INVALID_ARGUMENT, "text", to(PEER, ""));
    expect(Status.Code.INVALID_ARGUMENT, "255", to(PEER, "你".repeat(67 * 255 + 1)));
    expect(Status.Code.INVALID_ARGUMENT, "message_class", to(PEER, "x").setMessageClass(4));
    expect(Status.Code.NOT_FOUND, "gsm-9", to(PEER, "x").setLine("gsm-9"));
    StatusRuntimeException unknown =
        assertThrows(
            StatusRuntimeException.class,
            () -> messages().getMessage(GetMessageRequest.newBuilder().setMessageId("x").build()));
    assertEquals(Status.Code.INVALID_ARGUMENT, unknown.getStatus().getCode());
  }

  private void expect(
      Status.Code code, String named, io.patchbay.proto.sms.v1.SendMessageRequest.Builder request) {
    StatusRuntimeException e =
        assertThrows(StatusRuntimeException.class, () -> messages().sendMessage(request.build()));
    assertEquals(code, e.getStatus().getCode(), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains(named), e.getMessage());
  }

  @Test
  @Order(4)
  void pagesShowEveryMessageOnce() {
    for (int i = 0; i < 5; i++) {
      send(to(PEER, "page " + i));
    }
    int seen = 0;
    String token = "";
    String before = "z";
    do {
      var page =
          messages()
              .listMessages(
                  ListMessagesRequest.newBuilder().setPageSize(3).setPageToken(token).build());
      for (Message message : page.getMessagesList()) {
        assertTrue(message.getMessageId().compareTo(before) < 0);
        before = message.getMessageId();
        seen++;
      }
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertEquals(7, seen);
  }

  @Test
  @Order(5)
  void healthAndMetricsAreServedOverHttp() throws Exception {
    URI http = service.getBean(EmbeddedServer.class).getURI();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var health =
          client.send(
              HttpRequest.newBuilder(http.resolve("/health")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, health.statusCode(), health.body());
      var metrics =
          client.send(
              HttpRequest.newBuilder(http.resolve("/prometheus")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertTrue(metrics.body().contains("patchbay_sms_facts_taken_total"), metrics.body());
    }
  }

  @Test
  @Order(5)
  void aUssdDialogueGoesToTheLineAndItsWordsComeBackToWhoAskedAndWhoWatches() throws Exception {
    var ussd = UssdGrpc.newBlockingStub(channel).withDeadlineAfter(40, TimeUnit.SECONDS);
    Iterator<UssdReply> watch =
        ussd.watchUssd(WatchUssdRequest.newBuilder().setLine("gsm-1").build());
    var heard = CompletableFuture.supplyAsync(watch::next);
    var asked =
        CompletableFuture.supplyAsync(() ->
            ussd.sendUssd(SendUssdRequest.newBuilder().setLine("gsm-1").setText("*123#").build()));
    ExecuteRequest command;
    do { // messages of the test before may still be leaving
      command = trunk.commands.poll(20, TimeUnit.SECONDS);
      assertNotNull(command);
    } while (!command.getCommand().hasSendUssd());
    String session = command.getCommand().getSendUssd().getSession();
    assertEquals("*123#", command.getCommand().getSendUssd().getText());
    // of other lines and other dialogues: not the answer
    network("gsm-2", session, "not this", UssdState.USSD_STATE_DONE);
    network("gsm-1", "another", "nor this", UssdState.USSD_STATE_DONE);
    network("gsm-1", session, "1 Balance", UssdState.USSD_STATE_ANSWER_WANTED);

    UssdReply reply = asked.get(20, TimeUnit.SECONDS);

    assertEquals("1 Balance", reply.getText());
    assertEquals(UssdState.USSD_STATE_ANSWER_WANTED, reply.getState());
    assertEquals(session, reply.getSession());
    assertEquals("nor this", heard.get(20, TimeUnit.SECONDS).getText());
  }

  private void network(String line, String session, String text, UssdState state) throws Exception {
    LineEvent.Builder event =
        LineEvent.newBuilder()
            .setLine(line)
            .setUssd(UssdReceived.newBuilder().setSession(session).setText(text).setState(state));
    produce(
        Topics.LINE_EVENTS,
        line,
        LineEventRecord.newBuilder().setEvent(event).build().toByteArray());
  }

  @Test
  @Order(6)
  void whatComesWhileTheServiceIsAwayIsThereAfterItsReturnOnce() throws Exception {
    channel.shutdownNow();
    long closing = System.nanoTime();
    service.close();
    assertTrue(System.nanoTime() - closing < TimeUnit.SECONDS.toNanos(2), "closing took too long");
    receive(Pdus.deliver(PEER, "while you were out", 0, AT).getFirst(), false);
    run();
    SendMessageRequest sip = trunk.messages.poll(20, TimeUnit.SECONDS);
    assertNotNull(sip);
    assertEquals("while you were out", sip.getText());
    receive(new byte[] {0, 4}, false);
    sip = trunk.messages.poll(20, TimeUnit.SECONDS);
    assertNotNull(sip);
    assertEquals("gsm-1", sip.getFrom());
    assertTrue(sip.getText().startsWith("A message from unknown on line gsm-1 could not be read:"));
    assertEquals(List.of(), List.copyOf(trunk.messages));
  }
}
