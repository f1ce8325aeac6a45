package io.patchbay.routing.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.proto.cdr.v1.LegRecord;
import io.patchbay.proto.limit.v1.Alarm;
import io.patchbay.proto.limit.v1.LedgerState;
import io.patchbay.proto.limit.v1.Restoration;
import io.patchbay.proto.limit.v1.SelfTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HelpAlarmsTest {
  private static final Instant T0 = Instant.parse("2026-11-22T09:00:00Z");
  private static final String SUBJECT = "emergency/extension/101";

  private static CallRecord.Builder call(int second, boolean answered) {
    LegRecord.Builder out =
        LegRecord.newBuilder().setKind("line").setName("fxo-1").setDirection("outbound");
    if (answered) {
      out.setAnsweredAt(Timestamps.fromMillis(T0.toEpochMilli()));
    }
    return CallRecord.newBuilder()
        .setCallId("c" + second)
        .setEmergency(true)
        .setOriginKind("extension")
        .setOrigin("101")
        .setCallingNumber("+4989123456")
        .setSite("munich")
        .setCalledNumber("112")
        .setCause(34)
        .setReleasedBy("system")
        .setEndedAt(Timestamps.fromMillis(T0.plusSeconds(second).toEpochMilli()))
        // the caller's own was answered for the tone
        .addLegs(
            LegRecord.newBuilder()
                .setDirection("inbound")
                .setAnsweredAt(Timestamps.fromMillis(T0.toEpochMilli())))
        .addLegs(out);
  }

  private static String words(CallRecord record) {
    return HelpAlarms.of(record).map(Alarm::getReason).orElse("none");
  }

  @Test
  void aCallForHelpThatNobodyAnswersIsAnAlarm() { // E4, 8
    String who = "extension 101 (+4989123456) at munich dialled 112, ";
    assertEquals(who + "and nobody answered (cause 34)", words(call(0, false).build()));
    assertEquals(
        who + "and hung up before anybody answered (cause 16)",
        words(call(0, false).setReleasedBy("caller").setCause(16).build()));
    assertEquals("none", words(call(0, true).build()));
    assertEquals("none", words(call(0, false).setEmergency(false).setEmergencyTest(true).build()));
  }

  @Test
  void ofACallThatAnEdgeAlonePlacedPeopleReadWhenItWas() { // E4, 6
    CallRecord.Builder alone =
        call(0, true)
            .setEdge("edge-1")
            .setStartedAt(Timestamps.fromMillis(T0.minusSeconds(30).toEpochMilli()));
    assertEquals(
        "emergency-call: EMERGENCY CALL: extension 101 (+4989123456) at munich dialled 112 and was"
            + " answered at 2026-11-22 08:59:30 UTC, while edge edge-1 was cut off; call c0",
        late(alone));
    assertEquals(
        "emergency-call-failed: NOBODY TOOK IT, an emergency call: extension 101 (+4989123456) at"
            + " munich dialled 112, and nobody answered (cause 34) at 2026-11-22 08:59:30 UTC,"
            + " while edge edge-1 was cut off; call c0",
        late(alone.clearLegs()));
  }

  private static String late(CallRecord.Builder record) {
    HelpAlarms.LateHelp late = HelpAlarms.late(record.build());
    return late.event() + ": " + late.text();
  }

  @Test
  void itStandsUntilSomebodyTakesItBackAndIsNotToldAgain() {
    Conduct conduct = new Conduct();
    Alarm first = HelpAlarms.of(call(0, false).build()).orElseThrow();
    assertTrue(conduct.alarm(first));
    assertFalse(conduct.alarm(first), "another replica tells it, too");
    assertTrue(conduct.alarm(HelpAlarms.of(call(30, false).build()).orElseThrow()));
    assertEquals(
        List.of(
            "extension 101 (+4989123456) at munich dialled 112, and nobody answered (cause 34)"
                + " at 2026-11-22T09:00:00Z",
            "extension 101 (+4989123456) at munich dialled 112, and nobody answered (cause 34)"
                + " at 2026-11-22T09:00:30Z"),
        conduct.state(SUBJECT).getFiringsList().stream().map(Standings::words).toList());
    LedgerState.Builder written = LedgerState.newBuilder();
    conduct.writeTo(written);
    Conduct again = Conduct.of(written.build());
    assertEquals(2, again.state(SUBJECT).getFiringsCount(), "after a restart");
    assertTrue(again.restore(Restoration.newBuilder().addSubjects(SUBJECT).build(), T0));
    assertEquals(0, again.state(SUBJECT).getFiringsCount());
    assertFalse(again.alarm(first), "records are read again after a restart");
  }

  private static SelfTest test(int day, String... problems) {
    return SelfTest.newBuilder()
        .setDueAt(Timestamps.fromMillis(T0.plus(Duration.ofDays(day)).toEpochMilli()))
        .addAllProblems(List.of(problems))
        .build();
  }

  @Test
  void aSelfTestThatFindsSomethingWrongStandsUntilOneThatDoesNot() { // E4, 7
    Conduct conduct = new Conduct();
    assertTrue(conduct.tested(test(0)));
    assertEquals(0, conduct.state(HelpAlarms.SELF_TEST).getFiringsCount());
    assertTrue(conduct.tested(test(1, "extension/101: no line", "line/fxs-1: no line is free")));
    assertFalse(conduct.tested(test(1)), "another replica's comes too late");
    assertEquals(
        "self-test of 2026-11-23T09:00:00Z: extension/101: no line; line/fxs-1: no line is free",
        Standings.words(conduct.state(HelpAlarms.SELF_TEST)));
    assertTrue(conduct.tested(test(2, "extension/101: no line")));
    assertEquals(1, conduct.state(HelpAlarms.SELF_TEST).getFiringsCount(), "the last counts");
    LedgerState.Builder written = LedgerState.newBuilder();
    conduct.writeTo(written);
    Conduct again = Conduct.of(written.build());
    assertFalse(again.tested(test(2)), "known after a restart");
    assertTrue(again.tested(test(3)));
    assertEquals(0, again.state(HelpAlarms.SELF_TEST).getFiringsCount());
  }

  @Test
  void aLineOfThatNameIsNoWorseForIt() {
    Conduct conduct = new Conduct();
    assertTrue(conduct.alarm(HelpAlarms.of(call(0, false).build()).orElseThrow()));
    conduct
        .states()
        .forEach(state -> {
          Standings standings = Standings.NONE.with(state);
          assertEquals(List.of(), standings.againstCallOut("extension/101"));
          assertEquals(List.of(), standings.againstCallOut("101"));
        });
  }
}
