package io.patchbay.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Extensions and their lines, in both directions, by shifts (catalogue G-251 to G-253, D5).
final class BindingsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-11-23T23:00:00Z");
  private static final String YAML =
      """
      {kind: Edge, name: e}
      ---
      {kind: Line, name: a, spec: {edge: e, kind: sim, driver: gsm-at, incoming: {extension: 109}}}
      ---
      {kind: Line, name: b, spec: {edge: e, kind: sim, driver: gsm-at}}
      ---
      {kind: Line, name: c, spec: {edge: e, kind: sim, driver: gsm-at}}
      ---
      {kind: Line, name: d, spec: {edge: e, kind: sim, driver: gsm-at}}
      ---
      {kind: LineGroup, name: all, spec: {lines: [d, c, b, a], selection: priority}}
      ---
      {kind: Extension, name: 101}
      ---
      {kind: Extension, name: 102}
      ---
      {kind: Extension, name: 103}
      ---
      {kind: Extension, name: 109}
      ---
      {kind: Schedule, name: early, spec: {hours: ["daily 06:00-14:00"]}}
      ---
      {kind: Schedule, name: late, spec: {hours: ["daily 14:00-22:00"]}}
      ---
      {kind: Binding, name: sales-early, spec: {extensions: [101, 102], lines: [a, b], schedules: [early], strict: true, incoming: true, call-back-minutes: 60}}
      ---
      {kind: Binding, name: sales-late, spec: {extensions: [103], lines: [a, b], schedules: [late], strict: true, incoming: true}}
      ---
      {kind: Binding, name: liked, spec: {extensions: [109], lines: [a]}}
      ---
      {kind: Settings, name: default, spec: {numbering: {country: CN}}}
      ---
      {kind: DialPlan, name: default, spec: {rules: [{pattern: x+, to: {line-group: all}}]}}
      """;
  private static final Documents DOCUMENTS = Documents.of(DocumentYaml.parse("test.yaml", YAML));
  private final Router router = Router.of(DOCUMENTS);

  @Test
  void theDocumentsOfThisTestFitTogether() {
    DOCUMENTS.check(Patterns.check());
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    // strict: those lines and no others, and nobody else by them
    "101, 2026-11-23T12:00:00Z, b a",
    "102, 2026-11-23T12:00:00Z, b a",
    "103, 2026-11-23T12:00:00Z, d c",
    // the shift changes at 14:00
    "101, 2026-11-23T13:59:59Z, b a",
    "101, 2026-11-23T14:00:00Z, d c",
    "103, 2026-11-23T14:00:00Z, b a",
    // no shift: preferred where not strict
    "101, 2026-11-23T23:00:00Z, d c b a",
    "109, 2026-11-23T23:00:00Z, a d c b",
    // bound for good, but strictly to others for now too: several bindings of one line
    "109, 2026-11-23T12:00:00Z, a d c",
  })
  void extensionsCallByTheirLines(String extension, Instant at, String expected) {
    assertEquals(expected, out(extension, at), "extension " + extension);
  }

  @ParameterizedTest(name = "line {0} at {1}: {2}")
  @CsvSource({
    "a, 2026-11-23T12:00:00Z, 101 102",
    "b, 2026-11-23T12:00:00Z, 101 102",
    "a, 2026-11-23T15:00:00Z, 103",
    // outside the shifts as the line says
    "a, 2026-11-23T23:00:00Z, 109",
  })
  void callsOfALineRingItsExtensions(String line, Instant at, String expected) {
    assertEquals(expected, in(line, "13900000001", at, LineStates.unknown()));
  }

  @Test
  void whoCalledTheNumberLastIsCalledBackFirst() { // D5
    Instant ended = NOON.minus(Duration.ofMinutes(59));
    LineStates memory = calledBy("102", "13900000001", ended);
    assertEquals("102 101", in("a", "13900000001", NOON, memory));
    assertEquals("102 101", in("a", "+8613900000001", NOON, memory), "in another form");
    assertEquals("102 101", in("a", "008613900000001", NOON, memory), "in a third");
    assertEquals("101 102", in("b", "13900000001", NOON, memory), "over another line");
    assertEquals("101 102", in("a", "13900000002", NOON, memory), "another number");
    assertEquals("101 102", in("a", "", NOON, memory), "withheld");
    assertEquals("101 102", in("a", "13900000001", NOON.plusSeconds(61), memory), "too late");
    assertEquals(
        "101 102",
        in("a", "13900000001", NOON, calledBy("109", "13900000001", ended)),
        "by somebody who is not bound to the line now");
  }

  @Test
  void theTraceNamesTheBinding() {
    Decision decision =
        route(OriginKind.ORIGIN_KIND_EXTENSION, "103", "", "555", NOON, LineStates.unknown());
    assertEquals(
        "select: group all: d (no report), c (no report), "
            + "b (bound by `sales-early`, left out), a (bound by `sales-early`, left out)",
        decision.getTraceList().getLast());
    Decision night =
        route(OriginKind.ORIGIN_KIND_EXTENSION, "109", "", "555", NIGHT, LineStates.unknown());
    assertEquals(
        "select: group all: a (bound, no report), d (no report), c (no report), b (no report)",
        night.getTraceList().getLast());
  }

  private static LineStates calledBy(String extension, String number, Instant ended) {
    return new LineStates() {
      @Override
      public LineUse of(String line) {
        return LineUse.UNKNOWN;
      }

      @Override
      public Optional<String> lastCaller(String line, Collection<String> numbers, Instant since) {
        return line.equals("a") && numbers.contains(number) && !ended.isBefore(since)
            ? Optional.of(extension)
            : Optional.empty();
      }
    };
  }

  private String out(String extension, Instant at) {
    return route(OriginKind.ORIGIN_KIND_EXTENSION, extension, "", "555", at, LineStates.unknown())
        .getTargetsList()
        .stream()
        .map(target -> target.getLine())
        .collect(Collectors.joining(" "));
  }

  private String in(String line, String calling, Instant at, LineStates states) {
    return route(OriginKind.ORIGIN_KIND_LINE, line, calling, "", at, states)
        .getTargetsList()
        .stream()
        .map(target -> target.getExtension())
        .collect(Collectors.joining(" "));
  }

  private Decision route(
      OriginKind kind,
      String origin,
      String calling,
      String called,
      Instant at,
      LineStates states) {
    return router.route(
        RouteRequest.newBuilder()
            .setOriginKind(kind)
            .setOrigin(origin)
            .setCallingNumber(calling)
            .setCalledNumber(called)
            .setAt(Timestamp.newBuilder().setSeconds(at.getEpochSecond()))
            .build(),
        states);
  }
}
