package io.patchbay.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Topics;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.Endpoint;
import io.patchbay.proto.call.v1.GetCallRequest;
import io.patchbay.proto.call.v1.HangUpRequest;
import io.patchbay.proto.call.v1.LineEndpoint;
import io.patchbay.proto.call.v1.ListCallsRequest;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.call.v1.SendDtmfRequest;
import io.patchbay.proto.call.v1.TrunkEndpoint;
import io.patchbay.proto.call.v1.WatchEventsRequest;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.edge.v1.CallAnswered;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.Command.CommandCase;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Dial;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.SendMessageRequest;
import io.patchbay.proto.edge.v1.SendMessageResponse;
import io.patchbay.proto.edge.v1.SendSms;
import io.patchbay.proto.edge.v1.TrunkControlGrpc;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What programs and other services ask of a trunk over gRPC.
final class ServicesTest {
  private Rig rig;
  private FakeEdge edge;
  private ManagedChannel channel;
  private CallsGrpc.CallsBlockingStub calls;
  private TrunkControlGrpc.TrunkControlBlockingStub control;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    edge = rig.edge();
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", rig.trunk.server.port()).usePlaintext().build();
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + TestTrunkFactory.SERVICE_TOKEN);
    ClientInterceptor token = MetadataUtils.newAttachHeadersInterceptor(headers);
    calls = CallsGrpc.newBlockingStub(channel).withInterceptors(token);
    control = TrunkControlGrpc.newBlockingStub(channel).withInterceptors(token);
  }

  /// Nobody would have reserved minutes for it.
  @Test
  void aProgramMayNotCallStraightByALineThatIsCounted() {
    rig.trunk.configure(
        DocumentYaml.parse(
            "t", "{kind: Limit, name: plan, spec: {on: [line/gsm-1], minutes: '10'}}"));
    OriginateRequest request =
        OriginateRequest.newBuilder()
            .setFrom(Endpoint.newBuilder().setExtension("101"))
            .setTo(
                Endpoint.newBuilder()
                    .setLine(LineEndpoint.newBuilder().setLine("gsm-1").setNumber("13900000009")))
            .build();
    StatusRuntimeException thrown =
        assertThrows(StatusRuntimeException.class, () -> calls.originate(request));
    assertEquals(Status.Code.PERMISSION_DENIED, thrown.getStatus().getCode());
    assertEquals(
        "limit plan line/gsm-1: nobody can say what is left of it",
        thrown.getStatus().getDescription());
  }

  /// Nobody's phone rings for it.
  @ParameterizedTest
  @CsvSource({"nobody,pbx,no extension nobody", "101,nowhere,no trunk nowhere"})
  void aProgramIsToldOfWhatIsNotThere(String extension, String trunk, String problem) {
    OriginateRequest request =
        OriginateRequest.newBuilder()
            .setFrom(Endpoint.newBuilder().setExtension(extension))
            .setTo(
                Endpoint.newBuilder()
                    .setTrunk(TrunkEndpoint.newBuilder().setTrunk(trunk).setNumber("7001")))
            .build();
    StatusRuntimeException thrown =
        assertThrows(StatusRuntimeException.class, () -> calls.originate(request));
    assertEquals(Status.Code.NOT_FOUND, thrown.getStatus().getCode());
    assertEquals(problem, thrown.getStatus().getDescription());
    assertEquals(0, calls.listCalls(ListCallsRequest.getDefaultInstance()).getCallsCount());
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    rig.close();
  }

  @Test
  void programCallsALineAndThenAnExtension() throws Exception {
    Phone phone = rig.registered("101");
    Iterator<CallEvent> events = calls.watchEvents(WatchEventsRequest.getDefaultInstance());
    // the stream is open once a list has been answered on the same connection
    assertEquals(0, calls.listCalls(ListCallsRequest.getDefaultInstance()).getCallsCount());
    Call call =
        calls.originate(
            OriginateRequest.newBuilder()
                .setRequestId("0199aaaa-0000-7000-8000-00000000abcd")
                .setFrom(
                    Endpoint.newBuilder()
                        .setLine(
                            LineEndpoint.newBuilder().setLine("gsm-1").setNumber("13900000009")))
                .setTo(Endpoint.newBuilder().setNumber("101"))
                .build());
    assertEquals("0199aaaa-0000-7000-8000-00000000abcd", call.getCallId());
    Dial dial = edge.await(CommandCase.DIAL).getDial();
    assertEquals("13900000009", dial.getNumber());
    edge.event(
        edge.of(dial.getCallId(), dial.getLegId(), "gsm-1")
            .setAnswered(CallAnswered.getDefaultInstance()));
    SipText invite = phone.peer.awaitRequest("INVITE");
    phone.accept(invite, "p", SipPeer.SDP);
    phone.peer.awaitRequest("ACK");
    edge.await(CommandCase.JOIN);
    calls.sendDtmf(
        SendDtmfRequest.newBuilder().setCallId(call.getCallId()).setDigits("12#").build());
    assertEquals("12#", edge.await(CommandCase.SEND_DTMF).getSendDtmf().getDigits());
    assertEquals(
        2,
        calls
            .getCall(GetCallRequest.newBuilder().setCallId(call.getCallId()).build())
            .getLegsCount());
    Call hungUp = calls.hangUp(HangUpRequest.newBuilder().setCallId(call.getCallId()).build());
    assertEquals(call.getCallId(), hungUp.getCallId());
    phone.peer.awaitRequest("BYE");
    CallEvent.Type last = CallEvent.Type.TYPE_UNSPECIFIED;
    while (last != CallEvent.Type.TYPE_ENDED) {
      last = events.next().getType();
    }
    CallRecord record = edge.await(CommandCase.CONCLUDE).getConclude().getRecord();
    assertEquals("api", record.getOriginKind());
    assertEquals("system", record.getReleasedBy());
  }

  @Test
  void whoShowsNoTokenCommandsNothing() {
    ExecuteRequest request = ExecuteRequest.newBuilder().setLine("gsm-1").build();
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        refusal(() -> TrunkControlGrpc.newBlockingStub(channel).execute(request)));
    assertEquals(
        Status.Code.UNAUTHENTICATED,
        refusal(() ->
            CallsGrpc.newBlockingStub(channel).listCalls(ListCallsRequest.getDefaultInstance())));
    // the token is right, the question is not
    assertEquals(Status.Code.INVALID_ARGUMENT, refusal(() -> control.execute(request)));
  }

  private static Status.Code refusal(Executable question) {
    return assertThrows(StatusRuntimeException.class, question).getStatus().getCode();
  }

  @Test
  void servicesAreDescribed() throws Exception {
    CompletableFuture<String> names = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> ask =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    names.complete(response.getListServicesResponse().toString());
                  }

                  @Override
                  public void onError(Throwable failure) {
                    names.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    assertTrue(names.get(8, TimeUnit.SECONDS).contains(TrunkControlGrpc.SERVICE_NAME));
    ask.onCompleted();
  }

  @Test
  void unknownCallIsNotFound() {
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> calls.getCall(GetCallRequest.newBuilder().setCallId("nobody").build()));
    assertEquals(Status.Code.NOT_FOUND, refused.getStatus().getCode());
  }

  @Test
  void commandGoesToTheEdgeOfItsLine() {
    Command sms =
        Command.newBuilder()
            .setCommandId("m1-1")
            .setSendSms(SendSms.newBuilder().setLine("gsm-2"))
            .build();
    CommandResult done =
        control.execute(ExecuteRequest.newBuilder().setLine("gsm-2").setCommand(sms).build());
    assertEquals("m1-1", done.getCommandId());
    assertTrue(done.hasAccepted());
    assertEquals("gsm-2", edge.await(CommandCase.SEND_SMS).getSendSms().getLine());
    CommandResult none =
        control.execute(ExecuteRequest.newBuilder().setLine("gsm-9").setCommand(sms).build());
    assertEquals(Refusal.REFUSAL_NOT_FOUND, none.getRefused().getKind());
  }

  @Test
  void messageReachesTheExtension() throws Exception {
    SendMessageRequest request =
        SendMessageRequest.newBuilder()
            .setMessageId("m1")
            .setExtension("102")
            .setFrom("+8613912345678")
            .setText("你好")
            .build();
    assertEquals(480, control.sendMessage(request).getSipStatus());
    Phone phone = rig.registered("102");
    CompletableFuture<SendMessageResponse> answer =
        CompletableFuture.supplyAsync(() -> control.sendMessage(request));
    SipText message = phone.peer.awaitRequest("MESSAGE");
    assertTrue(message.field("From").contains("+8613912345678"));
    assertEquals("6", message.field("Content-Length"));
    phone.peer.answer(message, 200, "m", "", "");
    assertEquals(200, answer.join().getSipStatus());
  }

  @Test
  void whatWaitsIsToldToTheExtensionUnasked() throws Exception {
    String summary = "Messages-Waiting: yes\r\nVoice-Message: 2/0\r\n";
    SendMessageRequest request =
        SendMessageRequest.newBuilder()
            .setMessageId("m1-waiting")
            .setExtension("102")
            .setFrom("102")
            .setMessageSummary(summary)
            .build();
    Phone phone = rig.registered("102");
    CompletableFuture<SendMessageResponse> answer =
        CompletableFuture.supplyAsync(() -> control.sendMessage(request));
    SipText notify = phone.peer.awaitRequest("NOTIFY");
    assertEquals("message-summary", notify.field("Event"));
    assertEquals("active", notify.field("Subscription-State"));
    assertEquals("application/simple-message-summary", notify.field("Content-Type"));
    assertEquals(summary, notify.body());
    assertFalse(notify.field("Contact").isEmpty());
    phone.peer.answer(notify, 200, "m", "", "");
    assertEquals(200, answer.join().getSipStatus());
  }

  @Test
  void messageOfAnExtensionIs503WhileTheLedgerIsAway() throws Exception {
    Phone phone = rig.phone("101");
    phone.message("13800000001", "hello");
    assertEquals(
        503, phone.peer.await("answer", m -> m.status() >= 400 && m.status() != 401).status());
  }

  @Test
  void decisionMadeHereIsMarkedInTheRecord() throws Exception {
    Phone phone = rig.phone("101");
    phone.invite("5551", "", SipPeer.SDP);
    phone.failure(404);
    CallRecord record = rig.facts.await(Topics.CALL_RECORDS, CallRecord.class);
    assertTrue(record.getDecidedLocally());
    assertFalse(record.getTraceList().isEmpty());
  }
}
