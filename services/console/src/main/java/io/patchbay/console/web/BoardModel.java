package io.patchbay.console.web;

import io.patchbay.console.api.PolicyWatch;
import io.patchbay.console.live.Board;
import io.patchbay.console.live.LineView;
import io.patchbay.console.live.Lines;
import io.patchbay.console.live.Section;
import io.patchbay.console.live.Trunks;
import io.patchbay.console.rest.StatusView;
import io.patchbay.contract.document.Documents;
import io.patchbay.routing.conduct.HelpAlarms;
import io.patchbay.routing.conduct.Standings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What the templates of the board's sections are given. Thread-safe.
public final class BoardModel {
  private static final int SHOWN = 8;
  private static final int CALLS_SHOWN = 100;

  private final Board board;
  private final Lines lines;
  private final Supplier<Documents> documents;
  private final StatusView status;
  private final Trunks trunks;
  private final PolicyWatch policy;

  public BoardModel(
      Board board,
      Lines lines,
      Supplier<Documents> documents,
      StatusView status,
      Trunks trunks,
      PolicyWatch policy) {
    this.trunks = trunks;
    this.policy = policy;
    this.board = board;
    this.lines = lines;
    this.documents = documents;
    this.status = status;
  }

  /// By name of the variable the section's template reads.
  Map<String, Object> of(Section section) {
    return switch (section) {
      case LINES -> {
        List<LineRow> rows = lines();
        boolean policed = rows.stream().anyMatch(row -> !row.policies().isEmpty());
        yield Map.of("lines", rows, "policed", policed);
      }
      case CALLS ->
          Map.of("calls", board.calls().stream().limit(CALLS_SHOWN).map(CallRow::of).toList());
      case EXTENSIONS -> Map.of("extensions", extensions(), "seatAlarms", alarms("extension"));
      case MESSAGES ->
          Map.of("messages", board.messages().stream().limit(SHOWN).map(MessageRow::of).toList());
      case RECORDS ->
          Map.of("records", board.records().stream().limit(SHOWN).map(RecordRow::of).toList());
      case TRUNKS -> Map.of("trunks", trunks.all(), "trunkAlarms", alarms("trunk"));
      case SERVICES ->
          Map.of(
              "missing",
              status.all().stream().filter(each -> !each.up()).toList(),
              "failing",
              trunks.failing(),
              "emergency",
              policy.warnings(),
              "helpAlarms",
              alarms(HelpAlarms.KIND),
              "limitAlarms",
              alarms("limit"));
    };
  }

  /// In words, by name.
  private Map<String, List<String>> alarms(String kind) {
    Map<String, List<String>> alarms = new TreeMap<>();
    board
        .alarms(kind)
        .forEach(
            (name, firings) -> alarms.put(name, firings.stream().map(Standings::words).toList()));
    return alarms;
  }

  List<LineRow> lines() {
    return lines.all().stream().map(this::row).toList();
  }

  LineRow row(LineView line) {
    return LineRow.of(line, LimitRow.left(policy.balances(), line.state().getLine()));
  }

  /// Everybody who can call, as [io.patchbay.contract.RouteQuestions#of] names them.
  List<String> callers() {
    Documents now = documents.get();
    return Stream.of(
            now.extensions().keySet().stream().map(name -> "extension/" + name),
            now.lines().keySet().stream().map(name -> "line/" + name),
            now.trunks().keySet().stream().map(name -> "trunk/" + name),
            Stream.of("api"))
        .flatMap(names -> names)
        .toList();
  }

  List<ExtensionRow> extensions() {
    return documents.get().extensions().entrySet().stream()
        .map(each ->
            ExtensionRow.of(
                each.getKey(),
                each.getValue(),
                board.registered(each.getKey()),
                board.settings("extension/" + each.getKey())))
        .toList();
  }
}
