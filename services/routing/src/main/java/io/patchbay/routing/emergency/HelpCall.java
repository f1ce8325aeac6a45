package io.patchbay.routing.emergency;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// An emergency call that is over.
///
/// @param kind `extension`, `line`, `trunk` or `api`
/// @param name of who called
/// @param number that called; empty: withheld
/// @param ended when
public record HelpCall(String kind, String name, String number, Instant ended) {
  public HelpCall {
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    requireNonNull(number, "number");
    requireNonNull(ended, "ended");
  }
}
