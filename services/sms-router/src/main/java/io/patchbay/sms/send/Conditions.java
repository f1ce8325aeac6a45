package io.patchbay.sms.send;

import io.patchbay.sms.route.Refusal;
import io.patchbay.sms.store.Job;
import java.time.Duration;
import java.util.Optional;

/// What a line must keep when it sends. Thread-safe; may block for a second.
public interface Conditions {
  /// From the end of one part to the beginning of the next (catalogue G-203); zero: none.
  Duration interval(String line);

  /// Reserves what is still to be sent of a message for its line; said again it is the same
  /// reservation.
  ///
  /// @return why the line must not send it; empty: it may
  Optional<Refusal> reserve(Job job, int parts);

  /// What was reserved is used, but for so many parts.
  void settle(Job job, String lease, int unsent);

  /// Lines that keep none.
  static Conditions none() {
    return new Conditions() {
      @Override
      public Duration interval(String line) {
        return Duration.ZERO;
      }

      @Override
      public Optional<Refusal> reserve(Job job, int parts) {
        return Optional.empty();
      }

      @Override
      public void settle(Job job, String lease, int unsent) {}
    };
  }
}
