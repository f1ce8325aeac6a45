package io.patchbay.trunk.lease;

import java.time.Duration;
import java.time.Instant;

/// One Lease as the API server has it.
///
/// @param name of the object
/// @param subject what it is about: `replica` or `trunk NAME`
/// @param holder the replica that has it; empty: nobody
/// @param duration from its renewal on it holds so long
/// @param acquired when this holder took it
/// @param renewed when this holder said last that it is there
/// @param transitions how often it has changed hands
/// @param version of the object; empty: it is not there yet
record Lease(
    String name,
    String subject,
    String holder,
    Duration duration,
    Instant acquired,
    Instant renewed,
    int transitions,
    String version) {
  static final String REPLICA = "replica";
  private static final String TRUNK = "trunk ";

  /// One that nobody ever had.
  static Lease fresh(String name, String subject, Duration duration) {
    return new Lease(name, subject, "", duration, Instant.EPOCH, Instant.EPOCH, 0, "");
  }

  static String ofTrunk(String trunk) {
    return TRUNK + trunk;
  }

  boolean free() {
    return holder.isEmpty();
  }

  boolean heldBy(String replica) {
    return holder.equals(replica);
  }

  Lease takenBy(String replica, Instant now) {
    return new Lease(
        name,
        subject,
        replica,
        duration,
        now,
        now,
        transitions + (version.isEmpty() ? 0 : 1),
        version);
  }

  Lease renewed(Instant now) {
    return new Lease(name, subject, holder, duration, acquired, now, transitions, version);
  }

  Lease released(Instant now) {
    return new Lease(name, subject, "", duration, acquired, now, transitions, version);
  }
}
