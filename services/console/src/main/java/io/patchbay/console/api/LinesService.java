package io.patchbay.console.api;

import io.grpc.stub.StreamObserver;
import io.patchbay.console.live.Board;
import io.patchbay.console.live.Change;
import io.patchbay.console.live.LineView;
import io.patchbay.console.live.Lines;
import io.patchbay.console.users.Role;
import io.patchbay.contract.serve.Answers;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.line.v1.AtLog;
import io.patchbay.proto.line.v1.ControlLineRequest;
import io.patchbay.proto.line.v1.Forwardings;
import io.patchbay.proto.line.v1.GetLineRequest;
import io.patchbay.proto.line.v1.HoldCallsRequest;
import io.patchbay.proto.line.v1.Line;
import io.patchbay.proto.line.v1.LinesGrpc;
import io.patchbay.proto.line.v1.ListCellsRequest;
import io.patchbay.proto.line.v1.ListCellsResponse;
import io.patchbay.proto.line.v1.ListLinesRequest;
import io.patchbay.proto.line.v1.ListLinesResponse;
import io.patchbay.proto.line.v1.QueryForwardingRequest;
import io.patchbay.proto.line.v1.ReadAtLogRequest;
import io.patchbay.proto.line.v1.SetForwardingRequest;
import io.patchbay.proto.line.v1.TestAudioRequest;
import io.patchbay.proto.line.v1.TestAudioResponse;
import io.patchbay.proto.line.v1.WatchLinesRequest;

/// `line.v1` over gRPC.
public final class LinesService extends LinesGrpc.LinesImplBase {
  private static final int WAITING = 1_000;

  private final Lines lines;
  private final LineControl control;
  private final ForwardingControl forwarding;
  private final CallHolding holding;
  private final Peers peers;
  private final AudioTests audioTests;
  private final Watchers<Line> watchers = new Watchers<>(WAITING);

  public LinesService(
      Lines lines,
      Board board,
      LineControl control,
      ForwardingControl forwarding,
      CallHolding holding,
      Peers peers) {
    this.lines = lines;
    this.control = control;
    this.forwarding = forwarding;
    this.holding = holding;
    this.peers = peers;
    audioTests = new AudioTests(lines, peers);
    board.listen(this::changed);
  }

  private void changed(Change change) {
    String changed =
        switch (change.item()) {
          case LineStateRecord state -> state.getLine();
          case PolicyStateRecord state -> state.getSubject().replaceFirst("^line/", "");
          case PhoneSetting setting -> setting.getPhone().replaceFirst("^line/", "");
          default -> "";
        };
    if (!changed.isEmpty() && watchers.size() > 0) {
      lines.all().stream()
          .filter(view -> view.state().getLine().equals(changed))
          .forEach(view -> watchers.publish(line(view)));
    }
  }

  /// A line as programs see it.
  static Line line(LineView view) {
    return Line.newBuilder()
        .setName(view.state().getLine())
        .setEdge(view.state().getEdge())
        .setKind(view.state().getKind())
        .setStatus(view.state().getStatus())
        .setAt(view.state().getAt())
        .setStale(view.stale())
        .setDisabled(view.disabled())
        .setMaintenance(view.maintenance())
        .addAllPolicies(view.policies())
        .addAllSettings(view.settings())
        .build();
  }

  @Override
  public void listLines(ListLinesRequest request, StreamObserver<ListLinesResponse> observer) {
    Answers.answer(
        observer,
        () -> {
          ListLinesResponse.Builder all = ListLinesResponse.newBuilder();
          lines.all().forEach(view -> all.addLines(line(view)));
          return all.build();
        });
  }

  @Override
  public void getLine(GetLineRequest request, StreamObserver<Line> observer) {
    Answers.answer(observer, () -> line(lines.find(request.getLine())));
  }

  @Override
  public void watchLines(WatchLinesRequest request, StreamObserver<Line> observer) {
    String name = request.getLine();
    lines.all().stream()
        .filter(view -> name.isEmpty() || name.equals(view.state().getLine()))
        .forEach(view -> observer.onNext(line(view)));
    watchers.add(observer, line -> name.isEmpty() || name.equals(line.getName()));
  }

  @Override
  public void controlLine(ControlLineRequest request, StreamObserver<Line> observer) {
    String actor = DoorKeeper.CALLER.get().name();
    Answers.answer(
        observer, () -> line(control.act(request.getLine(), request.getAction(), actor)));
  }

  @Override
  public void listCells(ListCellsRequest request, StreamObserver<ListCellsResponse> observer) {
    Answers.answer(
        observer,
        () -> ListCellsResponse.newBuilder().addAllCells(peers.cells(request.getLine())).build());
  }

  @Override
  public void testAudio(TestAudioRequest request, StreamObserver<TestAudioResponse> observer) {
    Answers.answer(observer, () -> audioTests.test(request.getLine(), request.getNumber()));
  }

  @Override
  public void holdCalls(HoldCallsRequest request, StreamObserver<Line> observer) {
    Answers.answer(observer, () -> line(holding.act(request.getLine(), request.getAction())));
  }

  @Override
  public void readAtLog(ReadAtLogRequest request, StreamObserver<AtLog> observer) {
    var caller = DoorKeeper.CALLER.get();
    Answers.answer(
        observer,
        () -> {
          if (request.getWhole()) {
            caller.require(Role.ADMIN);
          }
          return AtLog.newBuilder()
              .addAllEntries(
                  peers
                      .trace(request.getLine(), request.getAfter(), request.getWhole())
                      .getEntriesList())
              .build();
        });
  }

  @Override
  public void queryForwarding(
      QueryForwardingRequest request, StreamObserver<Forwardings> observer) {
    Answers.answer(observer, () -> forwarding.query(request.getLine()));
  }

  @Override
  public void setForwarding(SetForwardingRequest request, StreamObserver<Forwardings> observer) {
    Answers.answer(observer, () -> forwarding.set(request.getLine(), request.getForward()));
  }

  /// Ends every stream.
  void close() {
    watchers.close();
  }
}
