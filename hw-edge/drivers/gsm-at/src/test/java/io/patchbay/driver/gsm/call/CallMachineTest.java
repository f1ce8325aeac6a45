package io.patchbay.driver.gsm.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CallMachineTest {
  @Test
  void theCauseIsReadFromDigitsAndWords() {
    assertEquals(Cause.USER_BUSY, CauseText.parse("+CEER: 5,17"));
    assertEquals(Cause.UNALLOCATED_NUMBER, CauseText.parse("+CEER: 1"));
    assertEquals(Cause.NORMAL_CLEARING, CauseText.parse("+CEER: \"Normal call clearing\""));
    assertEquals(Cause.CALL_REJECTED, CauseText.parse("+CEER: Call rejected"));
    assertEquals(
        Cause.NORMAL_UNSPECIFIED, CauseText.parse("+CEER: No cause information available"));
    assertEquals(Cause.NORMAL_UNSPECIFIED, CauseText.parse(""));
  }

  private static CallInput said(String line, CallState state) {
    return CallRows.read(line, 9, state).orElseThrow();
  }

  @Test
  void everyFamilysWordsAboutCallsAreRead() {
    CallState dialling = new CallState.Dialling(7, 0);
    CallState offered = new CallState.Offered(7, 0);
    assertEquals(new CallInput.Row(9, 1, false, Phase.ALERTING, ""), said("^CONF:1", dialling));
    assertEquals(new CallInput.Row(9, 1, false, Phase.ACTIVE, ""), said("^CONN:1,0", dialling));
    assertEquals(new CallInput.Row(9, 1, true, Phase.ACTIVE, ""), said("^CONN:1,0", offered));
    assertEquals(
        new CallInput.EndedBecause(1, Cause.NORMAL_CLEARING), said("^CEND:1,5,29,16", dialling));
    assertEquals(
        new CallInput.Row(9, 1, false, Phase.RELEASED, ""), said("^CEND:1,5,29", dialling));
    assertEquals(
        new CallInput.Row(9, 1, true, Phase.INCOMING, ""),
        said("+UCALLSTAT: 1,4", new CallState.Idle()));
    assertEquals(
        new CallInput.Row(9, 1, false, Phase.ACTIVE, ""), said("+UCALLSTAT: 1,7", dialling));
    assertEquals(
        new CallInput.Row(9, 1, true, Phase.INCOMING, "138"),
        said("*ECAV: 1,6,1,,,\"138\",129", new CallState.Idle()));
    assertEquals(
        new CallInput.EndedBecause(1, Cause.USER_BUSY), said("*ECAV: 1,0,1,8,17", dialling));
    assertEquals(new CallInput.Gone(), said("VOICE CALL: END: 000010", dialling));
    assertEquals(new CallInput.Gone(), said("MISSED_CALL: 02:11AM 138", offered));
    assertTrue(CallRows.read("MISSED_CALL: 02:11AM 138", 9, dialling).isEmpty());
    assertTrue(CallRows.read("^CEND:x,,,", 9, dialling).isEmpty());
    assertTrue(CallRows.read("*ECAV: 1,9", 9, dialling).isEmpty());
  }

  @Test
  void theEndOfAWaitingCallIsNotTheEndOfTheFirst() {
    CallState active = new CallState.Active(7, 1);
    assertEquals(
        active,
        CallMachine.on(active, new CallInput.EndedBecause(2, Cause.USER_BUSY), CallWaiting.OFF)
            .state());
    assertEquals(
        List.of(new CallEffect.ReportReleased(7, Cause.USER_BUSY)),
        CallMachine.on(active, new CallInput.EndedBecause(1, Cause.USER_BUSY), CallWaiting.OFF)
            .effects());
  }

  @Test
  void aCallThatNobodyKnowsOfIsHungUp() {
    assertEquals(
        List.of(new CallEffect.HangUpStray()),
        CallMachine.on(
                new CallState.Idle(), said("^CONN:1,0", new CallState.Idle()), CallWaiting.OFF)
            .effects());
  }

  @Test
  void rowsOfDataBearersAreLeftOut() {
    assertTrue(CallRows.clcc("+CLCC: 1,1,0,1,0,\"\",128", 9).isEmpty());
    assertEquals(
        new CallInput.Row(9, 2, true, Phase.WAITING, "10086"),
        CallRows.clcc("+CLCC: 2,1,5,0,0,\"10086\",129", 9).orElseThrow());
    assertEquals(
        Phase.RELEASED, CallRows.dsci("^DSCI: 1,0,6,0,10086,129", 9).orElseThrow().phase());
    assertTrue(CallRows.ccinfo("+QIND: \"ccinfo\",x,y", 9).isEmpty());
  }

  /// Whatever the modem says: a call is reported in order, released once, and its end is final.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aReleasedCallIsNeverHeardOfAgain(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    CallState state = new CallState.Idle();
    List<Integer> released = new ArrayList<>();
    int next = 0;
    for (int step = 0; step < 1000; step++) {
      if (state instanceof CallState.Idle) {
        next++;
      }
      CallInput input = random(random, next, state);
      CallStep result = CallMachine.on(state, input, CallWaiting.OFF);
      for (CallEffect effect : result.effects()) {
        int call = callOf(effect);
        assertTrue(call == 0 || !released.contains(call), () -> "seed " + seed + ": " + input);
        if (effect instanceof CallEffect.ReportReleased) {
          released.add(call);
        }
      }
      state = result.state();
    }
    assertTrue(released.size() > 10, () -> "seed " + seed + ": only " + released.size());
    CallStep end =
        CallMachine.on(state, new CallInput.ModemLost(Cause.NETWORK_OUT_OF_ORDER), CallWaiting.OFF);
    assertEquals(new CallState.Idle(), end.state());
  }

  private static int callOf(CallEffect effect) {
    return switch (effect) {
      case CallEffect.ReportOffered(int call, _) -> call;
      case CallEffect.ReportAlerting(int call) -> call;
      case CallEffect.ReportAnswered(int call) -> call;
      case CallEffect.ReportReleased(int call, _) -> call;
      case CallEffect.AwaitCaller(int call) -> call;
      case CallEffect.ReportParty(int call, _) -> call;
      case CallEffect.ReportLeft(int call, _, _) -> call;
      case CallEffect.AskCause _,
          CallEffect.AskRows _,
          CallEffect.TakeBack _,
          CallEffect.TakeWaiting _,
          CallEffect.HoldAgain _,
          CallEffect.HangUp _,
          CallEffect.RefuseWaiting _,
          CallEffect.HangUpStray _ ->
          0;
    };
  }

  private static CallInput random(SplittableRandom random, int next, CallState state) {
    Cause cause = List.of(Cause.values()).get(random.nextInt(Cause.values().length));
    int index = random.nextInt(3);
    return switch (random.nextInt(15)) {
      case 0 -> new CallInput.Dial(next);
      case 1 -> new CallInput.DialRefused();
      case 2 -> new CallInput.Ring(next);
      case 3 -> new CallInput.Caller(state.call(), "1");
      case 4, 5, 6 ->
          new CallInput.Row(
              next,
              index,
              random.nextBoolean(),
              List.of(Phase.values()).get(random.nextInt(Phase.values().length)),
              random.nextBoolean() ? "" : "2");
      case 7 -> new CallInput.Listed(Set.of(index));
      case 8 -> new CallInput.GoneBecause(cause);
      case 9 -> new CallInput.Gone();
      case 10 -> new CallInput.CauseTold(cause);
      case 11 -> random.nextBoolean() ? new CallInput.Answer() : new CallInput.AnswerTaken();
      case 12 -> new CallInput.Release(cause);
      case 13 -> new CallInput.EndedBecause(index, cause);
      default -> new CallInput.ReleaseTaken();
    };
  }
}
