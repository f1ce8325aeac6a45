package io.patchbay.standalone;

import io.patchbay.contract.TargetWords;
import io.patchbay.proto.policy.v1.Decision;
import java.util.stream.Collectors;

/// A decision in one line: where a call goes, or why not.
final class DecisionWords {
  private DecisionWords() {}

  static String of(Decision decision) {
    if (decision.getTargetsCount() == 0 && decision.hasCollect()) {
      return "asked: " + decision.getReason();
    }
    if (decision.getTargetsCount() == 0) {
      return "refused: SIP %d, cause %d, %s"
          .formatted(decision.getSipStatus(), decision.getCause(), decision.getReason());
    }
    String targets =
        decision.getTargetsList().stream()
            .map(TargetWords::of)
            .collect(Collectors.joining(", else "));
    String limit =
        decision.getMaxDurationS() == 0 ? "" : ", " + decision.getMaxDurationS() + " s at most";
    return "-> " + targets + limit;
  }
}
