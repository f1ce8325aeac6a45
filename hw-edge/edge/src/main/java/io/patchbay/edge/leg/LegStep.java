package io.patchbay.edge.leg;

import java.util.List;

/// The next state of a leg and what to do, in order.
public record LegStep(LegState state, List<LegAction> actions) {
  public LegStep {
    actions = List.copyOf(actions);
  }

  static LegStep to(LegState state, LegAction... actions) {
    return new LegStep(state, List.of(actions));
  }
}
