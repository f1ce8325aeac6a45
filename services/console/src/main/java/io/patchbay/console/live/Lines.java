package io.patchbay.console.live;

import io.patchbay.contract.Fault;
import io.patchbay.contract.document.Documents;
import io.patchbay.launch.kafka.TopicFollower;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.LineStateRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Joins what the documents say of lines with what was heard of them. Thread-safe.
public final class Lines {
  private final Board board;
  private final Supplier<Documents> documents;
  private final Feed feed;
  private final BooleanSupplier trunkUp;

  /// @param trunkUp false: nobody speaks for the edges
  public Lines(Board board, Supplier<Documents> documents, Feed feed, BooleanSupplier trunkUp) {
    this.board = board;
    this.documents = documents;
    this.feed = feed;
    this.trunkUp = trunkUp;
  }

  /// The line of this name.
  ///
  /// @throws Fault NOT_FOUND
  public LineView find(String name) {
    return all().stream()
        .filter(line -> line.state().getLine().equals(name))
        .findFirst()
        .orElseThrow(() -> new Fault(Fault.Kind.NOT_FOUND, "line " + name + ": no such line"));
  }

  /// By name.
  public List<LineView> all() {
    boolean silent = feed.state() == TopicFollower.State.AWAY || !trunkUp.getAsBoolean();
    Map<String, LineSpec> specs = documents.get().lines();
    Map<String, LineView> views = new TreeMap<>();
    specs.forEach((name, spec) -> views.put(name, view(configured(name, spec), spec, silent)));
    for (LineStateRecord heard : board.lines()) {
      LineSpec spec = specs.getOrDefault(heard.getLine(), LineSpec.getDefaultInstance());
      views.put(heard.getLine(), view(completed(heard, spec), spec, silent));
    }
    return List.copyOf(views.values());
  }

  private LineView view(LineStateRecord state, LineSpec spec, boolean silent) {
    boolean edgeAway =
        state.getStatus().getState() == LineState.LINE_STATE_DOWN
            && state.getStatus().getReason().startsWith("edge");
    return new LineView(
        state,
        silent || edgeAway,
        spec.getDisabled(),
        spec.getMaintenance(),
        board.policies(state.getLine()),
        board.settings("line/" + state.getLine()));
  }

  private static LineStateRecord configured(String name, LineSpec spec) {
    return LineStateRecord.newBuilder()
        .setLine(name)
        .setEdge(spec.getEdge())
        .setKind(spec.getKind())
        .setStatus(LineStatus.newBuilder().setNumber(spec.getNumber()))
        .build();
  }

  private static LineStateRecord completed(LineStateRecord heard, LineSpec spec) {
    LineStateRecord.Builder full = heard.toBuilder();
    if (heard.getStatus().getNumber().isEmpty()) {
      full.getStatusBuilder().setNumber(spec.getNumber());
    }
    if (heard.getEdge().isEmpty()) {
      full.setEdge(spec.getEdge());
    }
    if (heard.getKindValue() == 0) {
      full.setKind(spec.getKind());
    }
    return full.build();
  }
}
