package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What lines are chosen by, how numbers are dialled and shown: wrong values are named.
final class SelectionCheckTest {
  private static final String GOOD =
      """
      {kind: Edge, name: e}
      ---
      {kind: Line, name: a, spec: {edge: e, kind: sim, driver: sim, rates: r, numbering: {country: FR}, dial-rules: "86:-86", rest: {after-calls: 3, min-s: 1, max-s: 2}}}
      ---
      {kind: LineGroup, name: g, spec: {lines: [a], selection: weighted, weights: {a: 3}, operators: ["46000"], min-signal-dbm: -95, countries: [DE, home], next-line-causes: [38], numbering: {country: DE}}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: Schedule, name: day, spec: {time-zone: Asia/Shanghai, hours: ["mon-fri 09:00-17:00"], holidays: ["12-25"]}}
      ---
      {kind: Binding, name: b, spec: {extensions: [101], lines: [a], schedules: [day], incoming: true, call-back-minutes: 5}}
      ---
      {kind: RateTable, name: r, spec: {rates: [{prefix: "86", price-micros: 1, when: day}]}}
      ---
      {kind: Trunk, name: t, spec: {address: 192.0.2.1, rates: r}}
      ---
      {kind: Settings, name: default, spec: {numbering: {country: CN, area-code: "10"}, portability: {url: "http://np.example/?n={number}", timeout-ms: 50}}}
      ---
      {kind: DialPlan, name: default, spec: {rules: [{pattern: x+, to: {line-group: g, number-form: national, present: {number: fixed, fixed: "1"}}, when: "!day"}]}}
      """;

  @Test
  void whatFitsTogetherIsTaken() {
    assertEquals("", problems(GOOD));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "sim, rates: r; sim, rates: s; Line a: spec.rates: no RateTable `s`",
        "192.0.2.1, rates: r; 192.0.2.1, rates: s; Trunk t: spec.rates: no RateTable `s`",
        "dial-rules: \"86:-86\"; dial-rules: bad; Line a: spec.dial-rules: bad rules",
        "dial-rules: \"86:-86\"; strict-dial-rules: true; Line a: spec.strict-dial-rules: true: there are no dial-rules",
        "max-s: 2; max-s: 0; Line a: spec.rest.max-s: 0 is less than min-s, 1",
        "max-s: 2; max-s: 86401; Line a: spec.rest.max-s: 86401 is out of range (0 to 86400)",
        "weights: {a: 3}; weights: {a: 0}; LineGroup g: spec.weights.a: 0 is not 1 to 1000",
        "weights: {a: 3}; weights: {c: 3}; LineGroup g: spec.weights.c: c is no line of the group",
        "dbm: -95; dbm: -121; LineGroup g: spec.min-signal-dbm: -121 is neither 0 nor -120 to -1",
        "countries: [DE, home]; countries: [DE, Germany]; LineGroup g: spec.countries[1]: `Germany` is no country (ISO 3166-1: CN, DE, US) and not `home`",
        "countries: [DE, home]; countries: [de]; LineGroup g: spec.countries[0]: `de` is no country (ISO 3166-1: CN, DE, US) and not `home`",
        "causes: [38]; causes: [128]; LineGroup g: spec.next-line-causes[0]: 128 is no cause (Q.850, 1 to 127)",
        "country: FR; country: France; Line a: spec.numbering.country: `France` is no country (ISO 3166-1: CN, DE, US)",
        "country: DE; country: Germany; LineGroup g: spec.numbering.country: `Germany` is no country (ISO 3166-1: CN, DE, US)",
        "area-code: \"10\"; area-code: a; Settings default: spec.numbering.area-code: `a` is not up to 8 digits",
        "country: CN, area; area; Settings default: spec.numbering.area-code: 10: of no country",
        "?n={number}; ?n=; Settings default: spec.portability.url: `http://np.example/?n=` is not http or https with {number} in it",
        "http://np; ftp://np; Settings default: spec.portability.url: `ftp://np.example/?n={number}` is not http or https with {number} in it",
        "http://np; 'http:// np'; Settings default: spec.portability.url: `http:// np.example/?n={number}` is not http or https with {number} in it",
        "timeout-ms: 50; timeout-ms: 151; Settings default: spec.portability.timeout-ms: 151 is neither 0 nor 10 to 150",
        "timeout-ms: 50; cache-minutes: 43201; Settings default: spec.portability.cache-minutes: 43201 is out of range (0 to 43200)",
        "lines: [a], schedules; lines: [], schedules; Binding b: spec.lines: empty",
        "extensions: [101]; extensions: [102]; Binding b: spec.extensions[0]: no Extension `102`",
        "schedules: [day]; schedules: [night]; Binding b: spec.schedules[0]: no Schedule `night`",
        "incoming: true, ; ''; Binding b: spec.call-back-minutes: 5: needs `incoming`",
        "minutes: 5; minutes: 10081; Binding b: spec.call-back-minutes: 10081 is out of range (0 to 10080)",
        "Asia/Shanghai; Mars; Schedule day: spec: `Mars` is no time zone (Asia/Shanghai)",
        "mon-fri 09; monday 09; Schedule day: spec: `monday 09:00-17:00` is not hours (mon-fri 09:00-17:30, sat,sun 10:00-14:00, daily 22:00-06:00)",
        "12-25; 12-32; Schedule day: spec: `12-32` is no day (2026-12-25, or 12-25)",
        "prefix: \"86\"; prefix: \"+86\"; RateTable r: spec.rates[0].prefix: `+86` is not up to 15 digits, without +",
        "price-micros: 1; price-micros: 1000000000001; RateTable r: spec.rates[0].price-micros: 1000000000001 is out of range (0 to 1000000000000)",
        "when: day; when: night; RateTable r: spec.rates[0].when: no Schedule `night`",
        "\"!day\"; \"!night\"; DialPlan default: spec.rules[0].when: no Schedule `night`",
        "fixed: \"1\"; fixed: \"\"; DialPlan default: spec.rules[0].to.present.fixed: missing",
        "number: fixed, ; ''; DialPlan default: spec.rules[0].to.present.fixed: `1`: needs `number: fixed`",
        "fixed: \"1\"; fixed: \"1x\"; DialPlan default: spec.rules[0].to.present.fixed: `1x` is not a number (+ 0-9 * # A-D, at most 32)",
        "fixed: \"1\"; fixed: \"1\", rules: bad; DialPlan default: spec.rules[0].to.present.rules: bad rules",
      })
  void whatDoesNotIsNamed(String good, String wrong, String problem) {
    assertEquals(true, GOOD.contains(good), good);
    assertEquals(problem, problems(GOOD.replace(good, wrong)));
  }

  private static String problems(String yaml) {
    PatternCheck patterns =
        new PatternCheck() {
          @Override
          public Optional<String> problem(String pattern) {
            return Optional.empty();
          }

          @Override
          public Optional<String> rulesProblem(String rules) {
            return rules.equals("bad") ? Optional.of("bad rules") : Optional.empty();
          }
        };
    List<Problem> problems = DocumentCheck.all(DocumentYaml.parse("", yaml), patterns);
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }
}
