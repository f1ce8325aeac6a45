package io.patchbay.console.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import io.patchbay.console.Console;
import io.patchbay.console.FakeServices;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.HangUpRequest;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.call.v1.RecordRequest;
import io.patchbay.proto.call.v1.WatchEventsRequest;
import io.patchbay.proto.config.v1.ConfigurationGrpc;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.ExtensionSpec;
import io.patchbay.proto.config.v1.GetDocumentRequest;
import io.patchbay.proto.config.v1.ListDocumentsRequest;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PublicDoorTest {
  private final FakeServices services = new FakeServices();
  private final Console console;
  private final Console strict;
  private final ManagedChannel channel;
  private final ManagedChannel strictChannel;

  PublicDoorTest(@TempDir Path directory, @TempDir Path other) throws IOException {
    Map<String, Object> trunks = Map.of("patchbay.trunks", "127.0.0.1:9," + services.address());
    console = Console.start(directory, trunks);
    strict =
        Console.start(
            other,
            Map.of("patchbay.trunks", services.address(), "patchbay.grpc.anonymous", "never"));
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", console.grpcPort()).usePlaintext().build();
    strictChannel =
        NettyChannelBuilder.forAddress("127.0.0.1", strict.grpcPort()).usePlaintext().build();
  }

  @AfterAll
  void stop() {
    channel.shutdownNow();
    strictChannel.shutdownNow();
    console.close();
    strict.close();
    services.close();
  }

  private static Status.Code code(Runnable work) {
    return assertThrows(StatusRuntimeException.class, work::run).getStatus().getCode();
  }

  @Test
  void whichCallSomebodyHasRecordedIsNoted() {
    var request = RecordRequest.newBuilder().setCallId("call-7").build();
    assertEquals("x-1.wav", CallsGrpc.newBlockingStub(channel).record(request).getFile());
    assertTrue(
        console.get(AuditTrail.class).recent().stream()
            .anyMatch(each ->
                each.getActor().equals("loopback")
                    && each.getObject().equals("patchbay.call.v1.Calls/Record call-7")));
  }

  @Test
  void aCallGoesThroughToTheReplicaThatIsThere() {
    var calls = CallsGrpc.newBlockingStub(channel);
    assertEquals(
        "call-1",
        calls.originate(OriginateRequest.newBuilder().setCallingNumber("42").build()).getCallId());
    assertTrue(
        services.asked.stream()
            .anyMatch(each ->
                each instanceof OriginateRequest asked && asked.getCallingNumber().equals("42")));
    var status =
        assertThrows(
            StatusRuntimeException.class,
            () -> calls.hangUp(HangUpRequest.newBuilder().setCallId("no").build()));
    assertEquals(Status.Code.NOT_FOUND, status.getStatus().getCode());
    assertEquals("call no: no such call", status.getStatus().getDescription());
  }

  @Test
  void aStreamComesThroughAndItsEndGoesBack() throws Exception {
    BlockingClientCall<?, CallEvent> events =
        CallsGrpc.newBlockingV2Stub(channel).watchEvents(WatchEventsRequest.getDefaultInstance());
    assertEquals("first", events.read().getEventId());
    assertEquals("second", events.read().getEventId());
    Console.await(() -> !services.watchers.isEmpty());
    services.watchers.forEach(
        each -> each.onNext(CallEvent.newBuilder().setEventId("third").build()));
    assertEquals("third", events.read().getEventId());
    events.cancel("enough", null);
    Console.await(services.watchers::isEmpty);
  }

  @Test
  void aDeadlineEndsAStreamOnBothSides() {
    var events =
        CallsGrpc.newBlockingStub(channel)
            .withDeadlineAfter(700, TimeUnit.MILLISECONDS)
            .watchEvents(WatchEventsRequest.newBuilder().setCallId("deadline").build());
    assertEquals(Status.Code.DEADLINE_EXCEEDED, code(() -> events.forEachRemaining(_ -> {})));
    Console.await(services.watchers::isEmpty);
  }

  @Test
  void aServiceThatIsAwayIsNamed() {
    var status =
        assertThrows(
            StatusRuntimeException.class,
            () -> PolicyGrpc.newBlockingStub(channel).explain(RouteRequest.getDefaultInstance()));
    assertEquals(Status.Code.UNAVAILABLE, status.getStatus().getCode());
    assertEquals("dial-plan is not reachable", status.getStatus().getDescription());
  }

  @Test
  void reflectionKnowsEveryServiceAndItsMessages() throws Exception {
    List<String> names =
        reflect(ServerReflectionRequest.newBuilder().setListServices("").build())
            .getListServicesResponse()
            .getServiceList()
            .stream()
            .map(each -> each.getName())
            .toList();
    assertTrue(
        names.containsAll(
            List.of(
                "patchbay.call.v1.Calls",
                "patchbay.sms.v1.Messages",
                "patchbay.cdr.v1.Records",
                "patchbay.policy.v1.Policy",
                "patchbay.config.v1.Configuration",
                "grpc.health.v1.Health")),
        names.toString());
    ByteString file =
        reflect(
                ServerReflectionRequest.newBuilder()
                    .setFileContainingSymbol("patchbay.call.v1.Calls")
                    .build())
            .getFileDescriptorResponse()
            .getFileDescriptorProto(0);
    assertEquals("patchbay.call.v1", FileDescriptorProto.parseFrom(file).getPackage());
  }

  private ServerReflectionResponse reflect(ServerReflectionRequest request) throws Exception {
    var stream = ServerReflectionGrpc.newBlockingV2Stub(channel).serverReflectionInfo();
    stream.write(request);
    ServerReflectionResponse response = stream.read();
    stream.cancel("done", null);
    return response;
  }

  @Test
  void documentsAreReadWithoutSecretsAndWritten() {
    var configuration = ConfigurationGrpc.newBlockingStub(channel);
    String all = configuration.listDocuments(ListDocumentsRequest.getDefaultInstance()).toString();
    assertTrue(all.contains("Alice"));
    assertFalse(all.contains("ha1") || all.contains("password_hash") || all.contains("1234"), all);
    Document written =
        configuration.putDocument(
            Document.newBuilder()
                .setKind("Extension")
                .setName("103")
                .setExtension(ExtensionSpec.newBuilder().setPassword("topsecret"))
                .build());
    assertEquals(1, written.getRevision());
    assertEquals("loopback", written.getUpdatedBy());
    assertEquals("", written.getExtension().getHa1Md5());
    GetDocumentRequest request =
        GetDocumentRequest.newBuilder().setKind("Extension").setName("103").build();
    configuration.deleteDocument(request);
    assertEquals(Status.Code.NOT_FOUND, code(() -> configuration.getDocument(request)));
    assertTrue(
        console.get(AuditTrail.class).recent().stream()
            .anyMatch(each ->
                each.getActor().equals("loopback")
                    && each.getObject().equals("patchbay.config.v1.Configuration/PutDocument")));
  }

  @Test
  void whereNobodyIsTrustedCredentialsDecide() {
    OriginateRequest request = OriginateRequest.getDefaultInstance();
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        code(() -> CallsGrpc.newBlockingStub(strictChannel).originate(request)));
    assertEquals(Status.Code.UNAUTHENTICATED, code(() -> as("olga:wrong").originate(request)));
    assertEquals(
        Status.Code.PERMISSION_DENIED, code(() -> as("victor:victorpass").originate(request)));
    assertEquals("call-1", as("olga:olgapass").originate(request).getCallId());
  }

  private CallsGrpc.CallsBlockingStub as(String user) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), Console.basic(user));
    return CallsGrpc.newBlockingStub(strictChannel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }
}
