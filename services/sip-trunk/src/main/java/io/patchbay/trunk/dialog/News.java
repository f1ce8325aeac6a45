package io.patchbay.trunk.dialog;

/// What the world is told of a call.
public enum News {
  STARTED,
  ALERTING,
  ANSWERED,
  HELD,
  RESUMED,
  DTMF,
  /// One party has handed the other over.
  TRANSFERRED,
  /// Somebody waits while a mobile call is up.
  PARTY_WAITING,
  /// The line's leg hears this mobile call now.
  PARTY_HEARD,
  /// This mobile call of the line's leg was put on hold.
  PARTY_HELD,
  /// This mobile call is over, and the line's leg goes on with another.
  PARTY_LEFT,
  ENDED
}
