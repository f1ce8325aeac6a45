package io.patchbay.trunk.edge;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.Topics;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.trunk.events.FactLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/// What the topic `line-state` says of lines. Every replica reads it, the primary of an edge writes
/// what the edge reports, and whoever misses an edge writes that its lines are down. Thread-safe.
final class LineStateBoard {
  private final String trunk;
  private final FactLog facts;
  private final InstantSource clock;
  private final ConcurrentMap<String, LineStateRecord> read = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Timestamp> written = new ConcurrentHashMap<>();

  /// @param trunk name of this replica
  LineStateBoard(String trunk, FactLog facts, InstantSource clock) {
    this.trunk = trunk;
    this.facts = facts;
    this.clock = clock;
  }

  void read(LineStateRecord state) {
    read.put(state.getLine(), state);
  }

  Optional<LineStateRecord> find(String line) {
    return Optional.ofNullable(read.get(line));
  }

  void removed(String line) {
    read.remove(line);
  }

  void write(LineTable.LineAt line) {
    Instant now = clock.instant();
    Timestamp at =
        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build();
    written.put(line.name(), at);
    facts.publish(
        Topics.LINE_STATE,
        line.name(),
        LineStateRecord.newBuilder()
            .setLine(line.name())
            .setEdge(line.edge())
            .setKind(line.kind())
            .setStatus(line.status())
            .setAt(at)
            .setTrunk(trunk)
            .build());
  }

  /// Whether it is a word of this replica.
  boolean ours(LineStateRecord state) {
    return state.getTrunk().equals(trunk);
  }

  /// Has another replica said something after our last word? Then it has the edge.
  boolean spokenByOther(String line) {
    LineStateRecord last = read.get(line);
    Timestamp ours = written.getOrDefault(line, Timestamp.getDefaultInstance());
    return last != null && Timestamps.compare(last.getAt(), ours) > 0;
  }

  /// Lines that are said to work, by an edge that nobody here knows, in words from before `since`.
  List<LineTable.LineAt> orphans(Predicate<String> knownEdge, Instant since) {
    return read.values().stream()
        .filter(last -> last.getStatus().getState() != LineState.LINE_STATE_DOWN)
        .filter(last -> !knownEdge.test(last.getEdge()))
        .filter(last -> last.getAt().getSeconds() < since.getEpochSecond())
        .map(last ->
            new LineTable.LineAt(last.getLine(), last.getEdge(), last.getKind(), last.getStatus()))
        .toList();
  }

  /// The line as it is to those who cannot reach its edge; what is printed on the SIM stays.
  static LineStatus unreachable(String edge, LineStatus before) {
    return before.toBuilder()
        .setState(LineState.LINE_STATE_DOWN)
        .setReason("edge " + edge + " is not reachable")
        .clearRegistration()
        .clearOperator()
        .clearSignalDbm()
        .clearBusyCallId()
        .build();
  }
}
