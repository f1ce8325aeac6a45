package io.patchbay.routing.pattern;

import static java.util.Objects.requireNonNull;

import io.patchbay.routing.pattern.DigitPlan.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// When a dialled number is complete: `#`, a pause, its length, or a plan in which nothing longer
/// is possible (H.248.1 §7.1.14, RFC 3435 §2.1.5).
///
/// What becomes of the number is not said here: of the plan only counts how far a number has come.
///
/// @param interDigit the pause that ends dialling (H-024)
/// @param maxDigits a number is never longer
/// @param atOnce numbers that are complete with their last digit: emergency numbers (catalogue E4,
///   2); what they begin with waits, whatever the plan says
/// @param plan the numbers there are; empty: any
/// @param prefixes what may stand before any number, as `*67`: what is said here holds for the
///   number behind it
/// @param hashEnds `#` ends a number; false: it is a digit of it (H-025)
public record DigitMap(
    Duration interDigit,
    int maxDigits,
    Set<String> atOnce,
    Optional<DigitPlan> plan,
    Set<String> prefixes,
    boolean hashEnds) {
  /// A number that wants more digits is waited for longer, as RFC 3435 §2.1.5 has 16 s and 4 s.
  private static final int PARTIAL = 4;

  /// 4 s and 32 digits.
  public static DigitMap standard() {
    return new DigitMap(Duration.ofSeconds(4), 32, Set.of());
  }

  /// Without prefixes.
  public DigitMap(
      Duration interDigit, int maxDigits, Set<String> atOnce, Optional<DigitPlan> plan) {
    this(interDigit, maxDigits, atOnce, plan, Set.of(), true);
  }

  public DigitMap(Duration interDigit, int maxDigits, Set<String> atOnce) {
    this(interDigit, maxDigits, atOnce, Optional.empty());
  }

  public DigitMap {
    requireNonNull(interDigit, "interDigit");
    requireNonNull(plan, "plan");
    atOnce = Set.copyOf(atOnce);
    prefixes = Set.copyOf(prefixes);
    if (maxDigits < 1 || maxDigits > 64) {
      throw new IllegalArgumentException("a number of " + maxDigits + " digits is not within 1-64");
    }
  }

  /// The digits after one more.
  public Match next(String sofar, char digit) {
    if (hashEnds && digit == '#' && !sofar.isEmpty()) {
      return new Match(sofar, true, interDigit);
    }
    String all = sofar + digit;
    String number = behindPrefix(all);
    if (all.length() >= maxDigits || atOnce.contains(number)) {
      return new Match(all, true, interDigit);
    }
    boolean more = number.isEmpty() || prefixes.stream().anyMatch(one -> one.startsWith(all));
    if (more) {
      return new Match(all, false, interDigit);
    }
    boolean emergency = atOnce.stream().anyMatch(one -> one.startsWith(number));
    return switch (plan.map(numbers -> numbers.progress(number)).orElse(Progress.MAY_CONTINUE)) {
      case COMPLETE, IMPOSSIBLE -> new Match(all, !emergency, interDigit);
      case MAY_CONTINUE -> new Match(all, false, interDigit);
      case INCOMPLETE -> new Match(all, false, interDigit.multipliedBy(PARTIAL));
    };
  }

  /// Is it a number that may be tried, though more digits may come (RFC 3578)? Not a code, nothing
  /// the plan does not have, and no beginning of a number that waits for nothing but a single
  /// digit.
  public boolean standsAlone(String digits) {
    boolean code = digits.startsWith("*") || digits.startsWith("#");
    boolean begins = digits.length() > 1 && atOnce.stream().anyMatch(one -> one.startsWith(digits));
    return !digits.isEmpty()
        && !code
        && !begins
        && plan.map(numbers -> numbers.progress(digits) == Progress.MAY_CONTINUE).orElse(true);
  }

  private String behindPrefix(String all) {
    for (String prefix : prefixes) {
      if (all.startsWith(prefix)) {
        return all.substring(prefix.length());
      }
    }
    return all;
  }

  /// How far a number has come.
  ///
  /// @param complete the number is to be called now
  /// @param pause otherwise, after this time without a digit
  public record Match(String digits, boolean complete, Duration pause) {}
}
