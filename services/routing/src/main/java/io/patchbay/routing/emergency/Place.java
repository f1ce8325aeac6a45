package io.patchbay.routing.emergency;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/// Where an emergency call comes from.
///
/// @param site name of its Site document; empty: none
/// @param zone of the site; empty: none
/// @param edges whose lines are there; empty: not known
/// @param country ISO 3166-1; empty: unknown
/// @param callback the number to be called back (ELIN); empty: the caller's own
public record Place(String site, String zone, Set<String> edges, String country, String callback) {
  public Place {
    requireNonNull(site, "site");
    requireNonNull(zone, "zone");
    requireNonNull(country, "country");
    requireNonNull(callback, "callback");
    edges = Set.copyOf(edges);
  }

  /// `munich, floor-2`; empty: nothing is known.
  public String name() {
    return zone.isEmpty() ? site : site + ", " + zone;
  }

  /// Nothing is known of the place.
  boolean unknown() {
    return edges.isEmpty();
  }
}
