package io.patchbay.trunk.edge;

import io.grpc.stub.StreamObserver;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import io.patchbay.proto.edge.v1.Command;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.DrainRequest;
import io.patchbay.proto.edge.v1.DrainResponse;
import io.patchbay.proto.edge.v1.ExecuteRequest;
import io.patchbay.proto.edge.v1.SendMessageRequest;
import io.patchbay.proto.edge.v1.SendMessageResponse;
import io.patchbay.proto.edge.v1.TrunkControlGrpc;

/// What other services ask of this replica.
public final class TrunkControlService extends TrunkControlGrpc.TrunkControlImplBase {
  private final EdgeHub hub;
  private final MessageDoor messages;
  private final DrainDoor drain;

  public TrunkControlService(EdgeHub hub, MessageDoor messages, DrainDoor drain) {
    this.hub = hub;
    this.messages = messages;
    this.drain = drain;
  }

  @Override
  public void execute(ExecuteRequest request, StreamObserver<CommandResult> observer) {
    Command command = request.getCommand();
    if (request.getLine().isEmpty() == request.getEdge().isEmpty()
        || command.getCommandCase() == Command.CommandCase.COMMAND_NOT_SET) {
      observer.onError(
          FaultStatus.toStatus(
              new Fault(Fault.Kind.INVALID, "a command, and either a line or an edge")));
      return;
    }
    if (request.getLine().isEmpty()) {
      hub.send(request.getEdge(), command, result -> answer(observer, result));
    } else {
      hub.sendToLine(request.getLine(), command, result -> answer(observer, result));
    }
  }

  @Override
  public void sendMessage(
      SendMessageRequest request, StreamObserver<SendMessageResponse> observer) {
    if (request.getExtension().isEmpty() == request.getTrunk().isEmpty()) {
      observer.onError(
          FaultStatus.toStatus(new Fault(Fault.Kind.INVALID, "either an extension or a trunk")));
      return;
    }
    messages.send(request, response -> answer(observer, response));
  }

  @Override
  public void drain(DrainRequest request, StreamObserver<DrainResponse> observer) {
    if (request.getResume()) {
      drain.resume();
    } else if (!request.getAsk()) {
      drain.begin();
    }
    answer(
        observer,
        DrainResponse.newBuilder()
            .setReplica(drain.replica())
            .setDraining(drain.draining())
            .setCalls(drain.calls())
            .setTrunks(drain.trunks())
            .build());
  }

  private static <T> void answer(StreamObserver<T> observer, T answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }
}
