package io.patchbay.edge.leg;

/// What follows a [LegEvent].
public sealed interface LegAction {
  /// The controlling trunk is told.
  record Tell(LegEvent event) implements LegAction {}

  /// The command goes on to the line's agent.
  record Forward() implements LegAction {}

  /// The command is answered: nothing is left to do.
  record Done() implements LegAction {}

  /// The command does not fit the state.
  record Refuse(String reason) implements LegAction {}

  /// The leg leaves its call.
  record End() implements LegAction {}

  /// Not foreseen here: counted and logged.
  record ReportUnexpected() implements LegAction {}
}
