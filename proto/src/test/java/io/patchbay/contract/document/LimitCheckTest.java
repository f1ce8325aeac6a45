package io.patchbay.contract.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Limit; on: [extension/101], minutes: '05:00-12:00,100|12:00-24:00,200', calls: 'D31,5'; ''",
        "Limit; minutes: '5'; spec.on: missing: whom is it for?",
        "Limit; on: [extension/9]; spec.on[0]: no extension `9`",
        "Limit; on: ['*']; spec.on[0]: `*` is not line/…, line-group/…, extension/… or trunk/…",
        "Limit; on: [extension/101], velocity: {calls: 20, within-minutes: 5, block-minutes: 60}; ''",
        "Limit; on: [extension/101], velocity: {calls: 20}; spec.velocity.within-minutes: 0 is out of range (1 to 1440)",
        "Bar; on: ['*']; ''",
        "Limit; on: [extension/101], minutes: 5m; spec.minutes: `5m`: neither 100, nor 05:00-12:00,100|12:00-23:00,200, nor D5,1000",
        "Limit; on: [extension/101], messages: '5 a day'; spec.messages: `5 a day`: neither 100, nor 05:00-12:00,100|12:00-23:00,200, nor D5,1000",
        "Limit; on: [extension/101], cost: 'D1,99.999999'; ''",
        "Limit; on: [extension/101], cost: '05:00-12:00,0.5|12:00-24:00,12'; ''",
        "Limit; on: [extension/101], cost: '1.5 EUR'; spec.cost: `1.5 EUR`: neither 100, nor 05:00-12:00,100|12:00-23:00,200, nor D5,1000",
        "Limit; on: [extension/101], cost: 'D1,1.2345678'; spec.cost: `D1,1.2345678`: 1.2345678 is no amount of up to 8 digits and 6 decimals",
        "Limit; on: [extension/101], minutes: '1.5'; spec.minutes: `1.5`: 1.5 is no whole number of up to 8 digits",
        "Limit; on: [extension/101], minutes: 'D32,5'; spec.minutes: `D32,5`: there is no day 32",
        "Limit; on: [extension/101], calls: '05:00-25:00,5'; spec.calls: `05:00-25:00,5`: there is no time 25:00",
        "Limit; on: [extension/101], minutes: '05:60-06:00,5'; spec.minutes: `05:60-06:00,5`: there is no time 05:60",
        "Limit; on: [extension/101], time-zone: Moon; spec.time-zone: no time zone `Moon` (as Asia/Shanghai)",
        "Limit; on: [extension/101], minutes: '9', report: {to: home}; spec.report.to: 'home' is no telephone number",
      })
  void whatCannotHoldIsRefused(String kind, String spec, String problem) {
    String text =
        "{kind: Extension, name: 101}\n---\n{kind: " + kind + ", name: x, spec: {" + spec + "}}";
    assertEquals(
        problem.isEmpty() ? "" : kind + " x: " + problem,
        DocumentCheck.all(DocumentYaml.parse("t", text), PatternCheck.none()).stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "12.50, 12500000, 12.5",
    "0, 0, 0",
    "0.000001, 1, 0.000001",
    "99999999.9, 99999999900000, 99999999.9"
  })
  void moneyIsMillionths(String text, long micros, String shown) {
    assertEquals(micros, Money.micros(text));
    assertEquals(shown, Money.text(micros));
    assertEquals(micros == 0 ? "0" : "-" + shown, Money.text(-micros));
  }

  @Test
  void countriesOfTheShieldExist() {
    String text = "{kind: Settings, name: default, spec: {shield: {countries: [DE, '*', X1]}}}";
    assertEquals(
        "[Settings default: spec.shield.countries[2]: `X1` is no country (as CN, or * for all)]",
        DocumentCheck.all(DocumentYaml.parse("t", text), PatternCheck.none()).toString());
  }

  @Test
  void windowsMayPassMidnight() {
    Allowance night = Allowance.parse("23:00-05:00,7");
    assertEquals(
        "2026-11-21T23:00",
        night.at(java.time.LocalDateTime.parse("2026-11-22T04:59")).orElseThrow().period());
    assertEquals(
        "2026-11-22T23:00",
        night.at(java.time.LocalDateTime.parse("2026-11-22T23:00")).orElseThrow().period());
    assertEquals(true, night.at(java.time.LocalDateTime.parse("2026-11-22T05:00")).isEmpty());
  }
}
