package io.patchbay.trunk.edge;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.LineReport;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.PhoneSetting;
import io.patchbay.routing.LineStates;
import io.patchbay.routing.LineUse;
import io.patchbay.routing.PhoneState;
import io.patchbay.routing.PhoneStates;
import io.patchbay.routing.emergency.HelpCalls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Every line the edges have told of, and its last status; and what somebody has set on phones.
/// Thread-safe.
public final class LineTable implements LineStates {
  private final ConcurrentMap<String, LineAt> lines = new ConcurrentHashMap<>();
  private final PhoneStates phones = new PhoneStates();
  private final HelpCalls helpCalls = new HelpCalls();

  /// A line and the edge it is plugged into.
  public record LineAt(String name, String edge, LineKind kind, LineStatus status) {}

  public Optional<LineAt> find(String line) {
    return Optional.ofNullable(lines.get(line));
  }

  List<LineAt> ofEdge(String edge) {
    return lines.values().stream().filter(one -> one.edge().equals(edge)).toList();
  }

  void hello(String edge, List<LineReport> reports) {
    lines.values().removeIf(one -> one.edge().equals(edge));
    for (LineReport report : reports) {
      lines.put(
          report.getName(),
          new LineAt(report.getName(), edge, report.getKind(), report.getStatus()));
    }
  }

  LineAt status(String edge, String line, LineStatus status) {
    return lines.compute(
        line,
        (name, old) ->
            new LineAt(
                name, edge, old == null ? LineKind.LINE_KIND_UNSPECIFIED : old.kind(), status));
  }

  /// Takes the record of a call that an edge of these lines had.
  void concluded(CallRecord record) {
    helpCalls.count(record);
  }

  /// Takes what somebody has set on a phone by a feature code.
  public void set(PhoneSetting setting) {
    phones.set(setting);
  }

  @Override
  public PhoneState phone(String phone) {
    return phones.of(phone);
  }

  @Override
  public HelpCalls helpCalls() {
    return helpCalls;
  }

  @Override
  public Set<String> emergencyNumbers(String line) {
    LineAt at = lines.get(line);
    return at == null ? Set.of() : Set.copyOf(at.status().getEmergencyNumbersList());
  }

  @Override
  public LineUse of(String line) {
    LineAt at = lines.get(line);
    if (at == null) {
      return LineUse.UNKNOWN;
    }
    LineState state = at.status().getState();
    if (state == LineState.LINE_STATE_DOWN || state == LineState.LINE_STATE_OUT_OF_SERVICE) {
      return LineUse.of(LineUse.Condition.OUT_OF_SERVICE);
    }
    return LineUse.of(
            at.status().getBusyCallId().isEmpty() ? LineUse.Condition.FREE : LineUse.Condition.BUSY)
        .on(LineUse.Radio.of(at.status()));
  }
}
