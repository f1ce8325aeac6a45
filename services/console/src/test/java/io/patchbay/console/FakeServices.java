package io.patchbay.console;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallEvent;
import io.patchbay.proto.call.v1.CallState;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.HangUpRequest;
import io.patchbay.proto.call.v1.ListCallsRequest;
import io.patchbay.proto.call.v1.ListCallsResponse;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.call.v1.RecordRequest;
import io.patchbay.proto.call.v1.Recording;
import io.patchbay.proto.call.v1.StopRecordingRequest;
import io.patchbay.proto.call.v1.WatchEventsRequest;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.ListRecordsRequest;
import io.patchbay.proto.cdr.v1.ListRecordsResponse;
import io.patchbay.proto.cdr.v1.RecordsGrpc;
import io.patchbay.proto.edge.v1.Accepted;
import io.patchbay.proto.edge.v1.AudioTestResult;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import io.patchbay.proto.edge.v1.Forwarding;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.Refused;
import io.patchbay.proto.edge.v1.TrunkControlGrpc;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.LimitsGrpc;
import io.patchbay.proto.limit.v1.ListBalancesRequest;
import io.patchbay.proto.limit.v1.ListBalancesResponse;
import io.patchbay.proto.limit.v1.ListPolicyStatesResponse;
import io.patchbay.proto.limit.v1.ResetRequest;
import io.patchbay.proto.limit.v1.RestoreRequest;
import io.patchbay.proto.line.v1.CallForward;
import io.patchbay.proto.line.v1.ForwardReason;
import io.patchbay.proto.policy.v1.CheckEmergencyRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Difference;
import io.patchbay.proto.policy.v1.EmergencyReport;
import io.patchbay.proto.policy.v1.EmergencyRow;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.ReplayRequest;
import io.patchbay.proto.policy.v1.ReplayResponse;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.proto.sms.v1.CancelUssdRequest;
import io.patchbay.proto.sms.v1.CancelUssdResponse;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.proto.sms.v1.ListMessagesResponse;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import io.patchbay.proto.sms.v1.UssdGrpc;
import io.patchbay.proto.sms.v1.UssdReply;
import io.patchbay.proto.sms.v1.UssdState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Trunk, router and analytics in one small server that keeps what it was asked.
public final class FakeServices implements AutoCloseable {
  public final Queue<com.google.protobuf.Message> asked = new ConcurrentLinkedQueue<>();
  public final Queue<String> tokens = new ConcurrentLinkedQueue<>();
  public final Queue<ServerCallStreamObserver<CallEvent>> watchers = new ConcurrentLinkedQueue<>();
  public final List<Call> calls = new CopyOnWriteArrayList<>();
  public final List<CallRecord> records = new ArrayList<>();
  public final List<Message> messages = new ArrayList<>();
  public final List<Balance> balances = new CopyOnWriteArrayList<>();
  public final List<EmergencyRow> emergency = new CopyOnWriteArrayList<>();
  private final Server server;

  public FakeServices() {
    this(0);
  }

