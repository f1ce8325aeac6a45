package io.patchbay.trunk.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is to be done for a registration.
sealed interface RegAction {
  /// REGISTER.
  ///
  /// @param server which of those that are configured
  /// @param expiresS 0: takes the binding back
  /// @param proof answers this challenge; null: none
  record Send(int server, int expiresS, @Nullable Challenge proof) implements RegAction {}

  /// Wakes the machine; one timer, the last counts.
  record Wake(Duration after) implements RegAction {}

  /// Nothing to wake for.
  record Sleep() implements RegAction {}

  /// Something that others see has changed.
  record Report() implements RegAction {}
}
