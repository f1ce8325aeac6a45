package io.patchbay.routing;

import io.patchbay.proto.config.v1.Destination;
import io.patchbay.proto.policy.v1.Target;
import java.util.List;
import java.util.stream.Collectors;

/// Makes and names targets.
final class Targets {
  private Targets() {}

  static Target line(String line, String number) {
    return Target.newBuilder().setLine(line).setNumber(number).build();
  }

  static Target extension(String extension) {
    return Target.newBuilder().setExtension(extension).setNumber(extension).build();
  }

  static Target trunk(String trunk, String number) {
    return Target.newBuilder().setTrunk(trunk).setNumber(number).build();
  }

  /// A destination in words: `group mobile`.
  static String words(Destination to) {
    if (!to.getExtension().isEmpty()) {
      return "extension " + to.getExtension();
    }
    if (!to.getLine().isEmpty()) {
      return "line " + to.getLine();
    }
    if (!to.getLineGroup().isEmpty()) {
      return "group " + to.getLineGroup();
    }
    return to.getTrunk().isEmpty() ? "nowhere" : "trunk " + to.getTrunk();
  }

  static String names(List<Target> targets) {
    return targets.stream()
        .map(target -> target.getLine() + target.getExtension() + target.getTrunk())
        .collect(Collectors.joining(", "));
  }
}
