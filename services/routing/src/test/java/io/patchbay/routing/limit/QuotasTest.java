package io.patchbay.routing.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.contract.Times;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.limit.v1.Adjustment;
import io.patchbay.proto.limit.v1.LedgerEntry;
import io.patchbay.proto.limit.v1.Measure;
import io.patchbay.proto.limit.v1.Notice;
import io.patchbay.proto.limit.v1.Reservation;
import io.patchbay.proto.limit.v1.Settlement;
import io.patchbay.proto.limit.v1.Use;
import io.patchbay.proto.policy.v1.Decision;
import io.patchbay.proto.policy.v1.Target;
import io.patchbay.routing.limit.LimitTerms.Moment;
import io.patchbay.routing.limit.LimitTerms.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The worked examples AT-140 to AT-146 of the catalogue, and what more there is to limits.
final class QuotasTest {
  private static final String LINES =
      """
      {kind: Line, name: gsm-1, spec: {kind: sim}}
      ---
      {kind: Line, name: gsm-2, spec: {kind: sim}}
      ---
      {kind: Line, name: fxs-1, spec: {kind: fxs}}
      ---
      {kind: LineGroup, name: mobile, spec: {lines: [gsm-1, gsm-2]}}
      ---
      """;
  private static final String CALLER = "extension/101";

  private final Ledger ledger = new Ledger();
  private CallLimits limits = new CallLimits(Documents.empty());
  private boolean clockKnown = true;
  private Instant now = Instant.parse("2026-11-22T06:00:00Z");
  private int calls;

  private void given(String spec) {
    limits =
        new CallLimits(
            Documents.of(
                DocumentYaml.parse("t", LINES + "{kind: Limit, name: plan, spec: " + spec + "}")));
  }

  private Moment moment() {
    return new Moment(now, clockKnown);
  }

  private static Decision to(String... lines) {
    Decision.Builder decision = Decision.newBuilder();
    for (String line : lines) {
      decision.addTargets(Target.newBuilder().setLine(line));
    }
    return decision.build();
  }

  private LedgerEntry.Builder entry() {
    return LedgerEntry.newBuilder().setAt(Times.timestamp(now));
  }

  /// Asks for a call by lines.
  private Decision call(String id, String... lines) {
    Decision decision = limits.bounded(CALLER, to(lines));
    Optional<Reservation> wanted = limits.first(CALLER, decision, moment(), ledger, true);
    if (wanted.isEmpty()) {
      return decision;
    }
    Reservation named = wanted.get().toBuilder().setLease(id).setCallId(id).build();
    return limits.decided(
        CALLER, decision, named, ledger.apply(entry().setReservation(named).build()));
  }

  private Answer more(String id, int sequence) {
    return more(id, sequence, "line/gsm-1", false);
  }

  private Answer more(String id, int sequence, String target, boolean moves) {
    Reservation wanted =
        limits
            .more(CALLER, target, Optional.empty(), moves, moment(), ledger)
            .orElseThrow()
            .toBuilder()
            .setLease(id)
            .setCallId(id)
            .setSequence(sequence)
            .build();
    return ledger.apply(entry().setReservation(wanted).build());
  }

  private void over(String id, boolean answered, long seconds) {
    ledger.apply(
        entry()
            .setSettlement(
                Settlement.newBuilder()
                    .setCallId(id)
                    .addUses(
                        Use.newBuilder()
                            .setTarget("line/gsm-1")
                            .setAnswered(answered)
                            .setSeconds(seconds)))
            .build());
  }

  @Test
  void aCallHoldsItsFirstLineAndLeavesTheOthersToOthers() {
    given("{on: [line/gsm-1, line/gsm-2], concurrent: 1}");
    assertEquals("line/gsm-1", call("a", "gsm-1", "gsm-2").getLease().getTarget());
    Decision second = call("b", "gsm-1", "gsm-2");
    assertEquals("line/gsm-2", second.getLease().getTarget());
    assertEquals(1, second.getTargetsCount(), "gsm-1 is taken: " + second);
    assertEquals(403, call("c", "gsm-1", "gsm-2").getSipStatus());
    over("a", true, 30);
    assertEquals("line/gsm-1", call("d", "gsm-1", "gsm-2").getLease().getTarget());
  }

