package io.patchbay.routing.number;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What kind of number it is, for whoever pays for the call.
///
/// @param e164 with `+`
/// @param countries of its country code, ISO 3166-1 alpha-2, or `001` for none
public record Abroad(String e164, Kind kind, List<String> countries) {
  public Abroad {
    requireNonNull(e164, "e164");
    requireNonNull(kind, "kind");
    countries = List.copyOf(countries);
  }

  /// How it is billed.
  public enum Kind {
    ORDINARY,
    PREMIUM,
    /// Satellites and international networks (+870, +881 to +883).
    SATELLITE
  }
}
