package io.patchbay.routing.pattern;

import io.patchbay.routing.automaton.Repeat;

/// A piece of an alternative.
sealed interface Part {
  /// One of a set of keys: `x`, `[3-5]`, `1+`.
  ///
  /// @param keys bits of `Keys`, not none
  record Symbols(int keys, Repeat repeat) implements Part {}

  /// `<old=with>`: `with` is dialled instead of `old`.
  record Replacement(String old, String with) implements Part {}
}
