package io.patchbay.sms.own;

import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.LineStateRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The SIM lines and the cards in them, as their edges say. Thread-safe.
public final class Cards {
  private final ConcurrentMap<String, LineStateRecord> lines = new ConcurrentHashMap<>();

  /// A line tells its state.
  public void take(LineStateRecord state) {
    lines.put(state.getLine(), state);
  }

  /// There is no such line any more.
  public void removed(String line) {
    lines.remove(line);
  }

  /// A SIM line in service.
  ///
  /// @param card ICCID, else IMSI
  /// @param number as it says itself; empty: it does not know
  record Serving(String line, String card, String number) {}

  Collection<Serving> serving() {
    return lines.values().stream()
        .filter(line -> line.getKind() == LineKind.LINE_KIND_SIM)
        .filter(line -> line.getStatus().getState() == LineState.LINE_STATE_IN_SERVICE)
        .flatMap(line -> serving(line.getLine(), line.getStatus()).stream())
        .toList();
  }

  private static List<Serving> serving(String line, LineStatus status) {
    String iccid = status.getIdentityOrDefault("iccid", "");
    String card = iccid.isEmpty() ? status.getIdentityOrDefault("imsi", "") : iccid;
    return card.isEmpty() ? List.of() : List.of(new Serving(line, card, status.getNumber()));
  }

  /// The number of a line; empty: nobody knows it.
  Optional<String> number(String line) {
    return Optional.ofNullable(lines.get(line))
        .map(state -> state.getStatus().getNumber())
        .filter(number -> !number.isEmpty());
  }
}
