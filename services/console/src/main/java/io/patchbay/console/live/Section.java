package io.patchbay.console.live;

import java.util.Locale;

/// The parts of the board.
public enum Section {
  LINES,
  CALLS,
  EXTENSIONS,
  TRUNKS,
  MESSAGES,
  RECORDS,
  SERVICES;

  /// Its name on the wire and as element id.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
