package io.patchbay.line;

/// Whether a line can carry a call now.
public enum LineState {
  /// The hardware is absent or does not answer; the driver keeps trying.
  DOWN,
  /// The hardware answers; initialisation, PIN or network registration is under way.
  STARTING,
  /// Calls can be made and taken.
  IN_SERVICE,
  /// The hardware works but the line is of no use: no SIM, PIN wanted, registration denied, no loop
  /// current.
  OUT_OF_SERVICE
}
