package io.patchbay.console.api;

import io.grpc.Channel;
import io.grpc.stub.AbstractStub;
import io.patchbay.contract.Fault;
import io.patchbay.contract.Refusals;
import io.patchbay.proto.call.v1.Call;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.call.v1.HangUpRequest;
import io.patchbay.proto.call.v1.OriginateRequest;
import io.patchbay.proto.call.v1.RecordRequest;
import io.patchbay.proto.call.v1.Recording;
import io.patchbay.proto.call.v1.StopRecordingRequest;
import io.patchbay.proto.cdr.v1.ListRecordsRequest;
import io.patchbay.proto.cdr.v1.ListRecordsResponse;
import io.patchbay.proto.cdr.v1.RecordsGrpc;
import io.patchbay.proto.edge.v1.Accepted;
import io.patchbay.proto.edge.v1.Cell;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.ControlLine;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import io.patchbay.proto.edge.v1.ReadTrace;
import io.patchbay.proto.edge.v1.SurveyCells;
import io.patchbay.proto.edge.v1.Trace;
import io.patchbay.proto.edge.v1.TrunkControlGrpc;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.Balance;
import io.patchbay.proto.limit.v1.LimitsGrpc;
import io.patchbay.proto.limit.v1.ListBalancesRequest;
import io.patchbay.proto.limit.v1.ListPolicyStatesRequest;
import io.patchbay.proto.limit.v1.ResetRequest;
import io.patchbay.proto.limit.v1.RestoreRequest;
import io.patchbay.proto.policy.v1.CheckEmergencyRequest;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.EmergencyRow;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.policy.v1.ReplayRequest;
import io.patchbay.proto.policy.v1.ReplayResponse;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.sms.v1.CancelUssdRequest;
import io.patchbay.proto.sms.v1.ListMessagesRequest;
import io.patchbay.proto.sms.v1.ListMessagesResponse;
import io.patchbay.proto.sms.v1.Message;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.proto.sms.v1.SendMessageRequest;
import io.patchbay.proto.sms.v1.SendUssdRequest;
import io.patchbay.proto.sms.v1.UssdGrpc;
import io.patchbay.proto.sms.v1.UssdReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the console asks of the other services. Blocks within a deadline; every failure is a
/// [Fault]. Thread-safe.
public final class Peers {
  private static final Duration QUESTION = Duration.ofSeconds(5);
  private static final Duration COMMAND = Duration.ofSeconds(20);
  private static final Duration DIALOGUE = Duration.ofSeconds(65);

  private final Backends backends;
  private final Supplier<String> ids;

  /// @param ids makes command ids
  public Peers(Backends backends, Supplier<String> ids) {
    this.backends = backends;
    this.ids = ids;
  }

  public Call originate(OriginateRequest request) {
    return ask(
        backends.trunk(), false, CallsGrpc::newBlockingStub, stub -> stub.originate(request));
  }

  /// The replica that controls the call is found by asking.
  public Call hangUp(HangUpRequest request) {
    return ask(backends.trunk(), true, CallsGrpc::newBlockingStub, stub -> stub.hangUp(request));
  }

  public Recording record(RecordRequest request) {
    return ask(backends.trunk(), true, CallsGrpc::newBlockingStub, stub -> stub.record(request));
  }

  public Recording stopRecording(StopRecordingRequest request) {
    return ask(
        backends.trunk(), true, CallsGrpc::newBlockingStub, stub -> stub.stopRecording(request));
  }

  public Message send(SendMessageRequest request) {
    return ask(
        backends.smsRouter(),
        false,
        MessagesGrpc::newBlockingStub,
        stub -> stub.sendMessage(request));
  }

  public ListMessagesResponse messages(ListMessagesRequest request) {
    return ask(
        backends.smsRouter(),
        false,
        MessagesGrpc::newBlockingStub,
        stub -> stub.listMessages(request));
  }

  public ListRecordsResponse records(ListRecordsRequest request) {
    return ask(
        backends.cdrAnalytics(),
        false,
        RecordsGrpc::newBlockingStub,
        stub -> stub.listRecords(request));
  }

  /// What would become of a call; nothing is placed.
  public Decision explain(RouteRequest request) {
    return ask(
        backends.dialPlan(), false, PolicyGrpc::newBlockingStub, stub -> stub.explain(request));
  }

