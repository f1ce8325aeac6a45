package io.patchbay.routing;

import io.patchbay.routing.pattern.DigitPlan;
import java.util.Optional;

/// The check of number patterns that `Documents.check` takes: `documents.check(Patterns::problem)`.
public final class Patterns {
  private Patterns() {}

  /// What is wrong with a pattern; empty when it can be read.
  public static Optional<String> problem(String pattern) {
    return DigitPlan.problem(pattern);
  }
}
