package io.patchbay.edge.agent;

import io.patchbay.edge.agent.AgentInput.Answer;
import io.patchbay.edge.agent.AgentInput.AnswerExpired;
import io.patchbay.edge.agent.AgentInput.CallerIdExpired;
import io.patchbay.edge.agent.AgentInput.Dial;
import io.patchbay.edge.agent.AgentInput.DialToneExpired;
import io.patchbay.edge.agent.AgentInput.DigitsSent;
import io.patchbay.edge.agent.AgentInput.Done;
import io.patchbay.edge.agent.AgentInput.GuardExpired;
import io.patchbay.edge.agent.AgentInput.LoopCurrentLost;
import io.patchbay.edge.agent.AgentInput.PolarityReversed;
import io.patchbay.edge.agent.AgentInput.Release;
import io.patchbay.edge.agent.AgentInput.Released;
import io.patchbay.edge.agent.AgentInput.RingbackExpired;
import io.patchbay.edge.agent.AgentInput.Rings;
import io.patchbay.edge.agent.AgentInput.ToneHeard;
import io.patchbay.edge.agent.AgentInput.VoiceHeard;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import org.junit.jupiter.api.Test;

final class FxoAgentTest {
  private static final Dial DIAL = new Dial("c", 7, "5551", "", "", Presentation.DEFAULT, false);
  private static final Dial NO_NUMBER = new Dial("c", 7, "", "", "", Presentation.DEFAULT, false);

  private static Flow line() {
    return new Flow(FxoAgent.start(FxoSettings.standard()));
  }

  @Test
  void dialsAfterDialToneAndKnowsTheAnswerByTheEndOfRingBack() {
    line()
        .on(DIAL, new ToneHeard(Signal.DIAL), new DigitsSent())
        .on(new ToneHeard(Signal.RINGBACK), new ToneHeard(Signal.RINGBACK), new RingbackExpired())
        .on(new ToneHeard(Signal.BUSY), DIAL, new GuardExpired())
        .is(
            """
            Dial -> Seizing : OffHook!, listen [DIAL, BUSY, CONGESTION], start DIAL_TONE 3000
            ToneHeard -> Sending : stop DIAL_TONE, send 5551
            DigitsSent -> Proceeding : listen [RINGBACK, BUSY, CONGESTION], listen voice, start ANSWER 20000, report Progress[]
            ToneHeard -> Proceeding : stop ANSWER, start RINGBACK 6000, report Alerting[]
            ToneHeard -> Proceeding : start RINGBACK 6000
            RingbackExpired -> Talking : stop ANSWER, stop RINGBACK, listen [BUSY, CONGESTION], listen digits, report Answered[]
            ToneHeard -> Clearing : OnHook!, stop DIAL_TONE, stop ANSWER, stop RINGBACK, close audio, start GUARD 500, report Released[cause=NORMAL_CLEARING]
            Dial -> Waiting
            GuardExpired -> Seizing : OffHook!, listen [DIAL, BUSY, CONGESTION], start DIAL_TONE 3000
            """);
  }

  @Test
  void dialsWithoutDialToneAndReportsBusy() {
    line()
        .on(DIAL, new DialToneExpired(), new DigitsSent(), new ToneHeard(Signal.BUSY))
        .is(
            """
            Dial -> Seizing : OffHook!, listen [DIAL, BUSY, CONGESTION], start DIAL_TONE 3000
            DialToneExpired -> Sending : stop DIAL_TONE, send 5551
            DigitsSent -> Proceeding : listen [RINGBACK, BUSY, CONGESTION], listen voice, start ANSWER 20000, report Progress[]
            ToneHeard -> Clearing : OnHook!, stop DIAL_TONE, stop ANSWER, stop RINGBACK, close audio, start GUARD 500, report Released[cause=USER_BUSY]
            """);
  }

  @Test
  void polarityTellsAnswerAndEnd() {
    line()
        .on(DIAL, new DialToneExpired(), new DigitsSent(), new PolarityReversed())
        .on(new PolarityReversed())
        .is(
            """
            Dial -> Seizing : OffHook!, listen [DIAL, BUSY, CONGESTION], start DIAL_TONE 3000
            DialToneExpired -> Sending : stop DIAL_TONE, send 5551
            DigitsSent -> Proceeding : listen [RINGBACK, BUSY, CONGESTION], listen voice, start ANSWER 20000, report Progress[]
            PolarityReversed -> Talking : stop ANSWER, stop RINGBACK, listen [BUSY, CONGESTION], listen digits, report Answered[]
            PolarityReversed -> Clearing : OnHook!, stop DIAL_TONE, stop ANSWER, stop RINGBACK, close audio, start GUARD 500, report Released[cause=NORMAL_CLEARING]
            """);
  }

  @Test
  void somebodyWhoSpeaksHasAnswered() {
    line()
        .on(DIAL, new DialToneExpired(), new DigitsSent(), new ToneHeard(Signal.RINGBACK))
        .on(new VoiceHeard(), new VoiceHeard(), new RingbackExpired())
        .is(
            """
            Dial -> Seizing : OffHook!, listen [DIAL, BUSY, CONGESTION], start DIAL_TONE 3000
            DialToneExpired -> Sending : stop DIAL_TONE, send 5551
            DigitsSent -> Proceeding : listen [RINGBACK, BUSY, CONGESTION], listen voice, start ANSWER 20000, report Progress[]
            ToneHeard -> Proceeding : stop ANSWER, start RINGBACK 6000, report Alerting[]
            VoiceHeard -> Talking : stop ANSWER, stop RINGBACK, listen [BUSY, CONGESTION], listen digits, report Answered[]
            VoiceHeard -> Talking
            RingbackExpired -> Talking
            """);
  }

