package io.patchbay.dialplan;

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
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Kinds;
import io.patchbay.dialplan.events.Intake;
import io.patchbay.launch.kafka.TopicRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.policy.v1.AuthorizeSmsRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole service on loopback, with no Kafka there; facts are fed to the intake as the reader
/// would.
final class DialPlanMainTest {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "grpc.server.port",
          0,
          "micronaut.server.port",
          0,
          "patchbay.kafka.bootstrap",
          "127.0.0.1:1");

  private final ApplicationContext context = DialPlanMain.run(SETTINGS);
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", context.getBean(DialPlan.class).grpcPort())
          .usePlaintext()
          .build();
  private final PolicyGrpc.PolicyBlockingStub policy = PolicyGrpc.newBlockingStub(channel);

  @BeforeEach
  void nothingIsKnownAtFirst() throws Exception {
    String health = get("/health"); // away: it has given up the first attempt
    assertTrue(health.matches("(?s).*\"topics\":\"(waiting|away)\".*"), health);
    StatusRuntimeException thrown =
        assertThrows(StatusRuntimeException.class, () -> stub().route(request("101")));
    assertEquals(Status.Code.UNAVAILABLE, thrown.getStatus().getCode());
    List<TopicRecord> records = new ArrayList<>();
    String yaml =
        """
        {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at}}
        ---
        {kind: Extension, name: 101}
        ---
        {kind: DialPlan, name: default, spec: {rules: [{name: all, pattern: xxxxx+, to: {line: gsm-1}}]}}
        """;
    for (Document document : DocumentYaml.parse("test", yaml)) {
      records.add(
          new TopicRecord(Topics.CONFIG, 0, 0, Kinds.key(document), document.toByteArray()));
    }
    context.getBean(Intake.class).take(records);
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    assertTrue(channel.awaitTermination(5, TimeUnit.SECONDS));
    long began = System.nanoTime();
    context.close();
    assertTrue(
        System.nanoTime() - began < TimeUnit.SECONDS.toNanos(2), "stops in less than two seconds");
  }

  @Test
  void questionsAreAnsweredOverGrpc() {
    Decision decision = stub().route(request("5551212"));
    assertEquals("gsm-1", decision.getTargets(0).getLine());
    assertEquals("5551212", decision.getTargets(0).getNumber());
    assertEquals(404, stub().explain(request("5")).getSipStatus());
    AuthorizeSmsRequest sms =
        AuthorizeSmsRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_API)
            .setRecipient("+8613800000001")
            .build();
    assertEquals("[gsm-1]", stub().authorizeSms(sms).getLinesList().toString());
  }

  @Test
  void badQuestionsAreInvalid() {
    for (RouteRequest bad :
        List.of(
            RouteRequest.getDefaultInstance(),
            request("1".repeat(257)),
            request("1").toBuilder().setOrigin("x".repeat(999)).build())) {
      StatusRuntimeException thrown =
          assertThrows(StatusRuntimeException.class, () -> stub().route(bad));
      assertEquals(Status.Code.INVALID_ARGUMENT, thrown.getStatus().getCode());
    }
  }

  @Test
  void brokenRecordsAreCountedAndChangeNothing() throws Exception {
    Intake intake = context.getBean(Intake.class);
    byte[] broken = "\u0001 no message".getBytes(StandardCharsets.UTF_8);
    intake.take(List.of(new TopicRecord(Topics.CONFIG, 0, 0, "Line/gsm-1", broken)));
    intake.take(List.of(new TopicRecord(Topics.LINE_STATE, 0, 0, "gsm-1", broken)));
    assertEquals(2, intake.unreadable());
    assertEquals("gsm-1", stub().route(request("5551212")).getTargets(0).getLine());
    assertTrue(get("/prometheus").contains("patchbay_policy_records_unreadable_total 2.0"));
  }

  @Test
  void aDeletionTakesEffect() throws Exception {
    context
        .getBean(Intake.class)
        .take(List.of(new TopicRecord(Topics.CONFIG, 0, 0, "DialPlan/default", new byte[0])));
    assertEquals(404, stub().route(request("5551212")).getSipStatus());
    String health = get("/health");
    assertTrue(
        health.contains("\"documents\":2") && health.contains("\"topics\":\"waiting\""), health);
  }

  @Test
  void aTakenPortIsOneClearMessage() {
    int port = context.getBean(DialPlan.class).grpcPort();
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                DialPlanMain.run(
                    Map.of(
                        "grpc.server.port",
                        port,
                        "micronaut.server.port",
                        0,
                        "patchbay.kafka.bootstrap",
                        "127.0.0.1:1")));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(
        message.contains("gRPC cannot listen on") && message.contains(String.valueOf(port)),
        message);
  }

  private PolicyGrpc.PolicyBlockingStub stub() {
    return policy.withDeadlineAfter(5, TimeUnit.SECONDS);
  }

  private static RouteRequest request(String called) {
    return RouteRequest.newBuilder()
        .setCallId("call")
        .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
        .setOrigin("101")
        .setCalledNumber(called)
        .build();
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = context.getBean(EmbeddedServer.class).getURI().resolve(path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
