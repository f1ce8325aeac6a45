package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;

/// How a leg or call ended.
///
/// @param cause Q.850
/// @param sipStatus the final status, 0: none
/// @param decided the status is the policy's own word to the caller, not what somebody else has
///   said
public record Outcome(int cause, int sipStatus, boolean decided) {
  /// Nothing has ended.
  public static final Outcome NONE = new Outcome(0, 0);

  /// As a peer or the way there has it.
  public Outcome(int cause, int sipStatus) {
    this(cause, sipStatus, false);
  }

  /// Refused by the policy.
  static Outcome decided(int cause, int sipStatus) {
    return new Outcome(cause, sipStatus, true);
  }

  /// Ended by a cause, without SIP.
  public static Outcome of(int cause) {
    return new Outcome(cause, 0);
  }

  /// The status towards a caller who is still waiting.
  public int statusForCaller() {
    if (decided && sipStatus >= 400) {
      return sipStatus;
    }
    return sipStatus >= 300 ? Causes.relayed(sipStatus) : Causes.toSip(cause);
  }
}
