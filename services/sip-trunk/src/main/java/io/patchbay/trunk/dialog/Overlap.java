package io.patchbay.trunk.dialog;

import static java.util.Objects.requireNonNull;

/// What a caller has dialled by now whose digits go out key by key (RFC 3578).
///
/// @param dialled perhaps more than the policy was asked about, which is the called number
/// @param more further digits may follow
/// @param refused the number that a peer has answered 484; empty: none
/// @param step whether digits still count
public record Overlap(String dialled, boolean more, String refused, Step step) {
  /// How far a call has come whose number was not whole when it began.
  enum Step {
    /// Its number was whole from the beginning, or is now.
    WHOLE,
    /// Digits go out with the next INVITE.
    BY_DIGITS,
    /// The trunk cannot be reached: they wait for the whole number, and where else that may go.
    BY_NUMBER,
    /// Somebody has taken the digits so far, and is about to answer: they are no digits of the
    /// number any more.
    TAKEN
  }

  static final Overlap NONE = new Overlap("", false, "", Step.WHOLE);

  public Overlap {
    requireNonNull(dialled, "dialled");
    requireNonNull(refused, "refused");
    requireNonNull(step, "step");
  }

  static Overlap begun(String first) {
    return new Overlap(first, true, "", Step.BY_DIGITS);
  }

  /// Do digits belong to the number?
  boolean open() {
    return step == Step.BY_DIGITS || step == Step.BY_NUMBER;
  }

  Overlap dialled(String number, boolean andMore) {
    return new Overlap(number, andMore, refused, step);
  }

  Overlap refused(String number) {
    return new Overlap(dialled, more, number, step);
  }

  Overlap to(Step next) {
    return new Overlap(dialled, more, refused, next);
  }
}
