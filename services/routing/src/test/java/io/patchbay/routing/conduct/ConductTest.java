package io.patchbay.routing.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.LineSpec;
import io.patchbay.proto.event.v1.PolicyFiring;
import io.patchbay.proto.event.v1.PolicyStateRecord;
import io.patchbay.proto.limit.v1.LedgerState;
import io.patchbay.proto.limit.v1.LineCall;
import io.patchbay.proto.limit.v1.Restoration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConductTest {
  private static final Instant T0 = Instant.parse("2026-11-22T09:00:00Z");

  private Conduct conduct = new Conduct();
  private Documents documents = Documents.empty();
  private Instant now = T0;

  private void policies(String... specs) {
    String text =
        """
        {kind: Line, name: gsm-1, spec: {edge: e, kind: sim, driver: gsm-at, account: own}}
        ---
        {kind: Line, name: gsm-2, spec: {edge: e, kind: sim, driver: gsm-at, account: shared}}
        ---
        {kind: Line, name: gsm-3, spec: {edge: e, kind: sim, driver: gsm-at, account: shared}}
        ---
        {kind: LineGroup, name: mobile, spec: {lines: [gsm-1, gsm-2]}}
        """;
    for (int i = 0; i < specs.length; i++) {
      text += "---\n{kind: RunPolicy, name: p" + i + ", spec: {" + specs[i] + "}}\n";
    }
    documents = Documents.of(DocumentYaml.parse("t", text));
  }

  /// `r` rang, `n` did not, `a5` was answered and talked 5 s.
  private void calls(String line, String... words) {
    for (String word : words) {
      now = now.plusSeconds(10);
      boolean answered = word.startsWith("a");
      call(
          new Attempt(
              line,
              now,
              !word.equals("n"),
              answered,
              answered ? Long.parseLong(word.substring(1)) : 0,
              16,
              false));
    }
  }

  private void call(Attempt attempt) {
    new RunPolicies(documents).count(attempt).forEach(one -> conduct.count(one, now));
  }

  private String reasons(String line) {
    return conduct.state("line/" + line).getFiringsList().stream()
        .map(PolicyFiring::getReason)
        .collect(Collectors.joining("; "));
  }

  /// AT-147.
  @ParameterizedTest
  @CsvSource({"'', 30", "'sample: 10,', 10"})
  void asrIsJudgedOnceTheSampleIsThere(String sample, int calls) {
    policies(sample + "on: [line/gsm-1], asr-below-percent: 50, actions: [disable-call-out]");
    for (int i = 1; i < calls; i++) {
      calls("gsm-1", "r");
      assertEquals("", reasons("gsm-1"), "after call " + i);
    }
    calls("gsm-1", "r");
    assertEquals("ASR 0 % of " + calls + " calls", reasons("gsm-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "acd-below-s: 20, sample: 3; a10 a10 r r; ''",
        "acd-below-s: 20, sample: 3; a10 a10 r a39; ACD 19 s of 3 calls",
        "acd-below-s: 20, sample: 3; a10 a10 r a40; ''",
        "asr-below-percent: 50, sample: 4; a1 r a1 r; ''",
        "asr-below-percent: 50, sample: 4; a1 r r r; ASR 25 % of 4 calls",
        "no-ring-calls: 3; n n r n n; ''",
        "no-ring-calls: 3; n n r n n n; 3 calls in a row did not ring",
        "unanswered-calls: 3; r n a1 r n; ''",
        "unanswered-calls: 3; r n r; 3 calls in a row were not answered",
        "short-calls: 2, short-s: 5; a4 a5 a4; ''",
        "short-calls: 2, short-s: 5; a4 r a4; 2 calls in a row were shorter than 5 s",
      })
  void everyConditionIsJudged(String spec, String calls, String reason) {
    policies("on: [line/gsm-1], " + spec);
    calls("gsm-1", calls.split(" "));
    assertEquals(reason, reasons("gsm-1"));
  }

  @Test
  void itCountsEachLineOfAGroupByItselfAndNoOther() {
    policies("on: [line-group/mobile], no-ring-calls: 2, actions: [disable-call-out]");
    calls("gsm-1", "n");
    calls("gsm-2", "n");
    calls("gsm-3", "n", "n");
    assertEquals(List.of(), conduct.states());
    calls("gsm-2", "n");
    assertEquals("", reasons("gsm-1"));
    assertEquals("2 calls in a row did not ring", reasons("gsm-2"));
  }

  @Test
  void aCallThatIsToldTwiceCountsOnce() {
    policies("on: [line/gsm-1], no-ring-calls: 2");
    Attempt attempt = new Attempt("gsm-1", now, false, false, 0, 41, false);
    call(attempt);
    call(attempt);
    assertEquals("", reasons("gsm-1"));
  }

  @Test
  void afterTheResetOneSampleMoreIsNeeded() {
    policies(
        "on: [line/gsm-1], asr-below-percent: 50, sample: 3",
        "on: [line/gsm-1], no-ring-calls: 2, actions: [reset-counters]");
    calls("gsm-1", "n", "n", "r");
    assertEquals("2 calls in a row did not ring", reasons("gsm-1"));
    calls("gsm-1", "r", "r");
    assertEquals("2 calls in a row did not ring; ASR 0 % of 3 calls", reasons("gsm-1"));
  }

  @Test
  void minutesBeginWithTheFirstTickAndFireAgainAndAgain() {
    policies("on: [line/gsm-1], every-minutes: 5, actions: [reset-counters]");
    RunPolicies policies = new RunPolicies(documents);
    policies.due(conduct, now).forEach(tick -> conduct.tick(tick, now));
    assertEquals(List.of(), policies.due(conduct, now.plusSeconds(299)));
    var due = policies.due(conduct, now.plusSeconds(300));
    assertEquals(1, due.size());
    Instant then = now.plusSeconds(300);
    assertTrue(conduct.tick(due.getFirst(), then));
    assertFalse(conduct.tick(due.getFirst(), then), "another replica told the same");
    assertEquals("5 minutes have passed", reasons("gsm-1"));
    assertEquals(1, policies.due(conduct, then.plus(Duration.ofMinutes(5))).size());
  }

  @Test
  void whatWasDoneIsTakenBackByHandAndCountedAnew() {
    policies("on: [line/gsm-1], no-ring-calls: 2, actions: [disable-voip, module-off]");
    calls("gsm-1", "n", "n");
    PolicyStateRecord fired = conduct.state("line/gsm-1");
    Standings standings = Standings.NONE.with(fired);
    assertEquals(
        List.of(
            "disabled by run policy p0 (2 calls in a row did not ring) since 2026-11-22T09:00:20Z"),
        standings.againstCallOut("gsm-1"));
    assertTrue(standings.againstCallIn("gsm-1").isPresent());
    assertEquals(List.of("own"), List.copyOf(standings.suspended(documents)));
    var line =
        standings.applied(documents).lines().getOrDefault("gsm-1", LineSpec.getDefaultInstance());
    assertTrue(line.getMaintenance() && line.getRejectOutgoing() && line.getRejectIncoming());

    var wanted = Restoration.newBuilder().addSubjects("line/gsm-1").build();
    assertTrue(conduct.restore(wanted, now));
    assertFalse(conduct.restore(wanted, now));
    Standings after = standings.with(conduct.state("line/gsm-1"));
    assertEquals(List.of(), after.againstCallOut("gsm-1"));
    assertEquals(after, after.with(fired), "an old word is late");
    assertEquals(documents, after.applied(documents));
    calls("gsm-1", "n");
    assertEquals("", reasons("gsm-1"));
  }

  @Test
  void anAccountOfSeveralLinesIsKeptUntilAllAreOff() {
    policies("on: [line/gsm-2, line/gsm-3], no-ring-calls: 1, actions: [disable-voip]");
    calls("gsm-2", "n");
    Standings one = Standings.NONE.with(conduct.state("line/gsm-2"));
    assertEquals(0, one.suspended(documents).size());
    calls("gsm-3", "n");
    assertEquals(
        List.of("shared"), List.copyOf(one.with(conduct.state("line/gsm-3")).suspended(documents)));
  }

  /// Two replicas that tell every call, in whatever order and as often as they like, and one that
  /// was written down and read in the middle, come to the same.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyReplicaComesToTheSame(long seed) {
    policies(
        "on: [line/gsm-1, line/gsm-2], asr-below-percent: 40, sample: 10, actions: [disable-call-out]",
        "on: [line/gsm-1], no-ring-calls: 4, actions: [reset-counters]",
        "on: [line-group/mobile], short-calls: 3, short-s: 4, actions: [disable-voip]");
    SplittableRandom random = new SplittableRandom(seed);
    RunPolicies policies = new RunPolicies(documents);
    Conduct other = new Conduct();
    Conduct once = new Conduct();
    for (int i = 0; i < 2_000; i++) {
      now = now.plusMillis(1 + random.nextInt(60_000));
      String line = "gsm-" + (1 + random.nextInt(2));
      boolean answered = random.nextInt(3) == 0;
      Attempt attempt =
          new Attempt(
              line,
              now,
              answered || random.nextBoolean(),
              answered,
              answered ? random.nextInt(10) : 0,
              16,
              false);
      for (LineCall call : policies.count(attempt)) {
        once.count(call, now);
        for (int told = 0; told <= random.nextInt(3); told++) {
          conduct.count(call, now);
          other.count(call, now);
        }
      }
      if (random.nextInt(50) == 0) {
        var restoration = Restoration.newBuilder().addSubjects("line/" + line).build();
        List.of(conduct, other, once).forEach(each -> each.restore(restoration, now));
      }
      if (random.nextInt(100) == 0) {
        other = Conduct.of(written(other));
      }
    }
    assertEquals(written(once), written(conduct), "seed " + seed);
    assertEquals(written(once), written(other), "seed " + seed);
    assertTrue(once.states().size() == 2, "seed " + seed + " has a policy fire on both lines");
  }

  private static LedgerState written(Conduct conduct) {
    LedgerState.Builder state = LedgerState.newBuilder();
    conduct.writeTo(state);
    return state.build();
  }

  @Test
  void whatTheNetworkHadNoSayInDoesNotCount() {
    assertEquals("", attempts(44, "callee", false), "the line was in use");
    assertEquals("", attempts(38, "callee", false), "the line was not there");
    assertEquals("", attempts(16, "caller", false), "the caller gave up before it rang");
    assertEquals("", attempts(31, "system", false), "a bar ended it");
    assertEquals("rang", attempts(16, "caller", true));
    assertEquals("did not ring", attempts(41, "callee", false));
    assertEquals("did not ring", attempts(102, "callee", false));
  }

  private static String attempts(int cause, String by, boolean rang) {
    var record =
        io.patchbay.proto.cdr.v1.CallRecord.newBuilder()
            .setCallId("c")
            .setReleasedBy(by)
            .addLegs(
                io.patchbay.proto.cdr.v1.LegRecord.newBuilder()
                    .setKind("line")
                    .setName("gsm-1")
                    .setDirection("outbound")
                    .setStartedAt(Timestamps.fromSeconds(10))
                    .setEndedAt(Timestamps.fromSeconds(20))
                    .setCause(cause));
    if (rang) {
      record.setAlertedAt(Timestamps.fromSeconds(15));
    }
    return Attempt.of(record.build()).stream()
        .filter(attempt -> !attempt.ours())
        .map(attempt -> attempt.rang() ? "rang" : "did not ring")
        .collect(Collectors.joining());
  }
}
