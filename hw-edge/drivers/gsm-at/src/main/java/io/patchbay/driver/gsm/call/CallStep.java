package io.patchbay.driver.gsm.call;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/// The next state, and what to do on the way.
public record CallStep(CallState state, List<CallEffect> effects) {
  public CallStep {
    requireNonNull(state, "state");
    effects = List.copyOf(effects);
  }

  /// This step, then another.
  CallStep and(CallStep next) {
    List<CallEffect> all = new ArrayList<>(effects);
    all.addAll(next.effects());
    return new CallStep(next.state(), all);
  }

  static CallStep to(CallState state, CallEffect... effects) {
    return new CallStep(state, List.of(effects));
  }
}
