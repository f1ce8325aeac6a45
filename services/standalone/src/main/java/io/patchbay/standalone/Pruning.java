package io.patchbay.standalone;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.config.v1.DialPlanSpec;
import io.patchbay.proto.config.v1.DialRule;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.LineGroupSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `--no-simulator`: takes the simulated lines out, and whatever then points nowhere. Pure.
final class Pruning {
  private Pruning() {}

  /// A line is simulated when one of its settings points below the simulator's directory.
  static List<Document> withoutSimulated(List<Document> documents, Path simulatorDirectory) {
    Set<String> gone = new HashSet<>();
    for (Document document : documents) {
      if (document.hasLine()
          && document.getLine().getSettingsMap().values().stream()
              .anyMatch(value -> value.startsWith(simulatorDirectory.toString()))) {
        gone.add("Line/" + document.getName());
      }
    }
    List<Document> groupsPruned =
        documents.stream()
            .filter(document -> !gone.contains("Line/" + document.getName()) || !document.hasLine())
            .map(document -> prunedGroup(document, gone))
            .flatMap(Optional::stream)
            .toList();
    return groupsPruned.stream().map(document -> prunedDestinations(document, gone)).toList();
  }

  private static Optional<Document> prunedGroup(Document document, Set<String> gone) {
    if (!document.hasLineGroup()) {
      return Optional.of(document);
    }
    LineGroupSpec group = document.getLineGroup();
    List<String> left =
        group.getLinesList().stream().filter(line -> !gone.contains("Line/" + line)).toList();
    if (left.isEmpty()) {
      gone.add("LineGroup/" + document.getName());
      return Optional.empty();
    }
    return Optional.of(
        document.toBuilder()
            .setLineGroup(group.toBuilder().clearLines().addAllLines(left))
            .build());
  }

  private static Document prunedDestinations(Document document, Set<String> gone) {
    if (document.hasDialPlan()) {
      DialPlanSpec plan = document.getDialPlan();
      List<DialRule> left =
          plan.getRulesList().stream().filter(rule -> !pointsTo(rule.getTo(), gone)).toList();
      return document.toBuilder()
          .setDialPlan(plan.toBuilder().clearRules().addAllRules(left))
          .build();
    }
    if (document.hasTrunk() && pointsTo(document.getTrunk().getIncoming(), gone)) {
      return document.toBuilder().setTrunk(document.getTrunk().toBuilder().clearIncoming()).build();
    }
    if (document.hasLine() && pointsTo(document.getLine().getIncoming(), gone)) {
      return document.toBuilder().setLine(document.getLine().toBuilder().clearIncoming()).build();
    }
    if (document.hasSmsRoute() && pointsTo(document.getSmsRoute().getTo(), gone)) {
      return document.toBuilder().setSmsRoute(document.getSmsRoute().toBuilder().clearTo()).build();
    }
    return document;
  }

  private static boolean pointsTo(Destination destination, Set<String> gone) {
    return gone.contains("Line/" + destination.getLine())
        || gone.contains("LineGroup/" + destination.getLineGroup());
  }
}
