package io.patchbay.edge.agent;

import io.patchbay.edge.agent.AgentInput.Answer;
import io.patchbay.edge.agent.AgentInput.Dial;
import io.patchbay.edge.agent.AgentInput.Digit;
import io.patchbay.edge.agent.AgentInput.DigitBegan;
import io.patchbay.edge.agent.AgentInput.Done;
import io.patchbay.edge.agent.AgentInput.FirstDigitExpired;
import io.patchbay.edge.agent.AgentInput.Flash;
import io.patchbay.edge.agent.AgentInput.HowlerExpired;
import io.patchbay.edge.agent.AgentInput.InterDigitExpired;
import io.patchbay.edge.agent.AgentInput.OffHook;
import io.patchbay.edge.agent.AgentInput.OnHook;
import io.patchbay.edge.agent.AgentInput.Release;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.routing.pattern.DigitMap;
import io.patchbay.routing.pattern.DigitPlan;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FxsAgentTest {
  private static final Dial DIAL = new Dial("c", 7, "", "101", "Ann", Presentation.DEFAULT, false);

  private static Flow phone() {
    return new Flow(FxsAgent.start(FxsSettings.standard()));
  }

  @Test
  void phoneDialsByPauseAndTalksUntilItHangsUp() {
    phone()
        .on(new OffHook(), new DigitBegan(), new Digit('1'), new Digit('0'), new Digit('1'))
        .on(new InterDigitExpired(), new Answer("c"), new Flash(), new Digit('5'), new OnHook())
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            DigitBegan -> DialTone : silence
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            InterDigitExpired -> Placed : report Offered[callingNumber=, callingName=, calledNumber=101, incomplete=false]
            Answer -> Talking : silence, accept, report Answered[]
            Flash -> Talking : report Flash[]
            Digit -> Talking : report Digit[digit=5]
            OnHook -> Idle : close audio, report Released[cause=NORMAL_CLEARING]
            """);
  }

  @Test
  void anEmergencyNumberWaitsForNoPause() { // E4, 2
    var usual = FxsSettings.standard();
    var digits = new DigitMap(Duration.ofSeconds(4), 32, Set.of("112"));
    new Flow(
            FxsAgent.start(
                new FxsSettings("", digits, usual.firstDigit(), usual.howler(), usual.cadence())))
        .on(new OffHook(), new Digit('1'), new Digit('1'), new Digit('2'))
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Placed : stop INTER_DIGIT, silence, report Offered[callingNumber=, callingName=, calledNumber=112, incomplete=false]
            """);
  }

  @Test
  void aNumberIsSentWhenTheDigitMapHasNothingLonger() { // H-116, AT-008
    mapped("{[369]11 | <=1617>[2-9]xxxxxx | 10xx | 10}", "112", "911")
        .on(new OffHook(), new Digit('1'), new Digit('0'), new Digit('0'), new Digit('8'))
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 16000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 16000
            Digit -> Placed : stop INTER_DIGIT, silence, report Offered[callingNumber=, callingName=, calledNumber=1008, incomplete=false]
            """);
    mapped("{[369]11 | <=1617>[2-9]xxxxxx}", "112", "911")
        .on(new OffHook(), new Digit('3'), new Digit('1'), new Digit('1'), new InterDigitExpired())
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 16000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 16000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            InterDigitExpired -> Placed : report Offered[callingNumber=, callingName=, calledNumber=311, incomplete=false]
            """);
  }

  @Test
  void aDigitMapDoesNotCutAnEmergencyNumberShort() { // E4, 2
    mapped("{[2-8]xx | 1}", "112", "911")
        .on(new OffHook(), new Digit('1'), new Digit('1'), new Digit('2'))
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Placed : stop INTER_DIGIT, silence, report Offered[callingNumber=, callingName=, calledNumber=112, incomplete=false]
            """);
    mapped("{[2-8]xx | 1}", "112", "911")
        .on(new OffHook(), new Digit('9'), new Digit('2'))
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Placed : stop INTER_DIGIT, silence, report Offered[callingNumber=, callingName=, calledNumber=92, incomplete=false]
            """);
  }

  @Test
  void hashIsADigitOfTheNumberWhereItEndsNone() { // H-025, AT-012
    var usual = FxsSettings.standard();
    var digits =
        new DigitMap(
            Duration.ofSeconds(4), 32, Set.of("112"), Optional.empty(), Set.of("*67"), false);
    new Flow(
            FxsAgent.start(
                new FxsSettings("", digits, usual.firstDigit(), usual.howler(), usual.cadence())))
        .on(new OffHook(), new Digit('#'), new Digit('1'), new Digit('#'), new InterDigitExpired())
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            InterDigitExpired -> Placed : report Offered[callingNumber=, callingName=, calledNumber=#1#, incomplete=false]
            """);
  }

  private static Flow early(String plan, String... atOnce) {
    var usual = FxsSettings.standard();
    var digits =
        new DigitMap(
            Duration.ofSeconds(4),
            32,
            Set.of(atOnce),
            Optional.of(plan).filter(text -> !text.isEmpty()).map(DigitPlan::parse),
            Set.of("*67"),
            true);
    return new Flow(
        FxsAgent.start(
            new FxsSettings(
                "", digits, usual.firstDigit(), usual.howler(), usual.cadence(), true)));
  }

  @Test
  void earlyDialTellsEachDigitUntilSomebodyAnswers() { // H-099, AT-013
    early("", "112")
        .on(new OffHook(), new Digit('1'), new DigitBegan(), new Digit('0'), new Digit('8'))
        .on(new Answer("c"), new Digit('5'), new OnHook())
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Overlap : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000, report Offered[callingNumber=, callingName=, calledNumber=1, incomplete=true]
            DigitBegan -> Overlap : start INTER_DIGIT 4000
            Digit -> Overlap : stop INTER_DIGIT, report Digit[digit=0], report Dialled[number=10, complete=false, atOnce=false], start INTER_DIGIT 4000
            Digit -> Overlap : stop INTER_DIGIT, report Digit[digit=8], report Dialled[number=108, complete=false, atOnce=false], start INTER_DIGIT 4000
            Answer -> Talking : stop INTER_DIGIT, silence, accept, report Answered[]
            Digit -> Talking : report Digit[digit=5]
            OnHook -> Idle : close audio, report Released[cause=NORMAL_CLEARING]
            """);
  }

  @Test
  void thePauseOrHashEndsAnEarlyDialledNumberAndARefusalIsHeard() { // H-099
    early("")
        .on(new OffHook(), new Digit('7'), new InterDigitExpired())
        .on(new Release("r", Cause.INVALID_NUMBER_FORMAT), new OnHook())
        .on(new OffHook(), new Digit('7'), new Digit('#'), new OnHook())
        .on(new OffHook(), new Digit('7'), new OnHook())
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Overlap : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000, report Offered[callingNumber=, callingName=, calledNumber=7, incomplete=true]
            InterDigitExpired -> Placed : report Dialled[number=7, complete=true, atOnce=false]
            Release -> Parked : play CONGESTION, start HOWLER 30000, accept, report Released[cause=INVALID_NUMBER_FORMAT]
            OnHook -> Idle : stop HOWLER, close audio
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Overlap : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000, report Offered[callingNumber=, callingName=, calledNumber=7, incomplete=true]
            Digit -> Placed : stop INTER_DIGIT, report Digit[digit=#], report Dialled[number=7, complete=true, atOnce=false]
            OnHook -> Idle : close audio, report Released[cause=NORMAL_CLEARING]
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Overlap : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000, report Offered[callingNumber=, callingName=, calledNumber=7, incomplete=true]
            OnHook -> Idle : stop INTER_DIGIT, close audio, report Released[cause=NORMAL_CLEARING]
            """);
  }

  @Test
  void earlyDialNeverTellsTheBeginningOfAnEmergencyNumberOrACode() { // E4, 2; H-097
    early("", "112", "*50")
        .on(new OffHook(), new Digit('1'), new Digit('1'), new Digit('2'), new OnHook())
        .on(new OffHook(), new Digit('*'), new Digit('6'), new Digit('7'), new Digit('5'))
        .on(new InterDigitExpired())
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Overlap : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000, report Offered[callingNumber=, callingName=, calledNumber=1, incomplete=true]
            Digit -> Overlap : stop INTER_DIGIT, report Digit[digit=1], start INTER_DIGIT 4000
            Digit -> Placed : stop INTER_DIGIT, report Digit[digit=2], report Dialled[number=112, complete=true, atOnce=true]
            OnHook -> Idle : close audio, report Released[cause=NORMAL_CLEARING]
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Collecting : stop INTER_DIGIT, silence, start INTER_DIGIT 4000
            InterDigitExpired -> Placed : report Offered[callingNumber=, callingName=, calledNumber=*675, incomplete=false]
            """);
  }

  @Test
  void earlyDialTellsOnlyWhatTheDialPlanHas() { // H-116
    early("{2x | 20xx}")
        .on(new OffHook(), new Digit('2'), new Digit('0'), new Digit('0'), new Digit('1'))
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 16000
            Digit -> Overlap : stop INTER_DIGIT, silence, start INTER_DIGIT 4000, report Offered[callingNumber=, callingName=, calledNumber=20, incomplete=true]
            Digit -> Overlap : stop INTER_DIGIT, report Digit[digit=0], start INTER_DIGIT 16000
            Digit -> Placed : stop INTER_DIGIT, report Digit[digit=1], report Dialled[number=2001, complete=true, atOnce=false]
            """);
    early("{2x}")
        .on(new OffHook(), new Digit('3'))
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Placed : stop FIRST_DIGIT, silence, report Offered[callingNumber=, callingName=, calledNumber=3, incomplete=false]
            """);
  }

  private static Flow mapped(String plan, String... emergency) {
    var usual = FxsSettings.standard();
    var digits =
        new DigitMap(
            Duration.ofSeconds(4), 32, Set.of(emergency), Optional.of(DigitPlan.parse(plan)));
    return new Flow(
        FxsAgent.start(
            new FxsSettings("", digits, usual.firstDigit(), usual.howler(), usual.cadence())));
  }

  @Test
  void hashSendsAtOnceAndARefusedNumberIsCongestionUntilOnHook() {
    phone()
        .on(new OffHook(), new Digit('9'), new Digit('#'))
        .on(new Release("r", Cause.UNALLOCATED_NUMBER), new HowlerExpired(), new OnHook())
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            Digit -> Collecting : stop FIRST_DIGIT, silence, start INTER_DIGIT 4000
            Digit -> Placed : stop INTER_DIGIT, silence, report Offered[callingNumber=, callingName=, calledNumber=9, incomplete=false]
            Release -> Parked : play CONGESTION, start HOWLER 30000, accept, report Released[cause=UNALLOCATED_NUMBER]
            HowlerExpired -> Parked : silence
            OnHook -> Idle : stop HOWLER, close audio
            """);
  }

  @Test
  void phoneThatDialsNothingHearsCongestion() {
    phone()
        .on(new OffHook(), new FirstDigitExpired(), DIAL, new OnHook())
        .is(
            """
            OffHook -> DialTone : listen digits, play DIAL, start FIRST_DIGIT 15000
            FirstDigitExpired -> Parked : play CONGESTION, start HOWLER 30000
            Dial -> Parked : refuse BUSY
            OnHook -> Idle : stop HOWLER, close audio
            """);
  }

  @Test
  void phoneRingsIsAnsweredAndHearsBusyWhenTheOtherHangsUp() {
    var ring = new LineCommand.Ring(0, 7, "1000/4000", "101", "Ann");
    phone()
        .on(DIAL, new Done(ring, true), DIAL, new OffHook())
        .on(new Release("r", Cause.NORMAL_CLEARING), new OnHook())
        .is(
            """
            Dial -> Ringing : Ring!
            Done -> Ringing : report Alerting[]
            Dial -> Ringing : refuse BUSY
            OffHook -> Talking : report Answered[], listen digits
            Release -> Parked : play BUSY, start HOWLER 30000, accept, report Released[cause=NORMAL_CLEARING]
            OnHook -> Idle : stop HOWLER, close audio
            """);
  }

  @Test
  void callerGivesUpWhileThePhoneRings() {
    phone()
        .on(DIAL, new Release("r", Cause.NORMAL_CLEARING))
        .is(
            """
            Dial -> Ringing : Ring!
            Release -> Idle : Release!, close audio, report Released[cause=NORMAL_CLEARING]
            """);
  }
}
