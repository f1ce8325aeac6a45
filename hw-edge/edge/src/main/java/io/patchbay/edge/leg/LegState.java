package io.patchbay.edge.leg;

/// Where a line leg is in its life (Q.931 §2.1 in few words).
public enum LegState {
  /// Not there yet.
  NULL,
  /// The line has a call for us.
  OFFERED,
  /// We place a call by the line.
  DIALLING,
  /// The far end is alerted.
  ALERTING,
  /// Through.
  ANSWERED,
  /// The trunk has released it; the hardware is not done yet.
  RELEASING,
  /// Over; final.
  RELEASED;

  /// Whether the leg still holds its line.
  public boolean live() {
    return this != NULL && this != RELEASED;
  }
}