  @Test
  void whereThePolarityTellsTheAnswerNothingElseDoes() {
    var usual = FxoSettings.standard();
    new Flow(
            FxoAgent.start(
                new FxoSettings(
                    usual.ringsBeforeOffer(),
                    usual.ringPeriod(),
                    usual.callerId(),
                    usual.dialTone(),
                    usual.ringback(),
                    java.time.Duration.ofSeconds(9),
                    true,
                    usual.guard(),
                    usual.digit(),
                    usual.pause())))
        .on(DIAL, new DialToneExpired(), new DigitsSent(), new VoiceHeard(), new AnswerExpired())
        .on(new ToneHeard(Signal.RINGBACK), new RingbackExpired(), new PolarityReversed())
        .is(
            """
            Dial -> Seizing : OffHook!, listen [DIAL, BUSY, CONGESTION], start DIAL_TONE 3000
            DialToneExpired -> Sending : stop DIAL_TONE, send 5551
            DigitsSent -> Proceeding : listen [RINGBACK, BUSY, CONGESTION], listen voice, start ANSWER 9000, report Progress[]
            VoiceHeard -> Proceeding
            AnswerExpired -> Proceeding
            ToneHeard -> Proceeding : stop ANSWER, start RINGBACK 6000, report Alerting[]
            RingbackExpired -> Proceeding
            PolarityReversed -> Talking : stop ANSWER, stop RINGBACK, listen [BUSY, CONGESTION], listen digits, report Answered[]
            """);
  }

  @Test
  void incomingCallWaitsForTheCallersNumber() {
    var answer = new LineCommand.Answer(0, 3);
    line()
        .on(new Rings(3, "", ""), new Rings(3, "139", "Bo"), new Answer("a"))
        .on(new Done(answer, true), new LoopCurrentLost())
        .is(
            """
            Rings -> Ringing : start CALLER_ID 4000
            Rings -> Ringing : stop CALLER_ID, report Offered[callingNumber=139, callingName=Bo, calledNumber=, incomplete=false]
            Answer -> Ringing : Answer!
            Done -> Talking : stop ANSWER, stop RINGBACK, listen [BUSY, CONGESTION], listen digits, report Answered[]
            LoopCurrentLost -> Clearing : OnHook!, stop DIAL_TONE, stop ANSWER, stop RINGBACK, close audio, start GUARD 500, report Released[cause=NORMAL_CLEARING]
            """);
  }

  @Test
  void callerWhoGivesUpBeforeTheOfferIsNotReported() {
    line()
        .on(new Rings(3, "", ""), new Released(3, Cause.NORMAL_CLEARING))
        .on(new Rings(4, "", ""), new CallerIdExpired(), new Released(4, Cause.NORMAL_CLEARING))
        .is(
            """
            Rings -> Ringing : start CALLER_ID 4000
            Released -> Idle : stop CALLER_ID
            Rings -> Ringing : start CALLER_ID 4000
            CallerIdExpired -> Ringing : report Offered[callingNumber=, callingName=, calledNumber=, incomplete=false]
            Released -> Idle : close audio, report Released[cause=NORMAL_CLEARING]
            """);
  }

  @Test
  void aCallWithinTheGuardTimeIsDialledBehindIt() {
    line()
        .on(DIAL, new LoopCurrentLost(), DIAL, new GuardExpired())
        .is(
            """
            Dial -> Seizing : OffHook!, listen [DIAL, BUSY, CONGESTION], start DIAL_TONE 3000
            LoopCurrentLost -> Clearing : OnHook!, stop DIAL_TONE, stop ANSWER, stop RINGBACK, close audio, start GUARD 500, report Released[cause=NO_CIRCUIT_AVAILABLE]
            Dial -> Waiting
            GuardExpired -> Seizing : OffHook!, listen [DIAL, BUSY, CONGESTION], start DIAL_TONE 3000
            """);
  }

  @Test
  void aCallThatWaitsForTheGuardTimeMayBeGivenUpOrComeTooLate() {
    line()
        .on(DIAL, new LoopCurrentLost(), DIAL, new Release("r", Cause.NORMAL_CLEARING))
        .on(DIAL, new Rings(9, "", ""), new GuardExpired())
        .is(
            """
            Dial -> Seizing : OffHook!, listen [DIAL, BUSY, CONGESTION], start DIAL_TONE 3000
            LoopCurrentLost -> Clearing : OnHook!, stop DIAL_TONE, stop ANSWER, stop RINGBACK, close audio, start GUARD 500, report Released[cause=NO_CIRCUIT_AVAILABLE]
            Dial -> Waiting
            Release -> Clearing : refuse BUSY, accept, report Released[cause=NORMAL_CLEARING]
            Dial -> Waiting
            Rings -> Clearing : refuse BUSY, report DialRefused[]
            GuardExpired -> Idle
            """);
  }

  @Test
  void withoutANumberTheCallerHearsTheExchangeAndDialsHimself() {
    line()
        .on(NO_NUMBER, new Done(new LineCommand.OffHook(0), true), new ToneHeard(Signal.BUSY))
        .is(
            """
            Dial -> Seizing : OffHook!
            Done -> Talking : stop ANSWER, stop RINGBACK, listen [BUSY, CONGESTION], listen digits, report Answered[]
            ToneHeard -> Clearing : OnHook!, stop DIAL_TONE, stop ANSWER, stop RINGBACK, close audio, start GUARD 500, report Released[cause=NORMAL_CLEARING]
            """);
  }
}
