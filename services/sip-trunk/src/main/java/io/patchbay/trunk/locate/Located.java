package io.patchbay.trunk.locate;

import java.util.List;

/// What was found.
///
/// @param hops in the order they are to be tried; empty: none
/// @param ttlS how long that holds
/// @param problem in words when there is none
public record Located(List<Hop> hops, long ttlS, String problem) {
  public Located {
    hops = List.copyOf(hops);
  }
}
