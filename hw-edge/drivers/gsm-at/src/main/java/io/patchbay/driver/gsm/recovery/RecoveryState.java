package io.patchbay.driver.gsm.recovery;

import static java.util.Objects.requireNonNull;

/// Where the recovery of one modem stands.
public sealed interface RecoveryState {
  /// Nothing is wrong.
  record Well() implements RecoveryState {}

  /// Nothing is wrong any more; the same trouble soon afterwards is met with the next step.
  ///
  /// @param by the step that helped
  /// @param at when
  record Healed(Trouble trouble, Step by, long at) implements RecoveryState {
    public Healed {
      requireNonNull(trouble, "trouble");
      requireNonNull(by, "by");
    }
  }

  /// A step is under way.
  ///
  /// @param since when it began to go wrong
  /// @param until when the next step is taken
  /// @param round how often all steps were taken in vain
  record Trying(Trouble trouble, long since, Step step, long until, int round)
      implements RecoveryState {
    public Trying {
      requireNonNull(trouble, "trouble");
      requireNonNull(step, "step");
    }
  }

  /// The next step would end a call that is up on a modem that still answers: it waits until the
  /// call is over, or the modem falls silent.
  ///
  /// @param since when it began to go wrong
  /// @param after the weight of the last step taken, 0: none
  /// @param until when it is looked at again
  /// @param round how often all steps were taken in vain
  record Waiting(Trouble trouble, long since, int after, long until, int round)
      implements RecoveryState {
    public Waiting {
      requireNonNull(trouble, "trouble");
    }
  }

  /// Nothing helped: out of service, until it comes back by itself or the next round helps.
  ///
  /// @param last the step taken last
  /// @param until when all steps are taken again
  /// @param round how often all steps were taken in vain
  record Parked(Trouble trouble, long since, Step last, long until, int round)
      implements RecoveryState {
    public Parked {
      requireNonNull(trouble, "trouble");
      requireNonNull(last, "last");
    }
  }
}