  /// @param port 0: any
  public FakeServices(int port) {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .intercept(new Noting())
            .addService(new Calls())
            .addService(new Control())
            .addService(new Sms())
            .addService(new Ussd())
            .addService(new Cdr())
            .addService(new Limits())
            .addService(new Policy())
            .addService(new HealthStatusManager().getHealthService())
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  public String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private <T> void answer(
      com.google.protobuf.Message question, StreamObserver<T> observer, T answer) {
    asked.add(question);
    observer.onNext(answer);
    observer.onCompleted();
  }

  /// Keeps the credentials of whoever asks.
  private final class Noting implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String given =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      tokens.add(given == null ? "" : given);
      return next.startCall(call, headers);
    }
  }

  private final class Calls extends CallsGrpc.CallsImplBase {
    @Override
    public void originate(OriginateRequest request, StreamObserver<Call> observer) {
      answer(
          request,
          observer,
          Call.newBuilder()
              .setCallId("call-1")
              .setState(CallState.CALL_STATE_SETUP)
              .setCalledNumber(request.getTo().getNumber())
              .build());
    }

    @Override
    public void hangUp(HangUpRequest request, StreamObserver<Call> observer) {
      if (!request.getCallId().equals("call-1")) {
        observer.onError(
            FaultStatus.toStatus(
                new Fault(Fault.Kind.NOT_FOUND, "call " + request.getCallId() + ": no such call")));
        return;
      }
      answer(
          request,
          observer,
          Call.newBuilder().setCallId("call-1").setCause(request.getCause()).build());
    }

    @Override
    public void record(RecordRequest request, StreamObserver<Recording> observer) {
      answer(
          request,
          observer,
          Recording.newBuilder().setCallId(request.getCallId()).setFile("x-1.wav").build());
    }

    @Override
    public void stopRecording(StopRecordingRequest request, StreamObserver<Recording> observer) {
      answer(request, observer, Recording.newBuilder().setCallId(request.getCallId()).build());
    }

    @Override
    public void listCalls(ListCallsRequest request, StreamObserver<ListCallsResponse> observer) {
      answer(request, observer, ListCallsResponse.newBuilder().addAllCalls(calls).build());
    }

    @Override
    public void watchEvents(WatchEventsRequest request, StreamObserver<CallEvent> observer) {
      ServerCallStreamObserver<CallEvent> watcher = (ServerCallStreamObserver<CallEvent>) observer;
      watcher.setOnCancelHandler(() -> watchers.remove(watcher));
      observer.onNext(CallEvent.newBuilder().setEventId("first").build());
      observer.onNext(CallEvent.newBuilder().setEventId("second").build());
      watchers.add(watcher);
    }
  }

  private static final AudioTestResult LOOP =
      AudioTestResult.newBuilder().setPassed(true).setWords("loop -13.0 dBm0").build();

  private final class Control extends TrunkControlGrpc.TrunkControlImplBase {
    @Override
    public void execute(ExecuteRequest request, StreamObserver<CommandResult> observer) {
      CommandResult.Builder result =
          CommandResult.newBuilder().setCommandId(request.getCommand().getCommandId());
      boolean known = request.getLine().equals("gsm-1");
      answer(
          request,
          observer,
          known
              ? result.setAccepted(accepted(request)).build()
              : result
                  .setRefused(
                      Refused.newBuilder()
                          .setKind(Refusal.REFUSAL_UNAVAILABLE)
                          .setReason("no edge"))
                  .build());
    }
  }

  /// A network that forwards as it is told, and nothing else.
  private static Accepted accepted(ExecuteRequest request) {
    Accepted.Builder accepted = Accepted.newBuilder();
    if (request.getCommand().hasForwarding()) {
      Forwarding forwarding = request.getCommand().getForwarding();
      accepted.addForwards(
          forwarding.hasSet()
              ? forwarding.getSet()
              : CallForward.newBuilder()
                  .setReason(ForwardReason.FORWARD_REASON_NO_ANSWER)
                  .setNumber("+8613900000002")
                  .setNoAnswerSeconds(20)
                  .build());
    }
    if (request.getCommand().hasTestAudio()) {
      accepted.setAudioTest(LOOP);
    }
    return accepted.build();
  }

  private final class Sms extends MessagesGrpc.MessagesImplBase {
    @Override
    public void sendMessage(SendMessageRequest request, StreamObserver<Message> observer) {
      answer(
          request,
          observer,
          Message.newBuilder().setMessageId("m-1").setPeer(request.getTo()).build());
    }

    @Override
    public void listMessages(
        ListMessagesRequest request, StreamObserver<ListMessagesResponse> observer) {
      answer(request, observer, ListMessagesResponse.newBuilder().addAllMessages(messages).build());
    }
  }

  private final class Ussd extends UssdGrpc.UssdImplBase {
    @Override
    public void sendUssd(SendUssdRequest request, StreamObserver<UssdReply> observer) {
      answer(
          request,
          observer,
          UssdReply.newBuilder()
              .setLine(request.getLine())
              .setSession("s-1")
              .setText("Balance 1.00 €")
              .setState(UssdState.USSD_STATE_ANSWER_WANTED)
              .build());
    }

    @Override
    public void cancelUssd(CancelUssdRequest request, StreamObserver<CancelUssdResponse> observer) {
      answer(request, observer, CancelUssdResponse.getDefaultInstance());
    }
  }

  private final class Limits extends LimitsGrpc.LimitsImplBase {
    @Override
    public void restore(RestoreRequest request, StreamObserver<ListPolicyStatesResponse> observer) {
      answer(request, observer, ListPolicyStatesResponse.getDefaultInstance());
    }

    @Override
    public void listBalances(
        ListBalancesRequest request, StreamObserver<ListBalancesResponse> observer) {
      observer.onNext(ListBalancesResponse.newBuilder().addAllBalances(balances).build());
      observer.onCompleted();
    }

    @Override
    public void reset(ResetRequest request, StreamObserver<ListBalancesResponse> observer) {
      balances.removeIf(balance ->
          balance.getQuota().equals(request.getQuota())
              && balance.getMeasure() == request.getMeasure());
      answer(request, observer, ListBalancesResponse.newBuilder().addAllBalances(balances).build());
    }
  }

  /// Every call would be refused.
  private final class Policy extends PolicyGrpc.PolicyImplBase {
    @Override
    public void checkEmergency(
        CheckEmergencyRequest request, StreamObserver<EmergencyReport> observer) {
      observer.onNext(EmergencyReport.newBuilder().addAllRows(emergency).build());
      observer.onCompleted();
    }

    @Override
    public void replay(ReplayRequest request, StreamObserver<ReplayResponse> observer) {
      ReplayResponse.Builder response = ReplayResponse.newBuilder();
      request
          .getCallsList()
          .forEach(call ->
              response.addDifferences(
                  Difference.newBuilder()
                      .setCallId(call.getCall().getCallId())
                      .setBefore(
                          Decision.newBuilder().addTargets(Target.newBuilder().setLine("gsm-1")))
                      .setAfter(
                          Decision.newBuilder()
                              .setSipStatus(403)
                              .setCause(21)
                              .setReason("<closed>"))));
      answer(request, observer, response.build());
    }
  }

  private final class Cdr extends RecordsGrpc.RecordsImplBase {
    @Override
    public void listRecords(
        ListRecordsRequest request, StreamObserver<ListRecordsResponse> observer) {
      answer(
          request,
          observer,
          ListRecordsResponse.newBuilder().addAllRecords(records).setNextPageToken("next").build());
    }
  }
}
