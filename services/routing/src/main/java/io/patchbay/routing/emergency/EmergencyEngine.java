package io.patchbay.routing.emergency;

import static java.util.Objects.requireNonNull;

import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LineKind;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.proto.config.v1.ZoneSpec;
import io.patchbay.routing.emergency.Exit.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Recognises emergency calls and finds the ways out for them (catalogue E4), from the documents
/// alone and before any rule, list, right or limit. Immutable, thread-safe, pure.
///
/// The lines of the caller's own site come first, since help is sent to where the line is: free
/// ones, then those whose normal call is ended for this one, then those out of service (a SIM card
/// places an emergency call without registration; the report may be old). Exchange lines come
/// before SIM cards of the same standing. Then trunks that take emergency calls, then the lines of
/// other sites in the same order, never of another country, then all other trunks.
///
/// A normal call is ended only where no line is free: those that were free a moment ago are tried
/// once without that, and once more with it after those that were in a call.
///
/// A line that is `disabled` is never used: the operator has taken its hardware away from the
/// gateway, and its edge does not open it. `maintenance` is no obstacle here; the module may be
/// off.
public final class EmergencyEngine {
  private final Documents documents;

  /// Of whoever is in no site.
  private final Place nowhere;

  private final Map<String, Place> placeOfEdge = new HashMap<>();
  private final Map<String, Place> placeOfCaller = new HashMap<>();
  private final Map<String, EmergencyNumbers> numbers = new HashMap<>();

  private EmergencyEngine(Documents documents) {
    this.documents = documents;
    this.nowhere = new Place("", "", Set.of(), home(""), "");
    country(nowhere.country());
    documents.sites().forEach(this::site);
  }

  /// Compiles the documents.
  public static EmergencyEngine of(Documents documents) {
    return new EmergencyEngine(documents);
  }

  private void site(String name, SiteSpec site) {
    Place place =
        new Place(
            name,
            "",
            Set.copyOf(new HashSet<>(site.getEdgesList())),
            home(site.getCountry()),
            site.getCallbackNumber());
    country(place.country());
    site.getEdgesList().forEach(edge -> placeOfEdge.put(edge, place));
    site.getCallersList().forEach(caller -> placeOfCaller.put(caller, place));
    for (ZoneSpec zone : site.getZonesList()) {
      String callback = Zones.at(site, zone.getName()).getCallbackNumber();
      Place part = new Place(name, zone.getName(), place.edges(), place.country(), callback);
      zone.getCallersList().forEach(caller -> placeOfCaller.put(caller, part));
    }
  }

  /// The country of the settings where a site names none.
  private String home(String country) {
    return country.isEmpty() ? documents.settings().getNumbering().getCountry() : country;
  }

  private void country(String country) {
    numbers.put(
        country,
        EmergencyNumbers.of(
            new CountryNumbers(country), documents.dialPlan().getEmergencyNumbersList()));
  }

  /// Where a caller is.
  ///
  /// @param caller as in SiteSpec.callers, or `line/name`
  public Place place(String caller) {
    Place named = placeOfCaller.get(caller);
    if (named != null || !caller.startsWith("line/")) {
      return named == null ? nowhere : named;
    }
    String edge =
        documents
            .lines()
            .getOrDefault(caller.substring("line/".length()), LineSpec.getDefaultInstance())
            .getEdge();
    Place here = new Place("", "", edge.isEmpty() ? Set.of() : Set.of(edge), home(""), "");
    return placeOfEdge.getOrDefault(edge, here);
  }

  /// The number to dial when this is an emergency call from there; no outside prefix is looked for.
  ///
  /// @param told whether a SIM card or network of the place tells a number
  public Optional<String> number(String called, Place place, Predicate<String> told) {
    return numbersOf(place).in(called, told);
  }

  private EmergencyNumbers numbersOf(Place place) {
    return requireNonNull(numbers.get(place.country()), place.country());
  }

