package io.patchbay.driver.gsm.recovery;

import java.util.Set;

/// What a recovery has to go by when it decides.
///
/// @param able the steps that this modem has: [Step#POWER] only with a command for it
/// @param spare a call is up and the modem answers: no step that would end the call is taken
/// @param spread 0 to 1 by chance: modems that failed together are not tried together
public record Means(Set<Step> able, boolean spare, double spread) {
  public Means {
    able = Set.copyOf(able);
  }

  /// Whether the modem has the step.
  boolean has(Step step) {
    return able.contains(step);
  }

  /// Whether the step is to wait for the end of a call.
  boolean postpones(Step step) {
    return spare && step.endsCalls();
  }
}
