package io.patchbay.standalone;

import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import java.util.stream.Collectors;

/// A decision in one line: where a call goes, or why not.
final class DecisionWords {
  private DecisionWords() {}

  static String of(Decision decision) {
    if (decision.getTargetsCount() == 0) {
      return "refused: SIP %d, cause %d, %s"
          .formatted(decision.getSipStatus(), decision.getCause(), decision.getReason());
    }
    String targets =
        decision.getTargetsList().stream()
            .map(DecisionWords::of)
            .collect(Collectors.joining(", else "));
    String limit =
        decision.getMaxDurationS() == 0 ? "" : ", " + decision.getMaxDurationS() + " s at most";
    return "-> " + targets + limit;
  }

  private static String of(Target target) {
    if (!target.getExtension().isEmpty()) {
      return "extension " + target.getExtension();
    }
    String where =
        target.getLine().isEmpty() ? "trunk " + target.getTrunk() : "line " + target.getLine();
    return target.getNumber().isEmpty() ? where : where + " dials " + target.getNumber();
  }
}
