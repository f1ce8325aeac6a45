package io.patchbay.trunk.lease;

import java.time.Duration;

/// How long things hold.
///
/// @param lease others take over when a Lease was not renewed for so long
/// @param deadline the holder stops by itself when it could not renew for so long: less than
///   `lease`, so that nobody else has begun yet
/// @param round how often Leases are looked at; each is renewed after three
public record Terms(Duration lease, Duration deadline, Duration round) {
  /// As client-go has them.
  public static final Terms DEFAULT =
      new Terms(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

  public Terms {
    boolean inOrder =
        round.isPositive()
            && deadline.compareTo(round.multipliedBy(3)) > 0
            && lease.compareTo(deadline.plus(round)) > 0;
    if (!inOrder) {
      throw new IllegalArgumentException(
          "lease %s must be longer than deadline %s and a round %s, and that longer than three rounds"
              .formatted(lease, deadline, round));
    }
  }

  Duration renewal() {
    return round.multipliedBy(3).minus(round.dividedBy(2));
  }
}
