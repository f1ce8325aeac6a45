package io.patchbay.console.web;

import io.patchbay.contract.TargetWords;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.TraceStep;
import java.util.ArrayList;
import java.util.List;

/// A decision as a page shows it.
///
/// @param refused why there is none; empty: there are targets
/// @param targets where it goes, in the order tried
/// @param limits in words
public record Explanation(
    String refused, List<String> targets, String limits, boolean emergency, List<Step> steps) {
  /// What one step said; without its name when it is that of the row above.
  public record Step(String name, String text, List<Candidate> candidates) {}

  /// A line that was looked at.
  public record Candidate(String line, boolean chosen, String state, String reason) {}

  static Explanation of(Decision decision) {
    List<String> targets = decision.getTargetsList().stream().map(TargetWords::of).toList();
    String refused =
        decision.hasCollect() && targets.isEmpty()
            ? decision.getReason()
            : targets.isEmpty()
                ? "SIP %d, cause %d: %s"
                    .formatted(decision.getSipStatus(), decision.getCause(), decision.getReason())
                : "";
    List<Step> steps = new ArrayList<>();
    String before = "";
    for (TraceStep step : decision.getStepsList()) {
      String name = step.getStep().equals(before) ? "" : step.getStep();
      before = step.getStep();
      steps.add(
          new Step(
              name,
              step.getText(),
              step.getCandidatesList().stream()
                  .map(line ->
                      new Candidate(
                          line.getLine(), line.getChosen(), line.getState(), line.getReason()))
                  .toList()));
    }
    return new Explanation(refused, targets, limits(decision), decision.getEmergency(), steps);
  }

  private static String limits(Decision decision) {
    List<String> words = new ArrayList<>();
    if (decision.getRingTimeoutS() > 0) {
      words.add("rings for " + decision.getRingTimeoutS() + " s");
    }
    if (decision.getMaxDurationS() > 0) {
      words.add("lasts " + decision.getMaxDurationS() + " s at most");
    }
    if (!decision.getCallingNumber().isEmpty()) {
      words.add("shows " + decision.getCallingNumber());
    }
    return String.join(", ", words);
  }
}
