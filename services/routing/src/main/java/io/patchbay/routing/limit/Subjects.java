package io.patchbay.routing.limit;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.policy.v1.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whom a call out concerns: who calls, and each line or trunk it may leave by with its groups.
public final class Subjects {
  private final Documents documents;

  /// Of each line, as `line-group/mobile` by `line/gsm-1`.
  private final Map<String, List<String>> groups = new HashMap<>();

  Subjects(Documents documents) {
    this.documents = documents;
    documents
        .lineGroups()
        .forEach((name, group) ->
            group.getLinesList().stream()
                .distinct()
                .forEach(line ->
                    groups
                        .computeIfAbsent("line/" + line, _ -> new ArrayList<>())
                        .add("line-group/" + name)));
  }

  /// `line/gsm-1`, `trunk/pbx` or `uri/sip:101@192.0.2.1` of a target that leaves the house; empty
  /// for phones and extensions.
  String exit(Target target) {
    return exit(documents, target);
  }

  /// As above, without looking anything up but the line.
  public static String exit(Documents documents, Target target) {
    if (!target.getTrunk().isEmpty()) {
      return "trunk/" + target.getTrunk();
    }
    if (!target.getUri().isEmpty()) {
      return "uri/" + target.getUri();
    }
    LineSpec line = documents.lines().getOrDefault(target.getLine(), LineSpec.getDefaultInstance());
    return target.getLine().isEmpty() || line.getKind() == LineKind.LINE_KIND_FXS
        ? ""
        : "line/" + target.getLine();
  }

  /// The targets that leave the house, in order.
  List<String> exits(List<Target> targets) {
    return targets.stream().map(this::exit).filter(exit -> !exit.isEmpty()).distinct().toList();
  }

  /// The line groups of a line, as `line-group/mobile`.
  List<String> groups(String exit) {
    return groups.getOrDefault(exit, List.of());
  }

  /// Each subject with the exits it is concerned by; none for the caller, who is always.
  ///
  /// @param caller as `extension/101`
  Map<String, List<String>> of(String caller, List<String> exits) {
    Map<String, List<String>> subjects = new LinkedHashMap<>();
    exits.forEach(exit -> subjects.put(exit, List.of(exit)));
    for (String exit : exits) {
      for (String group : groups(exit)) {
        subjects.computeIfAbsent(group, _ -> new ArrayList<>()).add(exit);
      }
    }
    subjects.put(caller, List.of());
    return subjects;
  }
}
