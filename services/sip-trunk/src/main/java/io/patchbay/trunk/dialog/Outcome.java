package io.patchbay.trunk.dialog;

import io.patchbay.trunk.cause.Causes;

/// How a leg or call ended.
///
/// @param cause Q.850
/// @param sipStatus the final status, 0: none
public record Outcome(int cause, int sipStatus) {
  /// Nothing has ended.
  public static final Outcome NONE = new Outcome(0, 0);

  /// Ended by a cause, without SIP.
  public static Outcome of(int cause) {
    return new Outcome(cause, 0);
  }

  /// The status towards a caller who is still waiting.
  public int statusForCaller() {
    return sipStatus >= 300 ? Causes.relayed(sipStatus) : Causes.toSip(cause);
  }
}
