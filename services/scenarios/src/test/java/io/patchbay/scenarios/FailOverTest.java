package io.patchbay.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.proto.cdr.v1.CallRecord;
import io.patchbay.scenarios.harness.Await;
import io.patchbay.scenarios.harness.Gateway;
import io.patchbay.scenarios.harness.Lab;
import io.patchbay.scenarios.harness.RtpCrowd;
import io.patchbay.scenarios.harness.SipCrowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// A replica of sip-trunk is killed with two hundred calls in it: PBX to extension 102, all of them
/// talking.
@TestInstance(Lifecycle.PER_CLASS)
class FailOverTest {
  private static final int CALLS = 200;

  /// What the scheduler of a busy machine may cost; a replica that dies costs nothing.
  private static final long MOST_GAP_MS = 400;

  private static final Duration SOON = Duration.ofSeconds(30);

  private Gateway gateway;
  private Lab lab;

  @BeforeAll
  void start() throws Exception {
    gateway = Gateway.start("--processes");
    lab = new Lab(gateway);
  }

  @AfterAll
  void stop() throws Exception {
    try {
      lab.close();
    } finally {
      gateway.close();
    }
  }

  @Test
  void twoHundredCallsGoOnWhenTheirReplicaIsKilledAndEachCanBeChangedAndEnded() throws Exception {
    RtpCrowd talking = lab.keep(RtpCrowd.talking());
    RtpCrowd echoing = lab.keep(RtpCrowd.echoing());
    SipCrowd pbx = lab.keep(SipCrowd.pbx(gateway, talking.port()));
    SipCrowd office = lab.keep(SipCrowd.extension(lab.ready(), "102", echoing.port()));
    SipCrowd reception = lab.keep(SipCrowd.extension(lab.ready(), "101", echoing.port()));
    List<SipCrowd.Dialog> callers = talk(pbx, talking);
    List<SipCrowd.Dialog> callees = office.dialogs();
    assertEquals(CALLS, callees.size());
    talking.measureAnew();

    gateway.child("sip-trunk").destroyForcibly();

    awaitAll("refreshed at the caller", callers, SipCrowd.Dialog::refreshed);
    awaitAll("refreshed at the callee", callees, SipCrowd.Dialog::refreshed);
    Map<Integer, Long> gaps = talking.gaps();
    assertEquals(CALLS, gaps.size());
    assertTrue(gaps.values().stream().allMatch(gap -> gap < MOST_GAP_MS), "gaps, ms: " + gaps);
    changeAndEnd(callers, callees, reception);

    lab.records().awaitIdle(SOON);
    List<CallRecord> records =
        Await.value(
            CALLS + " records", SOON, () -> Optional.of(records()).filter(r -> r.size() >= CALLS));
    assertEquals(CALLS, records.size());
    assertEquals(CALLS, records.stream().map(CallRecord::getCallId).distinct().count());
    assertTrue(records.stream().allMatch(record -> record.getCause() == 16), records.toString());
    gateway.awaitEdge("calls", state -> state.path("calls").asInt(-1) == 0);
  }

  /// Parts by fives: BYE of the caller, of the callee; hold and BYE; REFER of the caller, of the
  /// callee.
  private static void changeAndEnd(
      List<SipCrowd.Dialog> callers, List<SipCrowd.Dialog> callees, SipCrowd reception) {
    List<SipCrowd.Dialog> holding = part(callers, 2);
    List<SipCrowd.Dialog> referred = part(callers, 3);
    List<SipCrowd.Dialog> referring = part(callees, 4);

    part(callers, 0).forEach(SipCrowd.Dialog::hangUp);
    part(callees, 1).forEach(SipCrowd.Dialog::hangUp);
    holding.forEach(call -> call.offer("sendonly"));
    referred.forEach(call -> call.refer("101"));
    referring.forEach(call -> call.refer("101"));

    awaitAll("held", holding, call -> call.status() == 200);
    for (List<SipCrowd.Dialog> who : List.of(referred, referring)) {
      awaitAll("referring", who, call -> call.status() == 202);
      awaitAll("told of the transfer", who, call -> call.notified().contains("200 OK"));
      awaitAll("let go", who, SipCrowd.Dialog::ended);
    }
    assertEquals(2 * CALLS / 5, reception.dialogs().size());
    holding.forEach(SipCrowd.Dialog::hangUp);
    part(callees, 3).forEach(SipCrowd.Dialog::hangUp);
    part(callers, 4).forEach(SipCrowd.Dialog::hangUp);
    for (List<SipCrowd.Dialog> all : List.of(callers, callees, reception.dialogs())) {
      awaitAll("over", all, SipCrowd.Dialog::ended);
    }
  }

  /// Every fifth, of those whose callers are in order.
  private static List<SipCrowd.Dialog> part(List<SipCrowd.Dialog> dialogs, int of) {
    List<SipCrowd.Dialog> ordered =
        dialogs.stream().sorted(Comparator.comparing(SipCrowd.Dialog::caller)).toList();
    return IntStream.range(0, CALLS).filter(i -> i % 5 == of).mapToObj(ordered::get).toList();
  }

  private List<CallRecord> records() {
    return lab.records().withNumber("102");
  }

  private List<SipCrowd.Dialog> talk(SipCrowd pbx, RtpCrowd talking) {
    List<SipCrowd.Dialog> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(pbx.call(lab.station(), "102"));
      if (calls.size() % 20 == 0) {
        awaitAll("established", calls, SipCrowd.Dialog::established);
      }
    }
    calls.forEach(one -> talking.talkTo(one.audioPort()));
    awaitAll("talking", calls, one -> talking.packets(one.audioPort()) > 50);
    return calls;
  }

  private static void awaitAll(
      String what, List<SipCrowd.Dialog> dialogs, Predicate<SipCrowd.Dialog> state) {
    try {
      Await.until(what, SOON, () -> dialogs.stream().allMatch(state));
    } catch (AssertionError e) {
      List<SipCrowd.Dialog> others = dialogs.stream().filter(state.negate()).toList();
      throw new AssertionError(
          others.size() + " of " + dialogs.size() + " not " + what + ": " + others.getFirst(), e);
    }
  }
}