  @Test
  void aCallThatGoesToTheNextLineHoldsThatOneInstead() {
    given("{on: [line/gsm-1, line/gsm-2], minutes: '5'}");
    assertEquals(300, call("a", "gsm-1", "gsm-2").getLease().getSeconds());
    assertInstanceOf(Answer.Refused.class, more("a", 1), "nothing is left of gsm-1");
    Answer moved = more("a", 1, "line/gsm-2", true);
    assertEquals(300, assertInstanceOf(Answer.Granted.class, moved).seconds());
    assertEquals(moved, more("a", 1, "line/gsm-2", true), "said again");
    assertEquals("line/gsm-1", call("b", "gsm-1", "gsm-2").getLease().getTarget());
    assertEquals(403, call("c", "gsm-1", "gsm-2").getSipStatus());
    assertInstanceOf(Answer.Refused.class, more("b", 1, "line/gsm-2", true));
    over("b", true, 300);
    assertEquals(
        "line/gsm-1",
        ledger.state(0).getCounters(0).getQuota().replace("plan ", ""),
        "where it was, though it asked for another");
  }

  @Test
  void anAttemptCountsWhereItWasMadeAndOnceForALimitThatLinesShare() {
    given("{on: [line/gsm-1, line/gsm-2], calls: '2'}");
    call("a", "gsm-1", "gsm-2");
    more("a", 1, "line/gsm-2", true);
    ledger.apply(
        entry()
            .setSettlement(
                Settlement.newBuilder()
                    .setCallId("a")
                    .addUses(Use.newBuilder().setTarget("line/gsm-1"))
                    .addUses(
                        Use.newBuilder().setTarget("line/gsm-2").setAnswered(true).setSeconds(9)))
            .build());
    assertEquals(
        List.of(1L, 1L),
        ledger.state(0).getCountersList().stream().map(counter -> counter.getUsed()).toList());

    given("{on: [line/gsm-1, line/gsm-2], shared: true, calls: '1'}");
    call("b", "gsm-1", "gsm-2");
    assertInstanceOf(
        Answer.Granted.class, more("b", 1, "line/gsm-2", true), "its own attempt does not count");
  }

  @Test
  void ofAHundredLinesNoMoreAreAskedForThanAreNeeded() {
    StringBuilder lines = new StringBuilder();
    String[] names = new String[100];
    for (int i = 0; i < names.length; i++) {
      names[i] = "l-" + i;
      lines.append("{kind: Line, name: l-%d, spec: {kind: sim}}%n---%n".formatted(i));
    }
    String all = String.join(", ", names).replace("l-", "line/l-");
    limits =
        new CallLimits(
            Documents.of(
                DocumentYaml.parse(
                    "t",
                    lines
                        + "{kind: Limit, name: plan, spec: {on: [%s], concurrent: 1}}"
                            .formatted(all))));
    for (int i = 0; i < names.length; i++) {
      Decision decision = call("call-" + i, names);
      assertEquals("line/l-" + i, decision.getLease().getTarget());
      assertEquals(
          names.length - i, decision.getTargetsCount(), "those that were not asked for stay");
    }
    assertEquals(403, call("one more", names).getSipStatus());
    int first =
        limits
            .first(CALLER, to(names), moment(), new Ledger(), true)
            .orElseThrow()
            .getClaimsCount();
    assertEquals(4, first);
  }

  /// A whole call of so many seconds.
  private void talk(long seconds) {
    String id = "call-" + calls++;
    assertEquals(1, call(id, "gsm-1").getTargetsCount(), id);
    over(id, seconds > 0, seconds);
  }

