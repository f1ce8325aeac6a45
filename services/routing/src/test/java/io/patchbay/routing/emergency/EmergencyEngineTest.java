package io.patchbay.routing.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.SiteSpec;
import io.patchbay.routing.emergency.Exit.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmergencyEngineTest {
  private static final String SITES =
      """
      {kind: Site, name: munich, spec: {edges: [m], callers: [extension/101, extension/104, extension/105], country: DE, callback-number: "+4989123", address: {city: München, floor: "1"}, zones: [{name: floor-2, callers: [extension/104, line/m-phone-2], callback-number: "+4989222", address: {floor: "2"}}, {name: yard, callers: [extension/105], position: "48.1, 11.5"}]}}
      ---
      {kind: Line, name: m-phone-2, spec: {edge: m, kind: fxs, driver: sim}}
      ---
      {kind: Site, name: boston, spec: {edges: [b], callers: [extension/102], country: US}}
      ---
      {kind: Site, name: hanover, spec: {edges: [h], country: DE}}
      ---
      {kind: Line, name: m-phone, spec: {edge: m, kind: fxs, driver: sim}}
      ---
      {kind: Line, name: m-fxo, spec: {edge: m, kind: fxo, driver: sim}}
      ---
      {kind: Line, name: m-gone, spec: {edge: m, kind: fxo, driver: sim, disabled: true}}
      ---
      {kind: Line, name: m-sim, spec: {edge: m, kind: sim, driver: sim}}
      ---
      {kind: Line, name: m-spare, spec: {edge: m, kind: sim, driver: sim}}
      ---
      {kind: Line, name: h-sim, spec: {edge: h, kind: sim, driver: sim}}
      ---
      {kind: Line, name: b-sim, spec: {edge: b, kind: sim, driver: sim}}
      ---
      {kind: Trunk, name: itsp, spec: {address: "127.0.0.1:5090"}}
      ---
      {kind: Trunk, name: sos, spec: {address: "127.0.0.1:5091", emergency: true}}
      """;
  private static final Documents DOCUMENTS = Documents.of(DocumentYaml.parse("sites.yaml", SITES));
  private static final EmergencyEngine ENGINE = EmergencyEngine.of(DOCUMENTS);

  @ParameterizedTest(name = "{0} dials {1}: {2}")
  @CsvSource({
    "line/m-phone, 112, 112",
    "line/m-phone, 110, 110",
    "line/m-phone, 911, 911",
    "line/m-phone, 999, ''",
    "line/m-phone, 1120, ''",
    "line/m-phone, 11, ''",
    "line/m-phone, urn:service:sos.fire, 112",
    "extension/101, 110, 110",
    "extension/102, 911, 911",
    "extension/102, 110, ''",
    "extension/102, urn:service:sos, 911",
    "extension/103, 999, 999",
    "extension/103, urn:service:sosx, ''",
  })
  void theNumbersOfTheCallersCountryHold(String caller, String called, String number) { // E4, 1
    assertEquals(
        Optional.of(number).filter(text -> !text.isEmpty()),
        ENGINE.number(called, ENGINE.place(caller), _ -> false));
  }

  @ParameterizedTest
  @CsvSource({
    "extension/101, 'munich', +4989123, 1, ''",
    "line/m-phone, 'munich', +4989123, 1, ''",
    "extension/104, 'munich, floor-2', +4989222, 2, ''",
    "line/m-phone-2, 'munich, floor-2', +4989222, 2, ''",
    "extension/105, 'munich, yard', +4989123, 1, '48.1, 11.5'",
    "extension/106, '', '', '', ''",
  })
  void aZoneKnowsMoreThanItsSite(
      String caller, String name, String callback, String floor, String position) { // E4, 5
    Place place = ENGINE.place(caller);
    assertEquals(name, place.name());
    assertEquals(callback, place.callback());
    SiteSpec site = DOCUMENTS.sites().getOrDefault(place.site(), SiteSpec.getDefaultInstance());
    SiteSpec there = Zones.at(site, place.zone());
    assertEquals(floor, there.getAddress().getFloor());
    assertEquals(name.isEmpty() ? "" : "München", there.getAddress().getCity());
    assertEquals(position, there.getPosition());
    assertEquals(
        ENGINE.place("extension/101").edges().equals(place.edges()), !name.isEmpty(), "its ways");
  }

  @Test
  void cardsAndNetworksAddNumbersButNoOrdinaryOnes() { // TS 22.101 10.1
    Place here = ENGINE.place("line/m-phone");
    List<String> told = List.of("118", "4989123456", "1x", "0", "");
    assertEquals(Optional.of("118"), ENGINE.number("118", here, told::contains));
    assertEquals(Optional.empty(), ENGINE.number("4989123456", here, told::contains));
    assertEquals(Optional.empty(), ENGINE.number("0", here, told::contains));
    assertEquals(Optional.of("112"), ENGINE.number("112", here, told::contains));
    assertEquals(List.of("m-sim", "m-spare"), ENGINE.tellers(here));
    assertEquals(
        List.of("b-sim", "h-sim", "m-sim", "m-spare"), ENGINE.tellers(ENGINE.place("api/")));
  }

  @Test
  void whatSomebodyAddsTakesNothingAway() {
    var more =
        DocumentYaml.parse(
            "more", "{kind: DialPlan, name: default, spec: {emergency-numbers: ['333']}}");
    EmergencyEngine engine =
        EmergencyEngine.of(Documents.of(DocumentYaml.parse("s", SITES)).with(more));
    for (String number : List.of("333", "110", "112", "911")) {
      assertTrue(
          engine.number(number, engine.place("line/m-phone"), _ -> false).isPresent(), number);
    }
    assertTrue(engine.numbers().containsAll(List.of("333", "112", "911", "110")));
    assertFalse(engine.numbers().contains("999"), "nobody calls from a place without a country");
  }

  @Test
  void anotherCountryIsNeverCalledFrom() { // E4, 3
    assertEquals(
        "m-fxo m-sim m-spare! m-fxo! m-sim! sos h-sim! itsp", ways("line/m-phone", Map.of()));
    assertEquals("b-sim! sos itsp", ways("extension/102", Map.of()));
    assertEquals(
        "b-sim h-sim m-fxo m-sim m-spare",
        ways("api/", Map.of()).replaceAll(" (itsp|sos)|!", "").transform(EmergencyEngineTest::set));
  }

  @Test
  void theOwnSiteComesFirstAndACallIsEndedWhenNoLineIsFree() { // E4, 3 and 4
    Map<String, Standing> one =
        Map.of("m-fxo", Standing.BUSY, "m-sim", Standing.OUT_OF_SERVICE, "h-sim", Standing.BUSY);
    assertEquals("m-spare! m-fxo! m-sim! sos h-sim! itsp", ways("line/m-phone", one));
    Map<String, Standing> all =
        Map.of("m-fxo", Standing.BUSY, "m-sim", Standing.BUSY, "m-spare", Standing.BUSY);
    assertEquals("m-fxo! m-sim! m-spare! sos h-sim! itsp", ways("line/m-phone", all));
  }

  @Test
  void aCallDoesNotGoBackWhereItCameFrom() {
    assertFalse(ways("trunk/sos", Map.of()).contains("sos"));
  }

  /// A way on which a normal call is ended has `!`.
  private static String ways(String caller, Map<String, Standing> standings) {
    return ENGINE
        .ways(caller, ENGINE.place(caller), line -> standings.getOrDefault(line, Standing.FREE))
        .stream()
        .map(way ->
            switch (way) {
              case Way.ByLine(String line, boolean preempt) -> line + (preempt ? "!" : "");
              case Way.ByTrunk(String trunk) -> trunk;
            })
        .collect(Collectors.joining(" "));
  }

  private static String set(String words) {
    return List.of(words.split(" ")).stream().distinct().sorted().collect(Collectors.joining(" "));
  }
}