  /// What run policies have done to lines.
  public List<PolicyStateRecord> policyStates() {
    return ask(
            backends.dialPlan(),
            false,
            LimitsGrpc::newBlockingStub,
            stub -> stub.listPolicyStates(ListPolicyStatesRequest.getDefaultInstance()))
        .getStatesList();
  }

  /// Takes back what run policies have done.
  ///
  /// @return what is left of it
  public List<PolicyStateRecord> restore(RestoreRequest request) {
    return ask(
            backends.dialPlan(), false, LimitsGrpc::newBlockingStub, stub -> stub.restore(request))
        .getStatesList();
  }

  /// Which of past calls changed documents would send elsewhere.
  public ReplayResponse replay(ReplayRequest request) {
    return ask(
        backends.dialPlan(), false, PolicyGrpc::newBlockingStub, stub -> stub.replay(request));
  }

  /// How every limit stands.
  public List<Balance> balances() {
    return ask(
            backends.dialPlan(),
            false,
            LimitsGrpc::newBlockingStub,
            stub -> stub.listBalances(ListBalancesRequest.getDefaultInstance()))
        .getBalancesList();
  }

  /// Begins a limit anew; how every limit stands then.
  public List<Balance> reset(ResetRequest request) {
    return ask(backends.dialPlan(), false, LimitsGrpc::newBlockingStub, stub -> stub.reset(request))
        .getBalancesList();
  }

  /// By which ways emergency calls would leave now.
  public List<EmergencyRow> emergency() {
    return ask(
            backends.dialPlan(),
            false,
            PolicyGrpc::newBlockingStub,
            stub -> stub.checkEmergency(CheckEmergencyRequest.getDefaultInstance()))
        .getRowsList();
  }

  /// Returns with what the network says.
  public UssdReply ussd(SendUssdRequest request) {
    return backends
        .smsRouter()
        .ask(
            false,
            channel -> within(DIALOGUE, UssdGrpc.newBlockingStub(channel)).sendUssd(request));
  }

  public void cancelUssd(CancelUssdRequest request) {
    ask(backends.smsRouter(), false, UssdGrpc::newBlockingStub, stub -> stub.cancelUssd(request));
  }

  /// Returns when the edge has done it.
  ///
  /// @throws Fault also when the edge refused
  public void control(String line, ControlLine.Action action) {
    var _ =
        execute(
            line,
            Command.newBuilder()
                .setControlLine(ControlLine.newBuilder().setLine(line).setAction(action)));
  }

  /// The base stations that a line hears.
  public List<Cell> cells(String line) {
    return execute(
            line, Command.newBuilder().setSurveyCells(SurveyCells.newBuilder().setLine(line)))
        .getCellsList();
  }

  /// What was said to the line's hardware and by it.
  ///
  /// @param after the last sequence known
  /// @param whole with PINs and the text of messages
  public Trace trace(String line, long after, boolean whole) {
    return execute(
            line,
            Command.newBuilder()
                .setReadTrace(ReadTrace.newBuilder().setLine(line).setAfter(after).setWhole(whole)))
        .getTrace();
  }

  /// Has the edge of a line carry out a command; returns with its result.
  ///
  /// @throws Fault also when the edge refused
  public Accepted execute(String line, Command.Builder wanted) {
    return execute(line, wanted, COMMAND);
  }

  /// The same with a deadline of its own.
  ///
  /// @throws Fault also when the edge refused
  public Accepted execute(String line, Command.Builder wanted, Duration deadline) {
    Command command =
        wanted.setCommandId(ids.get()).setDeadlineMs((int) deadline.toMillis()).build();
    ExecuteRequest request = ExecuteRequest.newBuilder().setLine(line).setCommand(command).build();
    CommandResult result =
        backends
            .trunk()
            .ask(
                true,
                channel ->
                    within(deadline.plusSeconds(1), TrunkControlGrpc.newBlockingStub(channel))
                        .execute(request));
    if (result.hasRefused()) {
      throw Refusals.toFault(result.getRefused());
    }
    return result.getAccepted();
  }

  private static <S extends AbstractStub<S>, A> A ask(
      Backend backend, boolean elsewhere, Function<Channel, S> stub, Function<S, A> question) {
    return backend.ask(elsewhere, channel -> question.apply(within(QUESTION, stub.apply(channel))));
  }

  private static <S extends AbstractStub<S>> S within(Duration deadline, S stub) {
    return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }
}
