package io.patchbay.routing;

import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.TraceStep;
import java.util.ArrayList;
import java.util.List;

/// Collects what the steps say, in lines for people and in parts. Of one decision.
final class Trace {
  private final List<String> lines = new ArrayList<>();
  private final List<TraceStep> steps = new ArrayList<>();

  void question(Inquiry inquiry) {
    String called = inquiry.called().isEmpty() ? "(no number)" : inquiry.called();
    add("", Note.all(inquiry.caller() + " calls " + called));
  }

  void add(String step, List<Note> notes) {
    for (Note note : notes) {
      lines.add(step.isEmpty() ? note.text() : step + ": " + note.text());
      steps.add(
          TraceStep.newBuilder()
              .setStep(step)
              .setText(note.text())
              .addAllCandidates(note.candidates())
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
