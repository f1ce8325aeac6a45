package io.patchbay.console.api;

import io.patchbay.contract.Fault;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.HangUpRequest;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.cdr.v1.ListRecordsRequest;
import io.patchbay.proto.cdr.v1.ListRecordsResponse;
import io.patchbay.proto.cdr.v1.RecordsGrpc;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.ControlLine;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import io.patchbay.proto.edge.v1.Refusal;
import io.patchbay.proto.edge.v1.TrunkControlGrpc;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.proto.sms.v1.ListMessagesResponse;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the console asks of the other services. Blocks within a deadline; every failure is a
/// [Fault]. Thread-safe.
public final class Peers {
  private static final int QUESTION_S = 5;
  private static final int COMMAND_MS = 20_000;

  private final Backends backends;
  private final Supplier<String> ids;

  /// @param ids makes command ids
  public Peers(Backends backends, Supplier<String> ids) {
    this.backends = backends;
    this.ids = ids;
  }

  public Call originate(OriginateRequest request) {
    return backends
        .trunk()
        .ask(
            false,
            channel ->
                CallsGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(QUESTION_S, TimeUnit.SECONDS)
                    .originate(request));
  }

  /// The replica that controls the call is found by asking.
  public Call hangUp(HangUpRequest request) {
    return backends
        .trunk()
        .ask(
            true,
            channel ->
                CallsGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(QUESTION_S, TimeUnit.SECONDS)
                    .hangUp(request));
  }

  public Message send(SendMessageRequest request) {
    return backends
        .smsRouter()
        .ask(
            false,
            channel ->
                MessagesGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(QUESTION_S, TimeUnit.SECONDS)
                    .sendMessage(request));
  }

  public ListMessagesResponse messages(ListMessagesRequest request) {
    return backends
        .smsRouter()
        .ask(
            false,
            channel ->
                MessagesGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(QUESTION_S, TimeUnit.SECONDS)
                    .listMessages(request));
  }

  public ListRecordsResponse records(ListRecordsRequest request) {
    return backends
        .cdrAnalytics()
        .ask(
            false,
            channel ->
                RecordsGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(QUESTION_S, TimeUnit.SECONDS)
                    .listRecords(request));
  }

  /// Returns when the edge has done it.
  ///
  /// @throws Fault also when the edge refused
  public void control(String line, ControlLine.Action action) {
    Command command =
        Command.newBuilder()
            .setCommandId(ids.get())
            .setDeadlineMs(COMMAND_MS)
            .setControlLine(ControlLine.newBuilder().setLine(line).setAction(action))
            .build();
    ExecuteRequest request = ExecuteRequest.newBuilder().setLine(line).setCommand(command).build();
    CommandResult result =
        backends
            .trunk()
            .ask(
                true,
                channel ->
                    TrunkControlGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(COMMAND_MS + 1_000L, TimeUnit.MILLISECONDS)
                        .execute(request));
    if (result.hasRefused()) {
      throw new Fault(kind(result.getRefused().getKind()), result.getRefused().getReason());
    }
  }

  private static Fault.Kind kind(Refusal refusal) {
    return switch (refusal) {
      case REFUSAL_INVALID -> Fault.Kind.INVALID;
      case REFUSAL_NOT_FOUND -> Fault.Kind.NOT_FOUND;
      case REFUSAL_TIMED_OUT -> Fault.Kind.TIMED_OUT;
      case REFUSAL_BUSY, REFUSAL_REJECTED -> Fault.Kind.CONFLICT;
      case REFUSAL_UNAVAILABLE, REFUSAL_UNSPECIFIED, UNRECOGNIZED -> Fault.Kind.UNAVAILABLE;
    };
  }
}
