package io.patchbay.routing.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Times;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.contract.document.Money;
import io.patchbay.proto.config.v1.RateSpec;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.proto.limit.v1.Use;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LimitRule;
import io.patchbay.routing.LineStates;
import io.patchbay.routing.LineUse;
import io.patchbay.routing.Router;
import io.patchbay.routing.RoutingRule;
import io.patchbay.routing.limit.LimitTerms.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Limits of money (D13: spend caps): reserved for the minutes a call is given, billed by what it
/// took, by the rates of the line or trunk it leaves by.
final class CostTest {
  private static final String DOCUMENTS =
      """
      {kind: Extension, name: 101}
      ---
      {kind: Line, name: dear, spec: {edge: e, kind: sim, driver: gsm-at, rates: dear}}
      ---
      {kind: Line, name: cheap, spec: {edge: e, kind: sim, driver: gsm-at, rates: cheap}}
      ---
      {kind: Line, name: unknown, spec: {edge: e, kind: sim, driver: gsm-at}}
      ---
      {kind: Trunk, name: itsp, spec: {address: 192.0.2.1, rates: cheap}}
      ---
      {kind: RateTable, name: dear, spec: {rates: [{prefix: "86", price-micros: 500000, setup-micros: 200000}]}}
      ---
      {kind: RateTable, name: cheap, spec: {rates: [{prefix: "86", price-micros: 10000, unit-s: 6, minimum-s: 30}]}}
      ---
      {kind: Settings, name: default, spec: {numbering: {country: CN}}}
      ---
      {kind: DialPlan, name: default, spec: {rules: [
        {pattern: "<1=>13x.", to: {line: dear}}, {pattern: "<2=>13x.", to: {line: cheap}},
        {pattern: "<3=>13x.", to: {line: unknown}}, {pattern: "<4=>13x.", to: {trunk: itsp}},
        {pattern: "<5=>13x.", to: {line-group: all}}]}}
      ---
      {kind: LineGroup, name: all, spec: {lines: [dear, cheap, unknown], selection: priority}}
      ---
      """;
  private static final String NUMBER = "13800000001";
  private static final String CALLER = "extension/101";
  private static final LineStates FREE = _ -> LineUse.of(LineUse.Condition.FREE);

  private final Ledger ledger = new Ledger();
  private Router router = Router.of(Documents.empty());
  private Instant now = Instant.parse("2026-11-22T06:00:00Z");

  private void given(String spec) {
    List<RoutingRule> rules =
        Router.RULES.stream()
            .map(rule -> rule instanceof LimitRule ? new LimitRule(true) : rule)
            .toList();
    router =
        Router.of(
            Documents.of(
                DocumentYaml.parse(
                    "t", DOCUMENTS + "{kind: Limit, name: cap, spec: " + spec + "}")),
            rules);
  }

  private Moment moment() {
    return new Moment(now, true);
  }

  private LedgerEntry.Builder entry() {
    return LedgerEntry.newBuilder().setAt(Times.timestamp(now));
  }

  private Decision route(String prefix) {
    return router.route(
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
            .setOrigin("101")
            .setCalledNumber(prefix + NUMBER)
            .setAt(Times.timestamp(now))
            .build(),
        FREE);
  }

  private Decision call(String id, String prefix) {
    Decision decision = route(prefix);
    Optional<Reservation> wanted = router.limits().first(CALLER, decision, moment(), ledger, true);
    if (wanted.isEmpty()) {
      return decision;
    }
    Reservation named = wanted.get().toBuilder().setLease(id).setCallId(id).build();
    return router
        .limits()
        .decided(CALLER, decision, named, ledger.apply(entry().setReservation(named).build()));
  }

  private Answer more(String id, int sequence, String prefix, String target, boolean moves) {
    Optional<RateSpec> rate =
        route(prefix).getTargetsList().stream()
            .filter(one -> target.endsWith("/" + one.getLine() + one.getTrunk()) && one.hasRate())
            .map(one -> one.getRate())
            .findFirst();
    return ledger.apply(
        entry()
            .setReservation(
                router
                    .limits()
                    .more(CALLER, target, rate, moves, moment(), ledger)
                    .orElseThrow()
                    .toBuilder()
                    .setLease(id)
                    .setCallId(id)
                    .setSequence(sequence))
            .build());
  }

  private void over(String id, String target, long seconds) {
    ledger.apply(
        entry()
            .setSettlement(
                Settlement.newBuilder()
                    .setCallId(id)
                    .addUses(
                        Use.newBuilder().setTarget(target).setAnswered(true).setSeconds(seconds)))
            .build());
  }

  private String stands(String quota, String period) {
    CounterKey counter = new CounterKey(quota, Measure.MEASURE_COST, period);
    return Money.text(ledger.used(counter)) + " + " + Money.text(ledger.reserved(counter));
  }

  @Test
  void moneyIsReservedForTheMinutesGivenAndBilledByWhatTheCallTook() {
    given("{on: [extension/101], cost: '4'}");
    Decision decision = call("a", "1");
    assertEquals(300, decision.getLease().getSeconds());
    assertEquals("0 + 2.7", stands("cap extension/101", ""));
    Answer again = more("a", 1, "1", "line/dear", false);
    assertEquals(
        420,
        assertInstanceOf(Answer.Granted.class, again).seconds(),
        "1.3 is enough for two minutes more");
    assertEquals("0 + 3.7", stands("cap extension/101", ""));
    assertInstanceOf(
        Answer.Refused.class, more("a", 2, "1", "line/dear", false), "it is cut at 420 s");
    over("a", "line/dear", 61);
    assertEquals("1.2 + 0", stands("cap extension/101", ""));
  }

