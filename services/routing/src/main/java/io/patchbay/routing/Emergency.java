package io.patchbay.routing;

import io.patchbay.proto.config.v1.DialPlanSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Emergency numbers: those of the dial plan, and 112 and 911 whatever it says (catalogue E4, 1).
///
/// @param numbers exact numbers
record Emergency(Set<String> numbers) {
  private static final List<String> USUAL = List.of("110", "112", "119", "120", "911", "999");
  private static final List<String> ALWAYS = List.of("112", "911");

  /// `urn:service:sos` of RFC 5031 and its sub-services.
  private static final String URN = "urn:service:sos";

  Emergency {
    numbers = Set.copyOf(numbers);
  }

  static Emergency of(DialPlanSpec plan) {
    List<String> configured =
        plan.getEmergencyNumbersCount() == 0 ? USUAL : plan.getEmergencyNumbersList();
    Set<String> numbers = new HashSet<>(configured);
    numbers.addAll(ALWAYS);
    return new Emergency(numbers);
  }

  /// Where no dial plan says otherwise.
  static Set<String> usual() {
    return Set.copyOf(USUAL);
  }

  /// The number to dial when this is an emergency call.
  Optional<String> in(String called) {
    if (called.startsWith(URN)) {
      return Optional.of("112");
    }
    return numbers.contains(called) ? Optional.of(called) : Optional.empty();
  }
}
