package io.patchbay.routing;

import io.patchbay.proto.config.v1.NumberListSpec;
import io.patchbay.proto.config.v1.NumberListSpec.Effect;
import io.patchbay.proto.config.v1.NumberListSpec.WithoutFile;
import io.patchbay.routing.list.NumberSet;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import java.time.Instant;
import java.util.List;

/// A number list, its patterns and its numbers.
///
/// @param whole it has no file, or its file is here
record CompiledList(
    String name,
    NumberListSpec spec,
    List<DigitPlan> patterns,
    List<NumberSet> numbers,
    boolean whole) {
  CompiledList {
    patterns = List.copyOf(patterns);
    numbers = List.copyOf(numbers);
  }

  boolean contains(String number, Instant at) {
    return numbers.stream().anyMatch(set -> set.has(number, at))
        || patterns.stream().anyMatch(pattern -> pattern.dial(number) instanceof Outcome.Accepted);
  }

  /// Whether a number that is not among those known counts as one of the list.
  boolean presumed() {
    WithoutFile without = spec.getWithoutFile();
    boolean refuses =
        spec.getEffect() == Effect.EFFECT_DENY && without == WithoutFile.WITHOUT_FILE_REFUSE;
    boolean passes =
        spec.getEffect() == Effect.EFFECT_ALLOW && without == WithoutFile.WITHOUT_FILE_PASS;
    return !whole && (refuses || passes);
  }
}
