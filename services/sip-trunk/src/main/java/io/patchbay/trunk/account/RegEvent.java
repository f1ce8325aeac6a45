package io.patchbay.trunk.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens to a registration.
sealed interface RegEvent {
  Instant at();

  /// This replica looks after the account from now on.
  record Begin(Instant at) implements RegEvent {}

  /// It does no more.
  ///
  /// @param unregister take the binding back
  record End(Instant at, boolean unregister) implements RegEvent {}

  /// 200, with what the registrar has granted.
  ///
  /// @param expiresS of our contact
  /// @param serviceRoutes RFC 3608, name-addrs
  /// @param gruu RFC 5627 public GRUU; empty: none
  record Granted(Instant at, int expiresS, List<String> serviceRoutes, String gruu)
      implements RegEvent {
    public Granted {
      serviceRoutes = List.copyOf(serviceRoutes);
    }
  }

  /// 401 or 407.
  ///
  /// @param challenge null: none that we can answer
  record Challenged(Instant at, @Nullable Challenge challenge) implements RegEvent {}

  /// 423 (RFC 3261 §10.2.8).
  record TooBrief(Instant at, int minExpiresS) implements RegEvent {}

  /// Any other refusal.
  ///
  /// @param retryAfterS 0: not said
  record Refused(Instant at, int status, String phrase, int retryAfterS) implements RegEvent {}

  /// No answer, no connection, no address.
  record Unreachable(Instant at, String why) implements RegEvent {}

  /// The timer.
  record Due(Instant at) implements RegEvent {}
}