  private long left(Measure measure) {
    Quota quota = limits.terms().all().getFirst();
    return limits
        .terms()
        .share(quota, measure, moment(), ledger)
        .map(share -> {
          CounterKey key = new CounterKey(quota.name(), measure, share.period());
          long amount = measure == Measure.MEASURE_MINUTES ? share.amount() * 60 : share.amount();
          return amount - ledger.used(key) - ledger.reserved(key);
        })
        .orElse(Long.MAX_VALUE);
  }

  private long minutesLeft() {
    return left(Measure.MEASURE_MINUTES) / 60;
  }

  private void at(String time) {
    now = Instant.parse(time);
  }

  @Test
  void at140AfterHundredMinutesTheLineIsBarredUntilReset() {
    given("{on: [line/gsm-1], minutes: '100'}");
    for (int i = 0; i < 20; i++) {
      talk(300);
    }
    assertEquals(0, minutesLeft());
    Decision refused = call("late", "gsm-1");
    assertEquals(403, refused.getSipStatus());
    assertEquals("limit plan line/gsm-1: 100 of 100 min are used or reserved", refused.getReason());
    assertEquals("gsm-2", call("other", "gsm-1", "gsm-2").getTargets(0).getLine());
    ledger.apply(
        entry()
            .setAdjustment(Adjustment.newBuilder().setQuota("plan line/gsm-1").setReset(true))
            .build());
    assertEquals(100, minutesLeft());
  }

  @Test
  void at141TimesOfTheDayBeginInclusiveAndEndExclusive() {
    given("{on: [line/gsm-1], minutes: '05:00-12:00,100|12:00-23:00,200'}");
    assertEquals(100, minutesLeft());
    talk(60);
    assertEquals(99, minutesLeft());
    at("2026-11-22T11:59:59.999Z");
    assertEquals(99, minutesLeft());
    at("2026-11-22T12:00:00Z");
    assertEquals(200, minutesLeft());
    at("2026-11-22T23:30:00Z");
    assertEquals(300, call("night", "gsm-1").getLease().getSeconds());
    at("2026-11-23T05:00:00Z");
    assertEquals(100, minutesLeft());
  }

  @Test
  void at142TheMonthBeginsOnItsDayAtMidnight() {
    given("{on: [line/gsm-1], minutes: 'D5,1000', time-zone: Asia/Shanghai}");
    at("2026-12-04T15:59:00Z");
    talk(600);
    assertEquals(990, minutesLeft());
    at("2026-12-04T15:59:59Z");
    assertEquals(990, minutesLeft());
    at("2026-12-04T16:00:00Z");
    assertEquals(1000, minutesLeft());
    given("{on: [line/gsm-1], minutes: 'D31,7'}");
    at("2027-02-27T23:59:00Z");
    talk(60);
    assertEquals(6, minutesLeft());
    at("2027-02-28T00:00:00Z");
    assertEquals(7, minutesLeft());
  }

  @Test
  void at143WithoutAClockThereAreNoMinutesButTheCallsThatWereLeft() {
    given("{on: [line/gsm-1], minutes: 'D5,1000'}");
    clockKnown = false;
    assertEquals(0, minutesLeft());
    assertEquals(0, call("a", "gsm-1").getTargetsCount());
    assertTrue(
        limits
            .first(
                CALLER, to("gsm-1").toBuilder().setEmergency(true).build(), moment(), ledger, true)
            .isEmpty(),
        "an emergency call is not limited");
    clockKnown = true;
    given("{on: [line/gsm-1], calls: 'D5,3'}");
    talk(10);
    clockKnown = false;
    assertEquals(2, left(Measure.MEASURE_CALLS));
    at("1970-01-01T00:10:00Z");
    clockKnown = true;
    assertEquals(2, left(Measure.MEASURE_CALLS));
    talk(10);
    assertEquals(1, left(Measure.MEASURE_CALLS));
  }

  @Test
  void at144PartOfAUnitIsBilledWhole() {
    given("{on: [line/gsm-1], minutes: '100'}");
    talk(68);
    assertEquals(98, minutesLeft());
    talk(60);
    assertEquals(97, minutesLeft());
    given("{on: [line/gsm-1], minutes: '100', correction-s: 1}");
    talk(60);
    assertEquals(95, minutesLeft());
  }

