package io.patchbay.routing.emergency;

import static java.util.Objects.requireNonNull;

/// A line to the public network as an emergency call sees it.
///
/// @param edge where it is plugged in
/// @param exchange an exchange line (FXO); false: a SIM card
/// @param calls it had lately; of equals the line with fewest is tried first
public record Exit(String line, String edge, boolean exchange, Standing standing, long calls) {
  public Exit {
    requireNonNull(line, "line");
    requireNonNull(edge, "edge");
    requireNonNull(standing, "standing");
  }

  /// In the order lines are tried.
  public enum Standing {
    FREE,
    /// No report yet: tried, the edge knows.
    UNKNOWN,
    /// In a call: a normal one is ended for the emergency call (catalogue E4, 4).
    BUSY,
    /// Not registered, no SIM card, its PIN not known, in maintenance: tried all the same, the
    /// module and its network know.
    OUT_OF_SERVICE
  }
}
