package io.patchbay.routing;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LimitSpec;
import io.patchbay.proto.config.v1.LineGroupSpec;
import io.patchbay.proto.config.v1.LineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Limits of cost that do not see what calls cost: the line or trunk has no rates, and its calls
/// count as nothing.
final class Unpriced {
  private static final int NAMED = 5;

  private Unpriced() {}

  /// One sentence a limit.
  static List<String> warnings(Documents documents) {
    List<String> warnings = new ArrayList<>();
    documents
        .limits()
        .forEach((name, limit) -> {
          List<String> without = limit.getCost().isEmpty() ? List.of() : without(documents, limit);
          if (!without.isEmpty()) {
            int more = without.size() - NAMED;
            warnings.add(
                "Limit "
                    + name
                    + ": spec.cost: calls by "
                    + String.join(", ", without.stream().limit(NAMED).toList())
                    + (more > 0 ? " and " + more + " more" : "")
                    + " cost nothing: no `rates`");
          }
        });
    return warnings;
  }

  private static List<String> without(Documents documents, LimitSpec limit) {
    TreeSet<String> exits = new TreeSet<>();
    for (String on : limit.getOnList()) {
      String[] parts = on.split("/", 2);
      switch (parts[0]) {
        case "line", "trunk" -> exits.add(on);
        case "line-group" ->
            documents
                .lineGroups()
                .getOrDefault(parts[1], LineGroupSpec.getDefaultInstance())
                .getLinesList()
                .forEach(line -> exits.add("line/" + line));
        default ->
            Stream.concat(
                    documents.lines().keySet().stream().map(line -> "line/" + line),
                    documents.trunks().keySet().stream().map(trunk -> "trunk/" + trunk))
                .forEach(exits::add);
      }
    }
    return exits.stream().filter(exit -> unpriced(documents, exit)).toList();
  }

  private static boolean unpriced(Documents documents, String exit) {
    String name = exit.substring(exit.indexOf('/') + 1);
    if (exit.startsWith("trunk/")) {
      var trunk = documents.trunks().get(name);
      return trunk != null && trunk.getRates().isEmpty();
    }
    var line = documents.lines().get(name);
    return line != null && line.getKind() != LineKind.LINE_KIND_FXS && line.getRates().isEmpty();
  }
}