  @Test
  void at145ACallIsCutAtTheEndOrFinishes() {
    given("{on: [line/gsm-1], minutes: '6'}");
    Decision cut = call("a", "gsm-1");
    assertEquals(300, cut.getLease().getSeconds());
    assertEquals(360, assertInstanceOf(Answer.Granted.class, more("a", 1)).seconds());
    assertInstanceOf(Answer.Refused.class, more("a", 2));
    assertEquals(360, assertInstanceOf(Answer.Granted.class, more("a", 1)).seconds(), "again");
    over("a", true, 360);
    assertEquals(0, minutesLeft());
    given("{on: [line/gsm-2], minutes: '1', let-finish: true}");
    assertTrue(call("b", "gsm-2").getLease().getLetFinish());
    Reservation beyond =
        limits
            .more(CALLER, "line/gsm-2", Optional.empty(), false, moment(), ledger)
            .orElseThrow()
            .toBuilder()
            .setLease("b")
            .setCallId("b")
            .setSequence(1)
            .build();
    Answer answer = ledger.apply(entry().setReservation(beyond).build());
    assertEquals(360, assertInstanceOf(Answer.Granted.class, answer).seconds());
  }

  @Test
  void at146LittleIsReportedOnceAPeriod() {
    given("{on: [line/gsm-1], minutes: '12', report: {minutes: 10, to: '+861', id: A7}}");
    talk(60);
    assertEquals(
        Optional.empty(), LowBalance.of(limits.terms(), moment(), ledger).stream().findAny());
    talk(60);
    LowBalance low = LowBalance.of(limits.terms(), moment(), ledger).getFirst();
    assertEquals("+861", low.to());
    assertEquals("A7 10", low.text());
    assertEquals("gsm-1", low.line());
    Notice notice = low.notice();
    assertInstanceOf(Answer.Done.class, ledger.apply(entry().setNotice(notice).build()));
    assertInstanceOf(Answer.Ignored.class, ledger.apply(entry().setNotice(notice).build()));
    assertEquals(List.of(), LowBalance.of(limits.terms(), moment(), ledger));
  }

  @Test
  void callsAreCountedAnsweredOrNot() {
    given("{on: [line/gsm-1], calls: '2'}");
    talk(0);
    talk(5);
    assertEquals(0, call("c", "gsm-1").getTargetsCount());
    given("{on: [line/gsm-2, line/gsm-1], shared: true, calls: '2', answered-only: true}");
    talk(0);
    talk(0);
    talk(5);
    assertEquals(1, left(Measure.MEASURE_CALLS));
  }

  @Test
  void at148TheSixthMessageIsRefusedAndResetBringsThemBack() {
    String documents =
        LINES + "{kind: Limit, name: plan, spec: {on: [line/gsm-1], messages: '5', calls: '9'}}";
    MessageLimits messages =
        new MessageLimits(new LimitTerms(Documents.of(DocumentYaml.parse("t", documents))));
    given("{on: [line/gsm-1], messages: '5', calls: '9'}");
    assertTrue(messages.concern(CALLER, "gsm-1"));
    assertTrue(!messages.concern(CALLER, "gsm-2"));
    talk(1);
    assertInstanceOf(Answer.Granted.class, message(messages, "a", 3));
    assertInstanceOf(Answer.Granted.class, message(messages, "a", 3), "the same again");
    assertEquals(2, left(Measure.MEASURE_MESSAGES));
    assertEquals(
        new Answer.Refused("limit plan line/gsm-1: 3 of 5 messages are used or reserved"),
        message(messages, "b", 3));
    ledger.apply(
        entry().setSettlement(Settlement.newBuilder().setCallId("a").setUnsent(1)).build());
    assertEquals(3, left(Measure.MEASURE_MESSAGES));
    assertInstanceOf(Answer.Granted.class, message(messages, "c", 3));
    assertInstanceOf(Answer.Refused.class, message(messages, "d", 1));
    ledger.apply(entry().setSettlement(Settlement.newBuilder().setCallId("c")).build());
    ledger.apply(
        entry()
            .setAdjustment(
                Adjustment.newBuilder()
                    .setQuota("plan line/gsm-1")
                    .setMeasure(Measure.MEASURE_MESSAGES)
                    .setReset(true))
            .build());
    assertEquals(5, left(Measure.MEASURE_MESSAGES));
    assertEquals(8, left(Measure.MEASURE_CALLS), "calls are not reset");
  }

