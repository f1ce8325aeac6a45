package io.patchbay.routing.automaton;

/// One key of a number out of a set.
///
/// @param keys bits of [Keys]
public record Element(int keys, Repeat repeat) {
  /// Is this key in the set?
  public boolean accepts(char key) {
    return (keys & Keys.bit(key)) != 0;
  }
}
