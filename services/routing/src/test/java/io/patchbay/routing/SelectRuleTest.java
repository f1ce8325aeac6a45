package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.proto.policy.v1.TraceCandidate;
import io.patchbay.routing.LineUse.Condition;
import io.patchbay.routing.LineUse.LastCall;
import io.patchbay.routing.LineUse.Radio;
import io.patchbay.routing.conduct.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which line of a group carries a call.
final class SelectRuleTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z"); // a Monday
  private static final String YAML =
      """
      {kind: Edge, name: e}
      ---
      {kind: Line, name: a, spec: {edge: e, kind: sim, driver: gsm-at, rates: dear}}
      ---
      {kind: Line, name: b, spec: {edge: e, kind: sim, driver: gsm-at, rates: cheap}}
      ---
      {kind: Line, name: c, spec: {edge: e, kind: sim, driver: gsm-at}}
      ---
      {kind: Line, name: shut, spec: {edge: e, kind: sim, driver: gsm-at, reject-outgoing: true}}
      ---
      {kind: Line, name: off, spec: {edge: e, kind: sim, driver: gsm-at, disabled: true}}
      ---
      {kind: Line, name: ruled, spec: {edge: e, kind: sim, driver: gsm-at, dial-rules: "86:-86|13:+0"}}
      ---
      {kind: Line, name: strict, spec: {edge: e, kind: sim, driver: gsm-at, dial-rules: "1[3-8]XXXXXXXXX:", strict-dial-rules: true}}
      ---
      {kind: LineGroup, name: weighted, spec: {lines: [a, b, c], selection: weighted, weights: {a: 3, b: 2}}}
      ---
      {kind: LineGroup, name: signal, spec: {lines: [a, b, c], selection: best-signal}}
      ---
      {kind: LineGroup, name: asr, spec: {lines: [a, b, c], selection: best-asr}}
      ---
      {kind: LineGroup, name: cost, spec: {lines: [a, b, c], selection: least-cost}}
      ---
      {kind: LineGroup, name: resting, spec: {lines: [a, b], selection: priority, call-memory-minutes: 10, rest: {after-calls: 3, min-s: 10, max-s: 20}}}
      ---
      {kind: LineGroup, name: radio, spec: {lines: [a, b, c], selection: priority, operators: ["46000", "Mobile"], not-roaming: true, min-signal-dbm: -95}}
      ---
      {kind: LineGroup, name: germany, spec: {lines: [a, b], selection: priority, countries: [DE, AT]}}
      ---
      {kind: LineGroup, name: home, spec: {lines: [a, b], selection: priority, countries: [home, FR]}}
      ---
      {kind: LineGroup, name: ruled, spec: {lines: [ruled, strict, off], selection: priority, next-line-causes: [38, 21]}}
      ---
      {kind: LineGroup, name: careful, spec: {lines: [shut, a, b], selection: priority, health: {failures: 2, skip: true}}}
      ---
      {kind: RateTable, name: dear, spec: {rates: [{prefix: "", price-micros: 100000}, {prefix: "86139", price-micros: 10000}, {prefix: "", price-micros: 1000, operator: A}]}}
      ---
      {kind: RateTable, name: cheap, spec: {rates: [{prefix: "86", price-micros: 5000, unit-s: 6, setup-micros: 1000, when: day}, {prefix: "86", price-micros: 50000}]}}
      ---
      {kind: Schedule, name: day, spec: {hours: ["mon-fri 08:00-20:00"]}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: Settings, name: default, spec: {numbering: {country: CN}}}
      ---
      kind: DialPlan
      name: default
      spec:
        rules:
          - {pattern: "1x+", strip: 1, to: {line-group: weighted}}
          - {pattern: "2x+", strip: 1, to: {line-group: signal}}
          - {pattern: "3x+", strip: 1, to: {line-group: asr}}
          - {pattern: "4x+", strip: 1, to: {line-group: cost}}
          - {pattern: "5x+", strip: 1, to: {line-group: resting}}
          - {pattern: "66x+", strip: 2, to: {line-group: germany}}
          - {pattern: "67x+", strip: 2, to: {line-group: home}}
          - {pattern: "6x+", strip: 1, to: {line-group: radio}}
          - {pattern: "7x+", strip: 1, to: {line-group: ruled}}
          - {pattern: "9x+", strip: 1, to: {line-group: careful}}
          - {pattern: "8x+", strip: 1, to: {line: a}, when: day}
          - {pattern: "8x+", strip: 1, to: {line: b}, when: "!day"}
      """;
  private static final Documents DOCUMENTS = Documents.of(DocumentYaml.parse("test.yaml", YAML));
  private static final LineUse FREE = LineUse.of(Condition.FREE);

  private final Router router = Router.of(DOCUMENTS);
  private final Map<String, LineUse> lines = new HashMap<>();

  SelectRuleTest() {
    DOCUMENTS.lines().keySet().forEach(line -> lines.put(line, FREE));
  }

  @Test
  void theDocumentsOfThisTestFitTogether() {
    DOCUMENTS.check(Patterns.check());
    assertEquals(List.of(), router.problems());
  }

  @Test
  void callsAreSharedOutByWeight() {
    Map<String, Integer> taken = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      String line = first("1555", NOON);
      taken.merge(line, 1, Integer::sum);
      lines.put(line, new LineUse(Condition.FREE, taken.getOrDefault(line, 0), 0, 0));
    }
    assertEquals(Map.of("a", 30, "b", 20, "c", 10), taken);
  }

  @Test
  void theStrongestSignalIsTakenAndWhatTellsNoneLast() {
    lines.put("a", FREE.on(new Radio("home", "", -101)));
    lines.put("b", FREE);
    lines.put("c", FREE.on(new Radio("home", "", -67)));
    assertEquals("c a b", order("2555", NOON));
  }

  @Test
  void theLineWhoseCallsAreAnsweredIsTaken() {
    lines.put("a", new LineUse(Condition.FREE, 10, 0, 0).answered(4));
    lines.put("b", new LineUse(Condition.FREE, 10, 0, 0).answered(9));
    assertEquals("b c a", order("3555", NOON), "no calls count as half answered");
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    // 3 × 0.10; 0.001 + 30 × 0.005, at night 3 × 0.05; c has no rates
    "413500000001, 2026-11-23T12:00:00Z, b a c",
    "413900000001, 2026-11-23T12:00:00Z, a b c",
    "413500000001, 2026-11-23T22:00:00Z, b a c",
    "413900000001, 2026-11-23T22:00:00Z, a b c",
    // no public number: the rate for everything alone
    "410086, 2026-11-23T12:00:00Z, a b c",
  })
  void theCheapestLineIsTaken(String called, Instant at, String expected) {
    assertEquals(expected, order(called, at));
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    // dear takes 0.001 to numbers of its own operator, whatever their prefix
    "413500000001, A, a b c",
    "413500000001, B, b a c",
    "413500000001, '', b a c",
  })
  void theOperatorThatServesAPortedNumberCounts(String called, String operator, String expected) {
    RouteRequest request =
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
            .setOrigin("101")
            .setCalledNumber(called)
            .setCalledOperator(operator)
            .setAt(Timestamp.newBuilder().setSeconds(NOON.getEpochSecond()))
            .build();
    assertEquals(expected, names(router.route(request, LineStates.of(lines))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "413500000001, +8613500000001",
    "8008613500000001, +8613500000001",
    "410086, ''",
    "101, ''",
    "112, ''",
    "999913500000001, ''"
  })
  void theNumberACallLeavesForIsKnownBeforeTheDecision(String called, String expected) {
    assertEquals(
        Optional.of(expected).filter(number -> !number.isEmpty()),
        router.publicNumber(
            RouteRequest.newBuilder()
                .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
                .setOrigin("101")
                .setCalledNumber(called)
                .setAt(Timestamp.newBuilder().setSeconds(NOON.getEpochSecond()))
                .build()));
  }

  @Test
  void aLineRestsAfterEveryThirdCall() { // AT-130
    int least = 99;
    int most = 0;
    for (int call = 0; call < 200; call++) {
      var ended = new LastCall("call-" + call, NOON);
      lines.put("a", new LineUse(Condition.FREE, 2, 0, 0).after(ended));
      assertEquals("a b", order("5555", NOON), "two calls");
      lines.put("a", new LineUse(Condition.FREE, 6, 0, 0).after(ended));
      int rest = 0;
      while (order("5555", NOON.plusSeconds(rest)).equals("b")) {
        rest++;
      }
      least = Math.min(least, rest);
      most = Math.max(most, rest);
    }
    assertEquals("10 to 20 s", least + " to " + most + " s");
  }

  @Test
  void aLineWhoseCallsFailIsTriedLastOrWhereTheGroupSaysSoNotAtAll() {
    lines.put("a", FREE.in(new Health(3, 41, NOON)));
    assertEquals("b a", order("5555", NOON.plusSeconds(29)));
    assertEquals("a b", order("5555", NOON.plusSeconds(30)), "one call tries it again");
    assertEquals("b", order("9555", NOON.plusSeconds(59)));
    assertEquals("a b", order("9555", NOON.plusSeconds(60)));
    TraceCandidate behind =
        route("101", "5555", NOON, LineStates.of(lines)).getStepsList().stream()
            .flatMap(step -> step.getCandidatesList().stream())
            .filter(candidate -> candidate.getLine().equals("a"))
            .findFirst()
            .orElseThrow();
    assertTrue(behind.getChosen());
    assertEquals(
        "3 calls in a row failed (Q.850 41), rests until 2026-11-23T12:00:30Z", behind.getReason());
  }

  @Test
  void aLineThatTakesNoCallsOutIsPassedOverButForEmergencyCalls() { // G-141
    lines.put("a", LineUse.of(Condition.OUT_OF_SERVICE));
    lines.put("b", FREE.against(List.of("disabled by run policy dead since today")));
    Decision decision = route("101", "9555", NOON, LineStates.of(lines));
    assertEquals(
        "no line for group careful: shut takes no calls out, a out of service, b disabled by run"
            + " policy dead since today",
        decision.getReason());
    lines.keySet().removeIf(line -> !List.of("shut", "b").contains(line));
    List<String> help =
        route("101", "110", NOON, LineStates.of(lines)).getTargetsList().stream()
            .map(target -> target.getLine())
            .toList();
    assertTrue(help.contains("shut") && help.contains("b"), help.toString());
  }

  @Test
  void theReasonForRestingIsSaid() {
    lines.put(
        "a", new LineUse(Condition.FREE, 3, 0, 0).after(new LastCall("x", NOON.minusSeconds(1))));
    lines.put("b", LineUse.of(Condition.OUT_OF_SERVICE));
    Decision decision = route("101", "5555", NOON, LineStates.of(lines));
    assertEquals(503, decision.getSipStatus());
    assertTrue(
        decision
            .getReason()
            .matches(
                "no line for group resting: a resting until 2026-11-23T12:00:\\d\\dZ, b out of service"),
        decision.getReason());
  }

  @Test
  void aNumberThatWasCalledGoesOutByTheSameLineThoughItRests() { // AT-129
    lines.put("b", new LineUse(Condition.FREE, 3, 0, 0).after(new LastCall("x", NOON)));
    Instant now = NOON.plusSeconds(5);
    LineStates remembered =
        new LineStates() {
          @Override
          public LineUse of(String line) {
            return LineStates.of(lines).of(line);
          }

          @Override
          public Optional<String> lastLine(String number, Instant since) {
            return number.equals("555") && !since.isAfter(NOON)
                ? Optional.of("b")
                : Optional.empty();
          }
        };
    assertEquals("b a", names(route("101", "5555", now, remembered)));
    assertEquals("a", names(route("101", "5556", now, remembered)), "another number");
    assertEquals(
        "a b",
        names(route("101", "5555", NOON.plus(Duration.ofMinutes(11)), remembered)),
        "ten minutes later");
    lines.put("b", FREE.as(Condition.BUSY));
    assertEquals("a b", names(route("101", "5555", now, remembered)), "busy");
  }

  @ParameterizedTest(name = "{0} {1} {2} dBm: {3}")
  @CsvSource({
    "home, 46000, -70, ''",
    "home, Mobile, -95, ''",
    "home, 46001, -70, on the network `46001`",
    "home, '', -70, on the network of nobody",
    "roaming, 46000, -70, roaming",
    "home, 46000, -96, signal -96 dBm",
    "home, 46000, 0, ''",
  })
  void aSimOnAnotherNetworkOrBarelyOnItsOwnIsLeftOut(
      String registration, String operator, int signal, String reason) {
    lines.put("a", FREE.on(new Radio(registration, operator, signal)));
    lines.put("b", FREE.on(new Radio("home", "46000", -50)));
    lines.put("c", LineUse.UNKNOWN);
    Decision decision = route("101", "6555", NOON, LineStates.of(lines));
    assertEquals(reason.isEmpty() ? "a b c" : "b c", names(decision));
    assertEquals(
        reason,
        decision.getSteps(decision.getStepsCount() - 1).getCandidatesList().stream()
            .filter(one -> one.getLine().equals("a"))
            .findFirst()
            .orElseThrow()
            .getReason());
  }

  @ParameterizedTest(name = "{0}: {1} with the card {2}: {3}")
  @CsvSource({
    // by the network, wherever the card is of
    "66, 26201, 460001234567890, ''",
    "66, 23201, 460001234567890, ''",
    "66, 46000, 460001234567890, in CN (network 46000)",
    "66, 310260, 310260123456789, in US/GU/MP (network 310260)",
    "66, '', 460001234567890, ''",
    "66, 99942, 460001234567890, ''",
    // at home, or in France
    "67, 46001, 460001234567890, ''",
    "67, 20801, 460001234567890, ''",
    "67, 26201, 460001234567890, in DE (network 26201)",
    "67, 311480, 310260123456789, ''",
    "67, 26201, '', ''",
  })
  void aSimInAnotherCountryIsLeftOutAndSaysWhereItIs(
      String prefix, String network, String imsi, String reason) {
    LineStatus told =
        LineStatus.newBuilder()
            .setRegistration("roaming")
            .putIdentity("network", network)
            .putIdentity("imsi", imsi)
            .build();
    lines.put("a", FREE.on(Radio.of(told)));
    Decision decision = route("101", prefix + "555", NOON, LineStates.of(lines));
    assertEquals(reason.isEmpty() ? "a b" : "b", names(decision));
    assertEquals(
        reason,
        decision.getSteps(decision.getStepsCount() - 1).getCandidatesList().stream()
            .filter(one -> one.getLine().equals("a"))
            .findFirst()
            .orElseThrow()
            .getReason());
  }

  @Test
  void aCallForHelpLeavesByALineInAnotherCountry() {
    lines.put("a", FREE.on(new Radio("roaming", "", -70, "46000", List.of())));
    lines.put("b", FREE.on(new Radio("roaming", "", -70, "46000", List.of())));
    assertEquals("", names(route("101", "66555", NOON, LineStates.of(lines))));
    assertTrue(names(route("101", "112", NOON, LineStates.of(lines))).contains("a"));
  }

  @Test
  void whatSpeaksAgainstALineIsSaid() {
    lines.put("a", FREE.against(List.of("quota month is used up", "barred")));
    Decision decision = route("101", "1555", NOON, LineStates.of(lines));
    assertEquals("b c", names(decision));
    assertTrue(
        decision.getTraceList().toString().contains("a (quota month is used up, barred, left out)"),
        decision.getTraceList().toString());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    // AT-100, AT-105, AT-104: each line by its own rules
    "713012345678, ruled=013012345678 strict=13012345678",
    "78613012345678, ruled=13012345678",
    "712012345678, ruled=12012345678",
  })
  void aLineDialsByItsOwnRules(String called, String expected) { // G-144, G-145, G-254
    Decision decision = route("101", called, NOON, LineStates.of(lines));
    assertEquals(
        expected,
        decision.getTargetsList().stream()
            .map(target -> target.getLine() + "=" + target.getNumber())
            .collect(Collectors.joining(" ")));
    assertEquals(List.of(38, 21), decision.getNextTargetCausesList());
    assertTrue(decision.getTraceList().toString().contains("off (disabled, left out)"));
  }

  @Test
  void aRuleHoldsByItsSchedule() {
    assertEquals("a", order("8555", NOON));
    assertEquals("b", order("8555", NOON.plus(Duration.ofHours(8))));
  }

  private String first(String called, Instant at) {
    return order(called, at).split(" ", 2)[0];
  }

  private String order(String called, Instant at) {
    return names(route("101", called, at, LineStates.of(lines)));
  }

  private Decision route(String extension, String called, Instant at, LineStates states) {
    return router.route(
        RouteRequest.newBuilder()
            .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
            .setOrigin(extension)
            .setCalledNumber(called)
            .setAt(Timestamp.newBuilder().setSeconds(at.getEpochSecond()))
            .build(),
        states);
  }

  private static String names(Decision decision) {
    return decision.getTargetsList().stream()
        .map(target -> target.getLine())
        .collect(Collectors.joining(" "));
  }
}
