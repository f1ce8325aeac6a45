package io.patchbay.trunk.edge;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.config.v1.LineSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which PINs an edge needs when it is alone: those that calls from and by its lines ask for.
final class EdgePins {
  private EdgePins() {}

  /// The names of the documents.
  static Set<String> of(Documents documents, String edge) {
    Set<String> pins = new HashSet<>();
    Set<String> lines = new HashSet<>();
    documents
        .lines()
        .forEach((name, line) -> {
          if (line.getEdge().equals(edge)) {
            lines.add(name);
            pins.addAll(ofLine(line));
          }
        });
    documents.lineGroups().values().stream()
        .filter(group -> group.getLinesList().stream().anyMatch(lines::contains))
        .forEach(group -> pins.add(group.getCallOutPin()));
    documents.dialPlans().values().stream()
        .flatMap(plan -> plan.getRulesList().stream())
        .map(DialRule::getTo)
        .forEach(to -> pins.add(to.getSecondStage().getPin()));
    pins.remove("");
    return pins;
  }

  private static List<String> ofLine(LineSpec line) {
    return List.of(
        line.getCallOutPin(),
        line.getCallInPin(),
        line.getSecondStage().getPin(),
        line.getIncoming().getSecondStage().getPin());
  }
}
