package io.patchbay.edge.survival;

import static java.util.Objects.requireNonNull;

import io.patchbay.routing.PhoneState;
import io.patchbay.routing.emergency.HelpCalls;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What is known of earlier calls and of phones when a call is decided.
///
/// @param helpCalls who has called for help by this edge
/// @param locked why a caller (second) may not be asked for a PIN (first), as
///   [io.patchbay.routing.LineStates#locked]
/// @param phones what is set on a phone, as [io.patchbay.routing.LineStates#phone]
record Past(
    HelpCalls helpCalls,
    BiFunction<String, String, Optional<String>> locked,
    Function<String, PhoneState> phones) {
  Past {
    requireNonNull(helpCalls, "helpCalls");
    requireNonNull(locked, "locked");
    requireNonNull(phones, "phones");
  }

  /// Nothing is known.
  static Past none() {
    return new Past(new HelpCalls(), (_, _) -> Optional.empty(), _ -> PhoneState.NONE);
  }
}
