package io.patchbay.edge.agent;

import java.util.List;

/// The next agent and what to do, in order.
public record AgentStep(Agent next, List<AgentAction> actions) {
  public AgentStep {
    actions = List.copyOf(actions);
  }

  static AgentStep then(Agent next, AgentAction... actions) {
    return new AgentStep(next, List.of(actions));
  }
}
