package io.patchbay.trunk.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of one registration.
///
/// @param server the one being asked, or that has the binding
/// @param rounds challenges answered in this attempt
/// @param expiresS asked for; grows by 423
/// @param failures attempts in a row that came to nothing
/// @param challenge the last one of this server; null: none yet
/// @param bound what was granted last; null: nothing
/// @param reason in words why it is not registered; empty: it is
record Registration(
    Phase phase,
    int server,
    int rounds,
    int expiresS,
    int failures,
    @Nullable Challenge challenge,
    @Nullable Bound bound,
    String reason) {
  /// Where it is.
  enum Phase {
    /// Another replica looks after it, or nobody.
    OFF,
    /// REGISTER is out.
    TRYING,
    REGISTERED,
    /// It failed and is tried again later; what was granted before may still hold.
    WAITING,
    /// REGISTER with Expires: 0 is out.
    LEAVING
  }

  /// What a registrar has granted.
  record Bound(int server, Instant until, List<String> serviceRoutes, String gruu) {
    Bound {
      serviceRoutes = List.copyOf(serviceRoutes);
    }
  }

  static Registration off(int expiresS) {
    return new Registration(Phase.OFF, 0, 0, expiresS, 0, null, null, "");
  }

  /// Does a registrar know us at this moment?
  boolean bound(Instant at) {
    return bound != null && bound.until().isAfter(at);
  }

  Registration to(Phase next) {
    return new Registration(next, server, rounds, expiresS, failures, challenge, bound, reason);
  }

  Registration at(int other) {
    return new Registration(
        phase, other, 0, expiresS, failures, other == server ? challenge : null, bound, reason);
  }

  Registration with(@Nullable Challenge fresh, int answered) {
    return new Registration(phase, server, answered, expiresS, failures, fresh, bound, reason);
  }

  Registration asking(int seconds) {
    return new Registration(phase, server, rounds, seconds, failures, challenge, bound, reason);
  }

  Registration granted(Bound fresh) {
    return new Registration(phase, server, 0, expiresS, 0, challenge, fresh, "");
  }

  Registration failed(String why) {
    return new Registration(phase, server, 0, expiresS, failures + 1, challenge, bound, why);
  }

  Registration unbound() {
    return new Registration(phase, server, 0, expiresS, failures, null, null, reason);
  }
}
