package io.patchbay.edge.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/// When a dialled number is complete: `#`, a pause, or its length (H.248.1 §7.1.14 in its simplest
/// form).
///
/// @param interDigit the pause that ends dialling (H-024)
/// @param maxDigits a number is never longer
/// @param atOnce numbers that are complete with their last digit: emergency numbers (catalogue E4,
///   2)
public record DigitMap(Duration interDigit, int maxDigits, Set<String> atOnce) {
  /// 4 s and 32 digits.
  public static DigitMap standard() {
    return new DigitMap(Duration.ofSeconds(4), 32, Set.of());
  }

  public DigitMap {
    requireNonNull(interDigit, "interDigit");
    atOnce = Set.copyOf(atOnce);
    if (maxDigits < 1 || maxDigits > 64) {
      throw new IllegalArgumentException("a number of " + maxDigits + " digits is not within 1-64");
    }
  }

  /// The digits after one more.
  Match next(String sofar, char digit) {
    if (digit == '#' && !sofar.isEmpty()) {
      return new Match(sofar, true);
    }
    String all = sofar + digit;
    return new Match(all, all.length() >= maxDigits || atOnce.contains(all));
  }

  /// @param complete the number is to be called now
  record Match(String digits, boolean complete) {}
}
