package io.patchbay.routing;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.policy.v1.TraceCandidate;
import java.util.List;

/// What a step says for the trace of the decision.
///
/// @param text one sentence with the values in it
/// @param candidates lines it looked at; none where it did not choose
public record Note(String text, List<TraceCandidate> candidates) {
  public Note {
    requireNonNull(text, "text");
    candidates = List.copyOf(candidates);
  }

  /// Words alone.
  public static Note of(String text) {
    return new Note(text, List.of());
  }

  static List<Note> all(String... texts) {
    return List.of(texts).stream().map(Note::of).toList();
  }
}
