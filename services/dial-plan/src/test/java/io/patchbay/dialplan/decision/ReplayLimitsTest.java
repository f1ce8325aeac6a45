package io.patchbay.dialplan.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.limit.v1.ReplayState;
import io.patchbay.proto.policy.v1.Difference;
import io.patchbay.proto.policy.v1.OriginKind;
import io.patchbay.proto.policy.v1.ReplayCall;
import io.patchbay.proto.policy.v1.ReplayResponse;
import io.patchbay.proto.policy.v1.RouteRequest;
import io.patchbay.routing.LimitRule;
import io.patchbay.routing.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A changed limit and the calls that were (catalogue D1, D13).
final class ReplayLimitsTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  private final Decisions decisions =
      new Decisions(
          Router.RULES.stream()
              .map(rule -> rule instanceof LimitRule ? new LimitRule(true) : rule)
              .toList());

  @BeforeEach
  void documentsInForce() {
    decisions.configure(
        documents(
            """
            {kind: Edge, name: e}
            ---
            {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at, rates: r}}
            ---
            {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: gsm-at, rates: r}}
            ---
            {kind: LineGroup, name: both, spec: {lines: [gsm-1, gsm-2], selection: priority}}
            ---
            {kind: Extension, name: 101}
            ---
            {kind: RateTable, name: r, spec: {rates: [{price-micros: 1000000}]}}
            ---
            {kind: DialPlan, name: default, spec: {rules: [{pattern: 1xxxxxxxxxx, to: {line-group: both}}]}}
            """));
  }

  private static List<Document> documents(String yaml) {
    return DocumentYaml.parse("test", yaml);
  }

  private static List<Document> limit(String spec) {
    return documents("{kind: Limit, name: cap, spec: {" + spec + "}}");
  }

  /// @param minute after nine
  /// @param talked seconds; 0: not answered
  private static ReplayCall call(String id, double minute, long talked) {
    return ReplayCall.newBuilder()
        .setCall(
            RouteRequest.newBuilder()
                .setCallId(id)
                .setOriginKind(OriginKind.ORIGIN_KIND_EXTENSION)
                .setOrigin("101")
                .setCalledNumber("13012345678")
                .setAt(Timestamps.fromMillis(NINE.toEpochMilli() + (long) (minute * 60_000))))
        .setAnswered(talked > 0)
        .setRangMs(5_000)
        .setTalkedS(talked)
        .build();
  }

  private ReplayResponse replay(List<Document> changed, List<ReplayCall> calls) {
    return decisions.replay(changed, calls, ReplayState.getDefaultInstance());
  }

  private static List<String> words(ReplayResponse response) {
    return response.getDifferencesList().stream().map(ReplayLimitsTest::words).toList();
  }

  private static String words(Difference one) {
    return one.getCallId()
        + " "
        + (one.getAfter().getTargetsCount() == 0
            ? one.getAfter().getSipStatus() + " " + one.getAfter().getReason()
            : one.getAfter().getTargets(0).getLine());
  }

  @Test
  void aLimitOfMinutesShowsTheCallsItWouldHaveRefused() {
    List<ReplayCall> calls =
        List.of(call("a", 0, 240), call("b", 10, 0), call("c", 20, 61), call("d", 30, 60));
    assertEquals(
        List.of("d 403 limit cap extension/101: 6 of 6 min are used or reserved"),
        words(replay(limit("on: [extension/101], minutes: '6'"), calls)),
        "4 and 2 minutes are used; a call that nobody answers takes none");
    assertEquals(List.of(), words(replay(limit("on: [extension/101], minutes: '7'"), calls)));
    List<ReplayCall> shuffled = new ArrayList<>(calls);
    Collections.shuffle(shuffled, new Random(1));
    assertEquals(
        1, words(replay(limit("on: [extension/101], minutes: '6'"), shuffled)).size(), "in order");
  }

  @Test
  void aCallThatLastsHoldsItsLineAndTheNextGoesElsewhere() {
    List<ReplayCall> calls =
        List.of(call("a", 0, 600), call("b", 5, 60), call("c", 10.2, 60), call("d", 30, 5));
    assertEquals(
        List.of("b gsm-2"),
        words(replay(limit("on: [line/gsm-1], concurrent: 1"), calls)),
        "a is over after ten minutes and 5 s");
  }

  @Test
  void aLongCallAsksForMoreAndIsBilledUntilItWouldBeCut() {
    List<ReplayCall> calls = List.of(call("a", 0, 3_600), call("b", 8, 60), call("c", 30, 60));
    assertEquals(
        List.of(
            "b 403 limit cap extension/101: 10 of 10 are spent or reserved",
            "c 403 limit cap extension/101: 10 of 10 are spent or reserved"),
        words(replay(limit("on: [extension/101], cost: '10'"), calls)),
        "a has all of it reserved by then, and is cut");
    assertEquals(
        List.of(), words(replay(limit("on: [extension/101], cost: '62'"), calls)), "60 + 1 + 1");
    assertEquals(
        List.of(
            "b 403 limit cap extension/101: 13 of 3 are spent or reserved",
            "c 403 limit cap extension/101: 60 of 3 are spent or reserved"),
        words(
            replay(
                limit("on: [extension/101], cost: '3', let-finish: true"),
                List.of(call("a", 0, 3_600), call("b", 8, 60), call("c", 70, 60)))),
        "a may finish");
  }

  @Test
  void aLimitThatIsTakenAwayShowsWhoWasRefused() {
    decisions.configure(limit("on: [extension/101], calls: '1'"));
    Document gone = Document.newBuilder().setKind("Limit").setName("cap").build();
    List<ReplayCall> calls = List.of(call("a", 0, 9), call("b", 1, 9));
    assertEquals(List.of("b gsm-1"), words(replay(List.of(gone), calls)));
    assertEquals(List.of(), words(replay(List.of(), calls)));
  }

  @Test
  void manyPagesAreAsOne() throws InvalidProtocolBufferException {
    Random random = new Random(20_261_122);
    List<ReplayCall> calls = new ArrayList<>();
    double minute = 0;
    for (int i = 0; i < 400; i++) {
      minute += random.nextDouble() * 4;
      calls.add(call("c-" + i, minute, random.nextInt(3) == 0 ? 0 : random.nextInt(1_200)));
    }
    List<Document> changed =
        limit("on: [line/gsm-1], concurrent: 1, minutes: '00:00-12:00,200|12:00-24:00,300'");
    List<String> all = words(replay(changed, calls));
    assertTrue(all.size() > 20 && all.size() < 380, "seed 20261122: " + all);
    List<String> paged = new ArrayList<>();
    ReplayState state = ReplayState.getDefaultInstance();
    for (int from = 0; from < calls.size(); from += 37) {
      ReplayResponse page =
          decisions.replay(changed, calls.subList(from, Math.min(from + 37, 400)), state);
      paged.addAll(words(page));
      state = ReplayState.parseFrom(page.getState());
    }
    assertEquals(all, paged);
  }
}
