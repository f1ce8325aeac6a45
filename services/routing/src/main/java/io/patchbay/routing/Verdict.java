package io.patchbay.routing;

import io.patchbay.proto.policy.v1.Decision;
import java.util.List;

/// What one step says to a question.
public sealed interface Verdict {
  /// For the trace of the decision.
  List<Note> notes();

  /// The next step is asked the same.
  record Pass(List<Note> notes) implements Verdict {
    public Pass {
      notes = List.copyOf(notes);
    }
  }

  /// The next step is asked this instead.
  record Changed(Inquiry inquiry, List<Note> notes) implements Verdict {
    public Changed {
      notes = List.copyOf(notes);
    }
  }

  /// That is the decision; no other step is asked.
  record Decided(Decision decision, List<Note> notes) implements Verdict {
    public Decided {
      notes = List.copyOf(notes);
    }
  }

  /// Nothing to say but this.
  static Verdict pass(String... texts) {
    return new Pass(Note.all(texts));
  }

  /// Goes on with this.
  static Verdict changed(Inquiry inquiry, String... texts) {
    return new Changed(inquiry, Note.all(texts));
  }

  /// Refused.
  static Verdict refuse(Refusal refusal, String reason) {
    return new Decided(refusal.decision(reason), Note.all(reason));
  }
}
