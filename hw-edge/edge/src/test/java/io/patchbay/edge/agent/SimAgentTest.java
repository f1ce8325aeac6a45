package io.patchbay.edge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.edge.agent.AgentInput.Alerting;
import io.patchbay.edge.agent.AgentInput.Answered;
import io.patchbay.edge.agent.AgentInput.Dial;
import io.patchbay.edge.agent.AgentInput.Done;
import io.patchbay.edge.agent.AgentInput.LineLost;
import io.patchbay.edge.agent.AgentInput.PartyChanged;
import io.patchbay.edge.agent.AgentInput.PartyLeft;
import io.patchbay.edge.agent.AgentInput.Release;
import io.patchbay.edge.agent.AgentInput.Released;
import io.patchbay.edge.agent.AgentInput.Rings;
import io.patchbay.line.Cause;
import io.patchbay.line.LineCommand;
import io.patchbay.line.LineCommand.Presentation;
import io.patchbay.line.LineEvent.Standing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimAgentTest {
  private static final Dial DIAL = new Dial("c", 7, "5551", "", "", Presentation.DEFAULT, false);
  private static final Instant START = Instant.EPOCH;

  private static Flow line() {
    return new Flow(SimAgent.start());
  }

  @Test
  void secondCallerIsTurnedAwayAsBusy() {
    line()
        .on(new Rings(1, "139", ""), new Rings(2, "138", ""), DIAL)
        .on(new Released(2, Cause.USER_BUSY), new Released(1, Cause.NORMAL_CLEARING))
        .is(
            """
            Rings -> Busy : report Offered[callingNumber=139, callingName=, calledNumber=, incomplete=false]
            Rings -> Busy : Release!
            Dial -> Busy : refuse BUSY
            Released -> Busy
            Released -> Idle : close audio, report Released[cause=NORMAL_CLEARING]
            """);
  }

  @Test
  void lineIsBusyUntilTheModemHasHungUp() {
    line()
        .on(DIAL, new Alerting(7), new Answered(7), new Release("r", Cause.NORMAL_CLEARING), DIAL)
        .on(new Done(new LineCommand.Release(0, 7, Cause.NORMAL_CLEARING), true))
        .is(
            """
            Dial -> Busy : Dial!
            Alerting -> Busy : report Alerting[]
            Answered -> Busy : report Answered[]
            Release -> Clearing : Release!
            Dial -> Clearing : refuse BUSY
            Done -> Idle : close audio, report Released[cause=NORMAL_CLEARING]
            """);
  }

  @Test
  void partiesOfTheCallAreReportedAndThoseOfOthersAreNot() {
    line()
        .on(DIAL, new Answered(7), new PartyChanged(7, 9, "138", Standing.WAITING))
        .on(new PartyChanged(7, 7, "", Standing.HELD), new PartyChanged(8, 9, "", Standing.HELD))
        .on(new PartyLeft(7, 7, Cause.NORMAL_CLEARING), new Rings(9, "138", ""))
        .is(
            """
            Dial -> Busy : Dial!
            Answered -> Busy : report Answered[]
            PartyChanged -> Busy : report PartyChanged[party=9, first=false, number=138, standing=WAITING]
            PartyChanged -> Busy : report PartyChanged[party=7, first=true, number=, standing=HELD]
            PartyChanged -> Busy
            PartyLeft -> Busy : report PartyLeft[party=7, first=true, cause=NORMAL_CLEARING]
            Rings -> Busy : Release!
            """);
  }

  @Test
  void modemThatDiesReleasesItsCall() {
    line()
        .on(DIAL, new Answered(7), new LineLost())
        .is(
            """
            Dial -> Busy : Dial!
            Answered -> Busy : report Answered[]
            LineLost -> Idle : close audio, report Released[cause=DESTINATION_OUT_OF_ORDER]
            """);
  }

  @Test
  void refusedDialFreesTheLine() {
    line()
        .on(DIAL, new Done(new LineCommand.Dial(0, 7, "5551", Presentation.DEFAULT), false))
        .is(
            """
            Dial -> Busy : Dial!
            Done -> Idle : close audio, report DialRefused[]
            """);
  }

  @Test
  void digitOfModemAndAudioCountsOnceInEitherOrder() {
    var first = DigitMerge.start().reported('5', START);
    assertEquals(List.of('5'), first.digits());
    var second = first.next().heard('5', START.plusMillis(90));
    assertEquals(List.of(), second.next().expired(START.plusSeconds(1)).digits());
    var other = second.next().heard('6', START.plusMillis(300));
    assertEquals(List.of(), other.digits());
    var late = other.next().reported('6', START.plusMillis(400));
    assertEquals(List.of('6'), late.digits());
    assertEquals(List.of(), late.next().expired(START.plusSeconds(2)).digits());
  }

  @Test
  void digitTheModemDoesNotReportCountsAfterTheWindow() {
    var step = DigitMerge.start().heard('1', START).next().expired(START.plusMillis(500));
    assertEquals(List.of('1'), step.digits());
  }
}
