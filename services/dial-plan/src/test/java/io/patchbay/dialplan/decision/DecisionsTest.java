package io.patchbay.dialplan.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import io.patchbay.contract.Fault;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.edge.v1.LineState;
import io.patchbay.proto.edge.v1.LineStatus;
import io.patchbay.proto.event.v1.LineStateRecord;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.Router;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecisionsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final List<Document> DOCUMENTS =
      DocumentYaml.parse(
          "test",
          """
          {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at}}
          ---
          {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: gsm-at}}
          ---
          {kind: Line, name: gsm-3, spec: {edge: e, kind: sim, driver: gsm-at}}
          ---
          {kind: LineGroup, name: mobile, spec: {lines: [gsm-1, gsm-2, gsm-3]}}
          ---
          {kind: Extension, name: 101}
          ---
          {kind: DialPlan, name: default, spec: {rules: [{pattern: x+, to: {line-group: mobile}}]}}
          """);

  private final Decisions decisions = new Decisions(Router.RULES);

  @BeforeEach
  void configure() {
    assertEquals(List.of(), decisions.configure(DOCUMENTS));
    for (String line : List.of("gsm-1", "gsm-2", "gsm-3")) {
      decisions.report(state(line, LineState.LINE_STATE_IN_SERVICE, ""));
    }
  }

  @Test
  void twoCallsAtTheSameMomentGetDifferentLines() {
    assertEquals("gsm-1 gsm-2 gsm-3", lines(decisions.route(request("a"), NOON)));
    assertEquals("gsm-2 gsm-3 gsm-1", lines(decisions.route(request("b"), NOON)));
    assertEquals("gsm-3 gsm-1 gsm-2", lines(decisions.route(request("c"), NOON)));
  }

  /// A replica that was started after it knows it all the same: from the topic.
  @Test
  void whoCalledForHelpIsCalledBackByTheLineHeUsed() {
    RouteRequest in =
        RouteRequest.newBuilder()
            .setCallId("b")
            .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
            .setOrigin("gsm-2")
            .build();
    assertEquals(0, decisions.route(in, NOON).getTargetsCount());
    decisions.count(
        CallRecord.newBuilder()
            .setCallId("a")
            .setOriginKind("extension")
            .setOrigin("101")
            .setEmergency(true)
            .setEndedAt(timestamp(NOON))
            .addLegs(
                LegRecord.newBuilder().setKind("line").setName("gsm-2").setDirection("outbound"))
            .build());
    Decision back = decisions.route(in, NOON.plus(Duration.ofMinutes(59)));
    assertEquals("101", back.getTargets(0).getExtension());
    assertTrue(back.getEmergencyCallBack());
    assertEquals(0, decisions.route(in, NOON.plus(Duration.ofMinutes(61))).getTargetsCount());
  }

  @Test
  void explainingReservesNothing() {
    decisions.explain(request("a"), NOON);
    assertEquals("gsm-1 gsm-2 gsm-3", lines(decisions.route(request("b"), NOON)));
  }

  @Test
  void aReservationEndsWithTheCallsRecordOrByItself() {
    decisions.route(request("a"), NOON);
    decisions.count(CallRecord.newBuilder().setCallId("a").setEndedAt(timestamp(NOON)).build());
    assertEquals("gsm-1 gsm-2 gsm-3", lines(decisions.explain(request("b"), NOON)));
    decisions.route(request("c"), NOON);
    assertEquals(
        "gsm-2 gsm-3 gsm-1",
        lines(decisions.explain(request("d"), NOON.plus(Duration.ofSeconds(4)))));
    assertEquals(
        "gsm-1 gsm-2 gsm-3",
        lines(decisions.explain(request("d"), NOON.plus(LineTable.RESERVATION))));
  }

  @Test
  void aLineIsBusyWhileItsEdgeSaysSoExceptToItsOwnCall() {
    decisions.report(state("gsm-1", LineState.LINE_STATE_IN_SERVICE, "a"));
    assertEquals(
        "gsm-2 gsm-3 gsm-1",
        lines(decisions.explain(request("b"), NOON.plus(Duration.ofHours(1)))));
    assertEquals(
        "gsm-1 gsm-2 gsm-3",
        lines(decisions.explain(request("a"), NOON.plus(Duration.ofHours(1)))));
    decisions.report(state("gsm-1", LineState.LINE_STATE_IN_SERVICE, ""));
    assertEquals("gsm-1 gsm-2 gsm-3", lines(decisions.explain(request("b"), NOON)));
  }

  @Test
  void linesOutOfServiceAreLeftOutAndUnreportedOnesTriedLater() {
    decisions.report(state("gsm-1", LineState.LINE_STATE_OUT_OF_SERVICE, ""));
    decisions.forget("gsm-2");
    assertEquals("gsm-3 gsm-2", lines(decisions.explain(request("a"), NOON)));
  }

  @Test
  void theLeastUsedLineOfTheDayIsTakenAndARepeatedRecordCountsOnce() {
    CallRecord first = record("r1", "gsm-1", NOON, 60);
    decisions.count(first);
    decisions.count(record("r2", "gsm-2", NOON, 30));
    decisions.count(record("r3", "gsm-3", NOON, 45));
    decisions.count(first);
    assertEquals("gsm-2 gsm-3 gsm-1", lines(decisions.explain(request("a"), NOON)));
    assertEquals(
        "gsm-1 gsm-2 gsm-3", lines(decisions.explain(request("a"), NOON.plus(Duration.ofDays(1)))));
    assertTrue(
        decisions
            .explain(request("a"), NOON)
            .getTraceList()
            .toString()
            .contains("gsm-1 (1 calls, 60 s)"));
  }

  @Test
  void aRecordOfYesterdayDoesNotCountToday() {
    decisions.count(record("r1", "gsm-1", NOON, 5));
    decisions.count(record("r0", "gsm-1", NOON.minus(Duration.ofDays(1)), 500));
    assertTrue(
        decisions
            .explain(request("a"), NOON)
            .getTraceList()
            .toString()
            .contains("gsm-1 (1 calls, 5 s)"));
  }

  @Test
  void aRecordWithImpossibleTimesDoesNotStopTheCounting() {
    Timestamp never = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).setNanos(-1).build();
    CallRecord.Builder broken = record("r1", "gsm-1", NOON, 5).toBuilder().setEndedAt(never);
    broken.getLegsBuilder(0).setAnsweredAt(never).setEndedAt(never);
    decisions.count(broken.build());
    decisions.count(record("r2", "gsm-2", NOON, 5));
    assertEquals("gsm-1 gsm-3 gsm-2", lines(decisions.explain(request("a"), NOON)));
  }

  @Test
  void aLineRestsAfterItsThirdCallButNotForANumberItHasJustCalled() { // AT-129, AT-130
    decisions.configure(
        DocumentYaml.parse(
            "rest",
            "{kind: LineGroup, name: mobile, spec: {lines: [gsm-1, gsm-2], selection: priority,"
                + " call-memory-minutes: 10, rest: {after-calls: 3, min-s: 10, max-s: 20}}}"));
    for (int call = 1; call <= 3; call++) {
      assertEquals("gsm-1 gsm-2", lines(decisions.explain(request("a"), NOON)), "before " + call);
      decisions.count(called("r" + call, "gsm-1", "555000" + call, "101", NOON));
    }
    Instant soon = NOON.plusSeconds(9);
    assertEquals("gsm-2", lines(decisions.explain(request("a"), soon)));
    assertEquals("gsm-1 gsm-2", lines(decisions.explain(request("a"), NOON.plusSeconds(21))));
    RouteRequest again = request("a").toBuilder().setCalledNumber("5550003").build();
    assertEquals("gsm-1 gsm-2", lines(decisions.explain(again, soon)), "called a moment ago");
    decisions.count(called("r4", "gsm-2", "5550003", "101", soon));
    assertEquals(
        "gsm-2 gsm-1",
        lines(decisions.explain(again, NOON.plusSeconds(30))),
        "by another line in the meantime");
    assertEquals(
        "gsm-1 gsm-2",
        lines(decisions.explain(again, NOON.plus(Duration.ofMinutes(11)))),
        "eleven minutes later");
  }

  @Test
  void whoCalledANumberByALineIsCalledBackBeforeTheOthers() { // D5
    decisions.configure(
        DocumentYaml.parse(
            "bound",
            """
            {kind: Extension, name: 102}
            ---
            {kind: Binding, name: seats, spec: {extensions: [101, 102], lines: [gsm-1], incoming: true, call-back-minutes: 5}}
            """));
    RouteRequest back =
        RouteRequest.newBuilder()
            .setCallId("back")
            .setOriginKind(OriginKind.ORIGIN_KIND_LINE)
            .setOrigin("gsm-1")
            .setCallingNumber("5551212")
            .build();
    assertEquals("101 102", extensions(decisions.explain(back, NOON)));
    decisions.count(called("r1", "gsm-1", "5551212", "102", NOON));
    assertEquals("102 101", extensions(decisions.explain(back, NOON)));
    assertEquals("101 102", extensions(decisions.explain(back, NOON.plus(Duration.ofMinutes(6)))));
  }

  @Test
  void theSignalALineReportsIsKnownToTheDecision() {
    decisions.configure(
        DocumentYaml.parse(
            "signal",
            "{kind: LineGroup, name: mobile, spec: {lines: [gsm-1, gsm-2, gsm-3],"
                + " selection: best-signal, not-roaming: true}}"));
    Map.of("gsm-1", -90, "gsm-2", -60, "gsm-3", -50)
        .forEach((line, signal) -> {
          LineStateRecord.Builder report =
              state(line, LineState.LINE_STATE_IN_SERVICE, "").toBuilder();
          report
              .getStatusBuilder()
              .setSignalDbm(signal)
              .setRegistration(line.equals("gsm-3") ? "roaming" : "home");
          decisions.report(report.build());
        });
    assertEquals("gsm-2 gsm-1", lines(decisions.explain(request("a"), NOON)));
  }

  @Test
  void theCountryALineReportsIsKnownToTheDecision() {
    decisions.configure(
        DocumentYaml.parse(
            "countries",
            "{kind: LineGroup, name: mobile, spec: {lines: [gsm-1, gsm-2, gsm-3],"
                + " selection: priority, countries: [home]}}"));
    Map.of("gsm-1", "26201", "gsm-2", "46001", "gsm-3", "")
        .forEach((line, network) -> {
          LineStateRecord.Builder report =
              state(line, LineState.LINE_STATE_IN_SERVICE, "").toBuilder();
          report
              .getStatusBuilder()
              .putIdentity("imsi", "460001234567890")
              .putIdentity("network", network);
          decisions.report(report.build());
        });
    Decision decision = decisions.explain(request("a"), NOON);
    assertEquals("gsm-2 gsm-3", lines(decision));
    assertTrue(decision.getStepsList().toString().contains("in DE (network 26201)"));
  }

  @Test
  void theLineWhoseCallsWereAnsweredIsTaken() {
    decisions.configure(
        DocumentYaml.parse(
            "asr",
            "{kind: LineGroup, name: mobile, spec: {lines: [gsm-1, gsm-2], selection: best-asr}}"));
    CallRecord.Builder failed = record("r1", "gsm-1", NOON, 5).toBuilder();
    failed.getLegsBuilder(0).clearAnsweredAt();
    decisions.count(failed.build());
    assertEquals("gsm-2 gsm-1", lines(decisions.explain(request("a"), NOON)));
    decisions.count(record("r2", "gsm-1", NOON, 5));
    decisions.count(record("r3", "gsm-1", NOON, 5));
    assertEquals("gsm-1 gsm-2", lines(decisions.explain(request("a"), NOON)));
  }

  @Test
  void withoutDocumentsTheCallersOwnSnapshotKnowsBetter() {
    Decisions empty = new Decisions(Router.RULES);
    Fault fault = assertThrows(Fault.class, () -> empty.route(request("a"), NOON));
    assertEquals(Fault.Kind.UNAVAILABLE, fault.kind());
  }

  @Test
  void deletedDocumentsAreGone() {
    decisions.configure(
        List.of(Document.newBuilder().setKind("DialPlan").setName("default").build()));
    assertEquals(404, decisions.route(request("a"), NOON).getSipStatus());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void noLineIsGivenTwiceAsFirstChoiceWhileAnotherIsFree(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> taken = new HashSet<>();
    Instant now = NOON;
    for (int i = 0; i < 1000; i++) {
      now = now.plusMillis(random.nextInt(3));
      if (taken.size() == 3 || random.nextInt(3) == 0) {
        for (String line : taken) {
          decisions.count(record("call-" + line + "-" + i, line, now, random.nextInt(100)));
          decisions.report(state(line, LineState.LINE_STATE_IN_SERVICE, ""));
        }
        taken.clear();
      }
      String call = "call-" + i;
      String first = decisions.route(request(call), now).getTargets(0).getLine();
      assertTrue(taken.add(first), "seed " + seed + ", step " + i + ": " + first);
      decisions.report(state(first, LineState.LINE_STATE_IN_SERVICE, call));
    }
  }

  @Test
  void aDecisionTakesLessThanAMillisecondOfProcessor() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long began = threads.getCurrentThreadCpuTime();
    int rounds = 2_000;
    for (int i = 0; i < rounds; i++) {
      decisions.route(request("call-" + i), NOON);
    }
    long each = (threads.getCurrentThreadCpuTime() - began) / rounds;
    assertTrue(each < 1_000_000, each + " ns");
  }

  private static RouteRequest request(String call) {
    return RouteRequest.newBuilder()
        .setCallId(call)
        .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
        .setOrigin("101")
        .setCalledNumber("5551212")
        .build();
  }

  private static LineStateRecord state(String line, LineState state, String busyCall) {
    return LineStateRecord.newBuilder()
        .setLine(line)
        .setStatus(LineStatus.newBuilder().setState(state).setBusyCallId(busyCall))
        .build();
  }

  private static CallRecord record(String call, String line, Instant ended, long talkSeconds) {
    LegRecord leg =
        LegRecord.newBuilder()
            .setKind("line")
            .setName(line)
            .setDirection("outbound")
            .setAnsweredAt(timestamp(ended.minusSeconds(talkSeconds)))
            .build();
    return CallRecord.newBuilder()
        .setCallId(call)
        .setEndedAt(timestamp(ended))
        .addLegs(leg)
        .build();
  }

  private static CallRecord called(
      String call, String line, String number, String extension, Instant ended) {
    CallRecord.Builder record = record(call, line, ended, 1).toBuilder();
    record.getLegsBuilder(0).setNumber(number);
    return record.setOriginKind("extension").setOrigin(extension).build();
  }

  private static String extensions(Decision decision) {
    return decision.getTargetsList().stream()
        .map(target -> target.getExtension())
        .collect(Collectors.joining(" "));
  }

  private static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).build();
  }

  private static String lines(Decision decision) {
    return decision.getTargetsList().stream()
        .map(target -> target.getLine())
        .collect(Collectors.joining(" "));
  }
}