  @Test
  void whatIsUsedUpRefusesWhatCostsAnything() {
    given("{on: [extension/101], cost: '0.6'}");
    Decision refused = call("a", "1");
    assertEquals(403, refused.getSipStatus());
    assertEquals("limit cap extension/101: 0 of 0.6 are spent or reserved", refused.getReason());
    assertEquals(
        "[line/cheap, line/unknown]",
        call("b", "5").getTargetsList().stream()
            .map(one -> "line/" + one.getLine())
            .toList()
            .toString());
    over("b", "line/cheap", 10_000);
    assertEquals(403, call("c", "2").getSipStatus());
    assertEquals(403, call("d", "4").getSipStatus());
    assertEquals(1, call("e", "3").getTargetsCount(), "no rate: it costs nothing");
  }

  @Test
  void unitsSetupAndLeastLengthCount() {
    given("{on: [line/cheap, trunk/itsp], cost: 'D1,0.07'}");
    assertEquals(42, call("a", "2").getLease().getSeconds(), "seven units of 6 s");
    over("a", "line/cheap", 1);
    assertEquals("0.05 + 0", stands("cap line/cheap", "2026-11-01"));
    assertEquals(403, call("b", "2").getSipStatus(), "0.02 are less than the least, 30 s");
    assertEquals(42, call("c", "4").getLease().getSeconds(), "the trunk has its own");
    now = Instant.parse("2026-12-01T00:00:00Z");
    assertEquals(42, call("d", "2").getLease().getSeconds(), "a new month");
  }

  @Test
  void aCallThatGoesToAnotherLineCostsWhatItCostsThere() {
    given("{on: [extension/101], cost: '3'}");
    assertEquals("line/dear", call("a", "5").getLease().getTarget());
    assertEquals("0 + 2.7", stands("cap extension/101", ""));
    assertEquals(
        300,
        assertInstanceOf(Answer.Granted.class, more("a", 1, "5", "line/cheap", true)).seconds());
    assertEquals("0 + 0.5", stands("cap extension/101", ""));
    over("a", "line/cheap", 301);
    assertEquals("0.51 + 0", stands("cap extension/101", ""));
    Answer free = more("b", 0, "5", "line/unknown", true);
    assertEquals(0, assertInstanceOf(Answer.Granted.class, free).seconds(), "any time");
  }

  @Test
  void aCallUnderWayMayFinish() {
    given("{on: [extension/101], cost: '1.2', let-finish: true}");
    Decision decision = call("a", "1");
    assertEquals(120, decision.getLease().getSeconds());
    assertTrue(decision.getLease().getLetFinish());
    assertEquals(
        420,
        assertInstanceOf(Answer.Granted.class, more("a", 1, "1", "line/dear", false)).seconds());
    over("a", "line/dear", 400);
    assertEquals("3.7 + 0", stands("cap extension/101", ""));
    assertEquals(403, call("b", "1").getSipStatus());
  }

  @Test
  void ofTwoLimitsTheShorterTimeHolds() {
    given("{on: [line/dear, extension/101], minutes: '3', cost: '5'}");
    assertEquals(180, call("a", "1").getLease().getSeconds());
    assertEquals("0 + 1.7", stands("cap line/dear", ""));
    assertEquals("0 + 1.7", stands("cap extension/101", ""));
  }

  @Test
  void linesWithoutRatesAreNamed() {
    given("{on: [extension/101, line/dear], cost: '4'}");
    assertEquals(
        List.of("Limit cap: spec.cost: calls by line/unknown cost nothing: no `rates`"),
        router.problems());
    given("{on: [line/dear, trunk/itsp], cost: '4'}");
    assertEquals(List.of(), router.problems());
  }

  @Test
  void explainSaysWhatItCostsAndWhatWouldBeReserved() {
    given("{on: [extension/101], cost: '4'}");
    assertEquals(
        List.of(
            "limit: line/dear: 0.5 a 60 s, 0.2 at first",
            "limit: line/cheap: 0.01 a 6 s, at least 30 s",
            "limit: line/unknown: no rate, no cost"),
        route("5").getTraceList().stream().filter(one -> one.startsWith("limit")).toList());
    given("{on: [extension/101], minutes: '4'}");
    assertTrue(route("1").getTargetsList().stream().noneMatch(one -> one.hasRate()));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 0, 60, 0, 61, 20",
    "10, 0, 60, 0, 0, 10",
    "10, 5, 6, 30, 1, 55",
    "0, 5, 6, 30, 900, 5",
    "1000000000000, 1000000000000, 1, 0, 9223372036854775807, 8000001000000000000",
  })
  void unitsBegunArePaidFor(
      long price, long setup, int unit, int minimum, long seconds, long cost) {
    RateSpec rate =
        RateSpec.newBuilder()
            .setPriceMicros(price)
            .setSetupMicros(setup)
            .setUnitS(unit)
            .setMinimumS(minimum)
            .build();
    assertEquals(cost, Tariff.cost(rate, seconds));
    assertTrue(Tariff.cost(rate, Tariff.seconds(rate, cost, 3_600)) <= cost);
  }
}
