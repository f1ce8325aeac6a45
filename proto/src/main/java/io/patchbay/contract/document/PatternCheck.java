package io.patchbay.contract.document;

import java.util.Optional;
import java.util.Set;

/// Tells what is wrong with a number pattern. The routing jar has the grammar; this jar does not
/// depend on it.
@FunctionalInterface
public interface PatternCheck {
  /// What is wrong; empty when the pattern parses.
  Optional<String> problem(String pattern);

  /// What is wrong with the dial rules of a line; empty when they parse.
  default Optional<String> rulesProblem(String rules) {
    return Optional.empty();
  }

  /// Emergency numbers as they are dialled; asked for where a document could be confused with one.
  default Set<String> emergencyNumbers(Documents documents) {
    return Set.of("112", "911");
  }

  /// Accepts every pattern.
  static PatternCheck none() {
    return pattern -> Optional.empty();
  }
}
