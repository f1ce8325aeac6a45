package io.patchbay.routing;

import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.TraceStep;
import java.util.ArrayList;
import java.util.List;

/// Collects what the steps say, in lines for people and in parts. Of one decision.
final class Trace {
  /// Of the lines that a step looked at, a call's own trace names the first few.
  static final int FEW = 8;

  static final int ALL = Integer.MAX_VALUE;

  private final int most;
  private final List<String> lines = new ArrayList<>();
  private final List<TraceStep> steps = new ArrayList<>();

  /// @param most candidates that are named at each step
  Trace(int most) {
    this.most = most;
  }

  void question(Inquiry inquiry) {
    String called = inquiry.called().isEmpty() ? "(no number)" : inquiry.called();
    add("", Note.all(inquiry.caller() + " calls " + called));
  }

  void add(String step, List<Note> notes) {
    for (Note note : notes) {
      String text = note.words(most);
      lines.add(step.isEmpty() ? text : step + ": " + text);
      steps.add(
          TraceStep.newBuilder()
              .setStep(step)
              .setText(text)
              .addAllCandidates(
                  note.candidates().stream().limit(most).map(Candidate::traced).toList())
              .build());
    }
  }

  Decision on(Decision decision) {
    return decision.toBuilder()
        .clearTrace()
        .addAllTrace(lines)
        .clearSteps()
        .addAllSteps(steps)
        .build();
  }
}
