package io.patchbay.driver.gsm.recovery;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// The state after an input, and what is to be done in order.
public record RecoveryTurn(RecoveryState state, List<RecoveryEffect> effects) {
  public RecoveryTurn {
    requireNonNull(state, "state");
    effects = List.copyOf(effects);
  }

  static RecoveryTurn stay(RecoveryState state) {
    return new RecoveryTurn(state, List.of());
  }
}
