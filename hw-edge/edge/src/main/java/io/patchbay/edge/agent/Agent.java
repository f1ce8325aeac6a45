package io.patchbay.edge.agent;

/// What stands for one line and whoever is at its other end. A value: each input gives the next.
public sealed interface Agent permits SimAgent, FxsAgent, FxoAgent {
  /// What `input` does.
  AgentStep on(AgentInput input);

  /// Whether the line can be seized.
  boolean idle();

  /// The state in one word, for logs and tests.
  String word();
}
