package io.patchbay.edge.leg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.line.Cause;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LegTableTest {
  private static final List<LegEvent> ALL =
      List.of(
          new LegEvent.Offered("", "", ""),
          new LegEvent.Alerting(),
          new LegEvent.Progress(),
          new LegEvent.Answered(),
          new LegEvent.Released(Cause.NORMAL_CLEARING),
          new LegEvent.DialRefused(),
          new LegEvent.Dialled("1", false, false),
          new LegEvent.Digit('1'),
          new LegEvent.Flash(),
          new LegEvent.DialAsked(),
          new LegEvent.AnswerAsked(),
          new LegEvent.ReleaseAsked());

  private static void assertFlow(String expected, LegEvent... events) {
    var text = new StringJoiner("\n", "", "\n");
    var state = LegState.NULL;
    for (LegEvent event : events) {
      var step = LegTable.on(state, event);
      state = step.state();
      var actions = new StringJoiner(", ");
      step.actions().forEach(action -> actions.add(action.getClass().getSimpleName()));
      text.add(event.getClass().getSimpleName() + " -> " + state + " : " + actions);
    }
    assertEquals(expected, text.toString());
  }

  @Test
  void incomingCallIsAnsweredAndEndedByTheTrunk() {
    assertFlow(
        """
        Offered -> OFFERED : Tell
        AnswerAsked -> OFFERED : Forward
        Answered -> ANSWERED : Tell
        ReleaseAsked -> RELEASING : Forward
        Released -> RELEASED : End
        """,
        ALL.get(0),
        new LegEvent.AnswerAsked(),
        new LegEvent.Answered(),
        new LegEvent.ReleaseAsked(),
        new LegEvent.Released(Cause.NORMAL_CLEARING));
  }

  @Test
  void outgoingCallIsEndedByTheFarEnd() {
    assertFlow(
        """
        DialAsked -> DIALLING : Forward
        Progress -> DIALLING : Tell
        Alerting -> ALERTING : Tell
        Answered -> ANSWERED : Tell
        Released -> RELEASED : Tell, End
        """,
        new LegEvent.DialAsked(),
        new LegEvent.Progress(),
        new LegEvent.Alerting(),
        new LegEvent.Answered(),
        new LegEvent.Released(Cause.NORMAL_CLEARING));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void releasedIsFinalAndToldAtMostOnce(long seed) {
    var random = new SplittableRandom(seed);
    var state = LegState.NULL;
    int ends = 0;
    for (int i = 0; i < 1_000; i++) {
      var step = LegTable.on(state, ALL.get(random.nextInt(ALL.size())));
      assertTrue(state != LegState.RELEASED || step.state() == LegState.RELEASED, "seed " + seed);
      ends += (int) step.actions().stream().filter(LegAction.End.class::isInstance).count();
      state = step.state();
    }
    assertTrue(ends <= 1, "seed " + seed);
  }
}
