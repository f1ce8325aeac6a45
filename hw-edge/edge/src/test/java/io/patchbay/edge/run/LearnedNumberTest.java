package io.patchbay.edge.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.line.LineState;
import io.patchbay.line.LineStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LearnedNumberTest {
  private final LearnedNumber learned = new LearnedNumber("8986", "13800001111");

  private static LineStatus card(String kind, String card) {
    return new LineStatus(
        LineState.IN_SERVICE, "", "", "", 0, "", Map.of(kind, card), Map.of());
  }

  @Test
  void aNumberIsThatOfItsCard() {
    assertEquals("13800001111", learned.of(card("iccid", "8986")));
    assertEquals("13800001111", learned.of(card("imsi", "8986")));
    assertEquals("", learned.of(card("iccid", "8987")));
    assertEquals("", learned.of(card("imei", "8986")));
    assertEquals("", LearnedNumber.NONE.of(card("iccid", "")));
  }
}
