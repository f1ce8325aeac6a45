package io.patchbay.routing;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What a step says for the trace of the decision.
///
/// @param text one sentence with the values in it; before candidates: of what they are
/// @param candidates lines it looked at; none where it did not choose
public record Note(String text, List<Candidate> candidates) {
  public Note {
    requireNonNull(text, "text");
    candidates = List.copyOf(candidates);
  }

  /// Words alone.
  public static Note of(String text) {
    return new Note(text, List.of());
  }

  /// In words.
  ///
  /// @param most candidates that are named
  String words(int most) {
    return candidates.isEmpty() ? text : text + ": " + Candidate.words(candidates, most);
  }

  static List<Note> all(String... texts) {
    return List.of(texts).stream().map(Note::of).toList();
  }
}
