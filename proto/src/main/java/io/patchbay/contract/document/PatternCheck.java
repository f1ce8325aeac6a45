package io.patchbay.contract.document;

import java.util.Optional;

/// Tells what is wrong with a number pattern. The routing jar has the grammar; this jar does not
/// depend on it.
@FunctionalInterface
public interface PatternCheck {
  /// What is wrong; empty when the pattern parses.
  Optional<String> problem(String pattern);

  /// Accepts every pattern.
  static PatternCheck none() {
    return pattern -> Optional.empty();
  }
}
