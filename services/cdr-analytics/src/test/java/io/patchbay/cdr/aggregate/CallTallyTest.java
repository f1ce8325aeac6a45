package io.patchbay.cdr.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallTallyTest {
  @ParameterizedTest
  @CsvSource({
    "0,  0, 0,   0,    0",
    "4,  0, 0,   0,    0",
    "4,  1, 90,  0.25, 90",
    "4,  4, 90,  1,    22.5",
    "3,  2, 0,   0.6666666666666666, 0",
  })
  void ratioIsOverAllSeizuresAndDurationOverAnsweredCallsOnly(
      long calls, long answered, long talkedS, double asr, double acdS) {
    CallTally tally = new CallTally(calls, answered, Duration.ofSeconds(talkedS));
    assertEquals(asr, tally.answerSeizureRatio(), 1e-12);
    assertEquals(acdS, tally.averageCallDurationS(), 1e-12);
  }

  @Test
  void callsAddUpOneByOne() {
    CallTally tally =
        CallTally.NONE
            .plusAnswered(Duration.ofMillis(1500))
            .plusUnanswered()
            .plusAnswered(Duration.ofSeconds(-1));
    assertEquals(new CallTally(3, 2, Duration.ofMillis(1500)), tally);
    assertEquals(0.75, tally.summary("gsm-1").getAcdS(), 1e-12);
  }

  @Test
  void moreAnsweredThanCallsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CallTally(1, 2, Duration.ZERO));
  }
}