  /// The numbers of every place, as they are dialled, without any prefix: a phone that has dialled
  /// one of them waits for no further digit. Takes some milliseconds.
  public Set<String> numbers() {
    Set<String> all = new HashSet<>();
    Stream<Place> places =
        Stream.concat(placeOfEdge.values().stream(), placeOfCaller.values().stream());
    places.forEach(place -> all.addAll(numbersOf(place).all()));
    return all.isEmpty() ? numbersOf(nowhere).all() : all;
  }

  /// Those of [#numbers] with which no other number begins: of a known country, else 112 alone.
  public Set<String> certain() {
    Set<String> certain = new HashSet<>(Set.of("112"));
    Stream.concat(placeOfEdge.values().stream(), placeOfCaller.values().stream())
        .forEach(place -> certain.addAll(numbersOf(place).country().all()));
    return certain;
  }

  /// The lines whose SIM cards and networks tell numbers for a place.
  public List<String> tellers(Place place) {
    return documents.lines().entrySet().stream()
        .filter(line -> line.getValue().getKind() == LineKind.LINE_KIND_SIM)
        .filter(line -> place.unknown() || place.edges().contains(line.getValue().getEdge()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The ways out in the order they are to be tried.
  ///
  /// @param caller as for [#place]; a call does not go back to the trunk it comes from
  /// @param look how a line is now
  public List<Way> ways(String caller, Place place, Function<String, Standing> look) {
    return ways(caller, place, look, _ -> 0L);
  }

  /// As above.
  ///
  /// @param calls that a line had lately
  public List<Way> ways(
      String caller, Place place, Function<String, Standing> look, Function<String, Long> calls) {
    List<Exit> own = new ArrayList<>();
    List<Exit> others = new ArrayList<>();
    documents
        .lines()
        .forEach((name, line) -> {
          if (line.getKind() == LineKind.LINE_KIND_FXS || line.getDisabled()) {
            return;
          }
          Exit exit =
              new Exit(
                  name,
                  line.getEdge(),
                  line.getKind() == LineKind.LINE_KIND_FXO,
                  look.apply(name),
                  calls.apply(name));
          if (place.unknown() || place.edges().contains(line.getEdge())) {
            own.add(exit);
          } else if (!abroad(place, line.getEdge())) {
            others.add(exit);
          }
        });
    List<Way> ways = new ArrayList<>();
    add(own, ways);
    trunks(caller, true, ways);
    add(others, ways);
    trunks(caller, false, ways);
    return ways;
  }

  private boolean abroad(Place place, String edge) {
    String there = placeOfEdge.getOrDefault(edge, nowhere).country();
    return !there.isEmpty() && !place.country().isEmpty() && !there.equals(place.country());
  }

  private static void add(List<Exit> exits, List<Way> ways) {
    exits.sort(
        Comparator.comparing(Exit::standing)
            .thenComparing(exit -> !exit.exchange())
            .thenComparingLong(Exit::calls));
    List<Exit> free = exits.stream().filter(EmergencyEngine::mayBeFree).toList();
    List<Exit> allButLast = free.subList(0, Math.max(0, free.size() - 1));
    allButLast.forEach(exit -> ways.add(new Way.ByLine(exit.line(), false)));
    exits.stream()
        .filter(exit -> exit.standing() != Standing.OUT_OF_SERVICE && !allButLast.contains(exit))
        .forEach(exit -> ways.add(new Way.ByLine(exit.line(), true)));
    allButLast.forEach(exit -> ways.add(new Way.ByLine(exit.line(), true)));
    exits.stream()
        .filter(exit -> exit.standing() == Standing.OUT_OF_SERVICE)
        .forEach(exit -> ways.add(new Way.ByLine(exit.line(), true)));
  }

  private static boolean mayBeFree(Exit exit) {
    return exit.standing() == Standing.FREE || exit.standing() == Standing.UNKNOWN;
  }

  private void trunks(String caller, boolean emergency, List<Way> ways) {
    for (Map.Entry<String, TrunkSpec> trunk : documents.trunks().entrySet()) {
      if (trunk.getValue().getEmergency() == emergency
          && !caller.equals("trunk/" + trunk.getKey())) {
        ways.add(new Way.ByTrunk(trunk.getKey()));
      }
    }
  }
}
