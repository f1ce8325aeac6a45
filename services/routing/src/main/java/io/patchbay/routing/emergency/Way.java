package io.patchbay.routing.emergency;

/// One way for an emergency call to leave.
public sealed interface Way {
  /// Of the line or trunk.
  String name();

  /// By a line.
  ///
  /// @param preempt a normal call on it is ended for this one
  record ByLine(String name, boolean preempt) implements Way {}

  /// By a trunk.
  record ByTrunk(String name) implements Way {}
}