  private Answer message(MessageLimits limits, String lease, int parts) {
    Reservation wanted = limits.wanted(CALLER, "gsm-1", parts, moment(), ledger).orElseThrow();
    return ledger.apply(
        entry().setReservation(wanted.toBuilder().setLease(lease).setCallId(lease)).build());
  }

  @Test
  void callsAtTheSameTimeAreBounded() {
    given("{on: [extension/101], concurrent: 2}");
    assertEquals(1, call("a", "gsm-1").getTargetsCount());
    assertEquals(1, call("b", "gsm-2").getTargetsCount());
    assertEquals(
        "limit plan extension/101: 2 of 2 calls at the same time", call("c", "gsm-1").getReason());
    over("a", true, 5);
    assertEquals(1, call("d", "gsm-1").getTargetsCount());
    assertEquals(
        Optional.empty(), limits.first(CALLER, to("fxs-1"), moment(), ledger, true), "inside");
  }

  @Test
  void aGroupPaysOnceForTheLineThatWasTaken() {
    given("{on: [line-group/mobile], minutes: '10'}");
    Decision decision = call("a", "gsm-1", "gsm-2");
    assertEquals(2, decision.getTargetsCount());
    assertEquals(5, minutesLeft(), "one lease, whichever line it will be");
    over("a", true, 61);
    assertEquals(8, minutesLeft());
  }

  @Test
  void correctionsCountAsUsed() {
    given("{on: [line/gsm-1], minutes: '10'}");
    Adjustment more =
        Adjustment.newBuilder()
            .setQuota("plan line/gsm-1")
            .setMeasure(Measure.MEASURE_MINUTES)
            .setAmount(240)
            .build();
    ledger.apply(entry().setAdjustment(more).build());
    assertEquals(6, minutesLeft());
    ledger.apply(entry().setAdjustment(more.toBuilder().setAmount(-60)).build());
    assertEquals(7, minutesLeft());
  }

  @Test
  void theLongestCallIsBounded() {
    given("{on: [line/gsm-1], call-minutes: 3}");
    Decision decision = call("a", "gsm-1");
    assertEquals(180, decision.getMaxDurationS());
    assertTrue(!decision.hasLease());
  }

  @Test
  void withoutTheLedgerNothingThatCountsIsLeft() {
    given("{on: [line/gsm-1], minutes: '10'}");
    List<String> texts = new ArrayList<>();
    Decision left = limits.withoutLedger(CALLER, to("gsm-1", "gsm-2"), texts);
    assertEquals(1, left.getTargetsCount());
    assertEquals("gsm-2", left.getTargets(0).getLine());
    assertEquals(List.of("limit plan line/gsm-1: nobody can say what is left of it"), texts);
  }

  @Test
  void aBarStopsCallsOfWhoItNames() {
    Documents documents =
        Documents.of(
            DocumentYaml.parse(
                "t",
                LINES + "{kind: Bar, name: fraud, spec: {on: [line-group/mobile], reason: odd}}"));
    Bars bars = Bars.of(documents.bars(), new LimitTerms(documents));
    List<String> texts = new ArrayList<>();
    Decision left = bars.apply(CALLER, to("gsm-1", "fxs-1"), texts);
    assertEquals("fxs-1", left.getTargets(0).getLine());
    assertEquals(List.of("line/gsm-1 is stopped by bar fraud: odd"), texts);
    assertEquals("bar fraud: odd", bars.stops(CALLER, "line/gsm-2"));
    assertEquals("", bars.stops(CALLER, "trunk/pbx"));
  }
}
