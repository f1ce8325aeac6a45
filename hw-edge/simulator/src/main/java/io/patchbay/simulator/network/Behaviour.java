package io.patchbay.simulator.network;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// What a subscriber does with calls that come.
///
/// @param answerAfter with [Mode#ANSWER]
/// @param plan for answered calls
public record Behaviour(Mode mode, Duration answerAfter, CallPlan plan) {
  public Behaviour {
    requireNonNull(mode, "mode");
    requireNonNull(answerAfter, "answerAfter");
    requireNonNull(plan, "plan");
  }

  public static Behaviour of(Mode mode) {
    return new Behaviour(mode, Duration.ZERO, CallPlan.silent());
  }

  public static Behaviour answering(Duration after, CallPlan plan) {
    return new Behaviour(Mode.ANSWER, after, plan);
  }

  /// The kinds of behaviour.
  public enum Mode {
    /// Rings until told to answer or reject.
    RING,
    ANSWER,
    BUSY,
    /// Rings half a second, then rejects (cause 21).
    REJECT,
    /// Rings and cannot be told otherwise.
    NO_ANSWER,
    /// Switched off or out of coverage (cause 20); messages wait.
    ABSENT,
    /// The number does not exist (cause 1).
    UNALLOCATED
  }
}
