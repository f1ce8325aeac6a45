package io.patchbay.routing.conduct;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.config.v1.HealthSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/// A circuit breaker: how many of a line's calls have failed in a row for reasons of the network.
///
/// @param failed in a row
/// @param cause of the last, Q.850
/// @param last when it ended
public record Health(int failed, int cause, Instant last) {
  /// Nothing has failed.
  public static final Health GOOD = new Health(0, 0, Instant.EPOCH);

  /// Q.850: no way to the destination's network, no channel, out of order, temporary failure,
  /// congestion, no resources, no such bearer now.
  private static final Set<Integer> NETWORK = Set.of(27, 34, 38, 41, 42, 47, 58);

  private static final int FAILURES = 3;
  private static final int REST_S = 30;
  private static final int MOST_S = 1_800;

  public Health {
    requireNonNull(last, "last");
  }

  /// After one more call. One that told nothing of the network changes nothing.
  public Health after(Attempt attempt) {
    if (attempt.ended().isBefore(last)) {
      return this;
    }
    boolean bad = !attempt.rang() && NETWORK.contains(attempt.cause());
    if (bad) {
      return new Health(failed + 1, attempt.cause(), attempt.ended());
    }
    return attempt.ours() ? this : GOOD;
  }

  /// Why the line rests at a moment; empty: it does not. When the rest is over the next call tries
  /// it.
  public Optional<String> rests(HealthSpec spec, Instant now) {
    int failures = spec.getFailures() == 0 ? FAILURES : spec.getFailures();
    if (failed < failures) {
      return Optional.empty();
    }
    Instant until = last.plus(rest(spec, failed - failures));
    return now.isBefore(until)
        ? Optional.of(
            failed
                + " calls in a row failed (Q.850 "
                + cause
                + "), rests until "
                + until.truncatedTo(ChronoUnit.SECONDS))
        : Optional.empty();
  }

  /// Twice as long each time.
  private static Duration rest(HealthSpec spec, int times) {
    long first = spec.getRestS() == 0 ? REST_S : spec.getRestS();
    long most = spec.getMostS() == 0 ? MOST_S : spec.getMostS();
    return Duration.ofSeconds(Math.min(Math.max(first, most), first << Math.min(times, 20)));
  }
}
