package io.patchbay.routing.automaton;

/// How often an element stands.
public enum Repeat {
  ONCE,
  /// `+`: one or more.
  SOME,
  /// `.`: zero or more.
  ANY
}
