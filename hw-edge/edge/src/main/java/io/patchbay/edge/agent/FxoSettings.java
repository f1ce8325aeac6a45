package io.patchbay.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How an exchange line is used.
///
/// @param ringsBeforeOffer rings before a call is offered; 1: with the caller's number (H-043)
/// @param ringPeriod from one ring to the next
/// @param callerId how long the number may take after the last of these rings (H-055)
/// @param dialTone how long to wait for dial tone before dialling without it (H-058)
/// @param ringback a gap in ring-back tone that means: answered
/// @param answer silence after dialling that means: answered
/// @param polarityAnswer only a reversal of the polarity means: answered
/// @param guard on hook before the next call
/// @param digit length of a dialled digit (H-053)
/// @param pause gap between two digits (H-054)
public record FxoSettings(
    int ringsBeforeOffer,
    Duration ringPeriod,
    Duration callerId,
    Duration dialTone,
    Duration ringback,
    Duration answer,
    boolean polarityAnswer,
    Duration guard,
    Duration digit,
    Duration pause) {
  public FxoSettings {
    requireNonNull(ringPeriod, "ringPeriod");
    requireNonNull(callerId, "callerId");
    requireNonNull(dialTone, "dialTone");
    requireNonNull(ringback, "ringback");
    requireNonNull(answer, "answer");
    requireNonNull(guard, "guard");
    requireNonNull(digit, "digit");
    requireNonNull(pause, "pause");
    if (ringsBeforeOffer < 1 || ringsBeforeOffer > 20) {
      throw new IllegalArgumentException(
          "rings-before-offer " + ringsBeforeOffer + " is not within 1-20");
    }
  }

  /// One ring of 5 s, 3 s of dial tone, ring-back of 1 s in 5.
  public static FxoSettings standard() {
    return new FxoSettings(
        1,
        Duration.ofSeconds(5),
        Duration.ofSeconds(4),
        Duration.ofSeconds(3),
        Duration.ofSeconds(6),
        Duration.ofSeconds(20),
        false,
        Duration.ofMillis(500),
        Duration.ofMillis(100),
        Duration.ofMillis(100));
  }

  /// No ring for so long: the caller of a refused call has given up.
  Duration silence() {
    return ringPeriod.plusSeconds(2);
  }

  /// Rings are counted by time: how long a call without a number waits.
  Duration offerAfter() {
    return ringPeriod.multipliedBy(ringsBeforeOffer - 1L).plus(callerId);
  }
}
