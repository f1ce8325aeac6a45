package io.patchbay.routing.emergency;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The emergency numbers that hold at one place (catalogue E4, 1; 3GPP TS 22.101 §10.1): 112 and
/// 911 always, those of the country, those that SIM cards and networks tell, and those that
/// somebody has added. Nobody can take one away. Immutable.
///
/// @param listed exact numbers: `1120` is none
/// @param country whose numbers hold besides
public record EmergencyNumbers(Set<String> listed, CountryNumbers country) {
  /// Where no dial plan and no country say otherwise.
  private static final Set<String> USUAL = Set.of("110", "112", "119", "120", "911", "999");

  private static final List<String> ALWAYS = List.of("112", "911");

  /// `urn:service:sos` of RFC 5031 §4.2 and its sub-services.
  private static final String URN = "urn:service:sos";

  /// What a card or network may tell: EF_ECC holds six digits, TS 31.102 §4.2.21.
  private static final Pattern TOLD = Pattern.compile("[0-9]{2,6}");

  public EmergencyNumbers {
    listed = Set.copyOf(listed);
    requireNonNull(country, "country");
  }

  /// Where no dial plan and no country say otherwise.
  public static Set<String> usual() {
    return USUAL;
  }

  /// @param added by the administrator
  static EmergencyNumbers of(CountryNumbers country, Collection<String> added) {
    Set<String> numbers = new HashSet<>(ALWAYS);
    numbers.addAll(added.isEmpty() && !country.known() ? USUAL : added);
    return new EmergencyNumbers(numbers, country);
  }

  /// The number to dial when this is an emergency call.
  ///
  /// @param told whether a SIM card or network tells a number
  Optional<String> in(String called, Predicate<String> told) {
    if (called.equals(URN) || called.startsWith(URN + ".")) {
      return Optional.of(country.has("911") ? "911" : "112");
    }
    boolean help =
        listed.contains(called)
            || country.has(called)
            || (TOLD.matcher(called).matches() && told.test(called));
    return help ? Optional.of(called) : Optional.empty();
  }

  /// Every number, without those that cards and networks tell.
  Set<String> all() {
    Set<String> all = new HashSet<>(listed);
    all.addAll(country.all());
    return all;
  }
}
