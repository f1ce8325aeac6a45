package io.patchbay.standalone.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class AnswerTimesTest {
  @Test
  void quantilesComeFromTheClassesOfTheWantedCommandsOnly() {
    String metrics =
        """
        # TYPE patchbay_edge_at_answers gauge
        patchbay_edge_at_answers{class="call",le="2000",} 50.0
        patchbay_edge_at_answers{class="call",le="4000",} 48.0
        patchbay_edge_at_answers{class="call",le="10000",} 2.0
        patchbay_edge_at_answers{class="call",le="1000",} 0.0
        patchbay_edge_at_answers{class="call",le="+Inf",} 0.0
        patchbay_edge_at_answers{class="poll",le="+Inf",} 3.0
        """;
    AnswerTimes calls = AnswerTimes.of(metrics, "call");
    assertEquals(100, calls.count());
    assertEquals(2, calls.p50Millis(), 1e-9);
    assertEquals(7, calls.p99Millis(), 1e-9);
    assertEquals(10, AnswerTimes.of(metrics.replace("+Inf", "10000"), "poll").p99Millis(), 0.2);
    assertEquals(0, AnswerTimes.of("", "call").count());
  }
}
