package io.patchbay.routing;

import io.patchbay.proto.config.v1.NumberListSpec;
import io.patchbay.routing.list.NumberSet;
import io.patchbay.routing.pattern.DigitPlan;
import io.patchbay.routing.pattern.DigitPlan.Outcome;
import java.time.Instant;
import java.util.List;

/// A number list, its patterns and its numbers.
record CompiledList(
    String name, NumberListSpec spec, List<DigitPlan> patterns, List<NumberSet> numbers) {
  CompiledList {
    patterns = List.copyOf(patterns);
    numbers = List.copyOf(numbers);
  }

  boolean contains(String number, Instant at) {
    return numbers.stream().anyMatch(set -> set.has(number, at))
        || patterns.stream().anyMatch(pattern -> pattern.dial(number) instanceof Outcome.Accepted);
  }
}
