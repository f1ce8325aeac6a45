package io.patchbay.edge.agent;

import static java.util.Objects.requireNonNull;

import io.patchbay.routing.pattern.DigitMap;
import java.time.Duration;

/// How a phone port behaves.
///
/// @param hotline number called on off-hook, empty: dial tone (H-023)
/// @param digits when a number is complete
/// @param firstDigit dial tone without a digit
/// @param howler how long a phone left off hook hears a tone
/// @param cadence ring on/off pairs, milliseconds (H-029)
/// @param earlyDial what is dialled so far is told with each digit (H-099)
public record FxsSettings(
    String hotline,
    DigitMap digits,
    Duration firstDigit,
    Duration howler,
    String cadence,
    boolean earlyDial) {
  /// Numbers are told when they are complete.
  public FxsSettings(
      String hotline, DigitMap digits, Duration firstDigit, Duration howler, String cadence) {
    this(hotline, digits, firstDigit, howler, cadence, false);
  }

  public FxsSettings {
    requireNonNull(hotline, "hotline");
    requireNonNull(digits, "digits");
    requireNonNull(firstDigit, "firstDigit");
    requireNonNull(howler, "howler");
    requireNonNull(cadence, "cadence");
  }

  /// 15 s of dial tone, 4 s between digits, 30 s of tone, 1 s ring in 5.
  public static FxsSettings standard() {
    return new FxsSettings(
        "", DigitMap.standard(), Duration.ofSeconds(15), Duration.ofSeconds(30), "1000/4000");
  }
}
