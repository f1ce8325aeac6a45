package io.patchbay.driver.gsm.recovery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// What a recovery wants done.
public sealed interface RecoveryEffect {
  /// Take this step.
  record Take(Trouble trouble, Step step) implements RecoveryEffect {
    public Take {
      requireNonNull(trouble, "trouble");
      requireNonNull(step, "step");
    }
  }

  /// The next step waits for the end of a call. Told once.
  record Wait(Trouble trouble) implements RecoveryEffect {
    public Wait {
      requireNonNull(trouble, "trouble");
    }
  }

  /// Out of service, with an alarm.
  ///
  /// @param pause until the next round
  record Park(Trouble trouble, Duration pause) implements RecoveryEffect {
    public Park {
      requireNonNull(trouble, "trouble");
      requireNonNull(pause, "pause");
    }
  }

  /// The modem is back.
  ///
  /// @param by the last step taken
  /// @param took since it began to go wrong
  record Back(Trouble trouble, Step by, Duration took) implements RecoveryEffect {
    public Back {
      requireNonNull(trouble, "trouble");
      requireNonNull(by, "by");
      requireNonNull(took, "took");
    }
  }
}
