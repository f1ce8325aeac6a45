package io.patchbay.routing;

import io.patchbay.proto.policy.v1.Decision;
import java.util.List;

/// What one rule says to a question.
public sealed interface Verdict {
  /// Lines for the trace of the decision.
  List<String> trace();

  /// The next rule is asked.
  record Pass(List<String> trace) implements Verdict {
    public Pass {
      trace = List.copyOf(trace);
    }
  }

  /// That is the decision.
  record Decided(Decision decision, List<String> trace) implements Verdict {
    public Decided {
      trace = List.copyOf(trace);
    }
  }

  /// Nothing to say.
  static Verdict pass() {
    return new Pass(List.of());
  }

  /// Refused.
  static Verdict refuse(Refusal refusal, String reason) {
    return new Decided(refusal.decision(reason), List.of(reason));
  }
}
