package io.patchbay.media.dtmf;

import static io.patchbay.media.dtmf.DigitGate.Source.INBAND;
import static io.patchbay.media.dtmf.DigitGate.Source.INFO;
import static io.patchbay.media.dtmf.DigitGate.Source.RFC4733;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class DigitGateTest {
  private final DigitGate gate = new DigitGate();

  @Test
  void whatComesInThreeWaysCountsOnce() {
    assertTrue(gate.began(RFC4733, '5', 1000));
    assertFalse(gate.began(INBAND, '5', 1090));
    assertFalse(gate.began(INFO, '5', 1200));
    assertTrue(gate.counted(RFC4733));
    assertFalse(gate.counted(INBAND));
  }

  @Test
  void aDigitPressedTwiceCountsTwiceThoughItComesInTwoWays() {
    assertTrue(gate.began(RFC4733, '1', 0));
    assertFalse(gate.began(INBAND, '1', 60));
    assertTrue(gate.began(RFC4733, '1', 100));
    assertFalse(gate.began(INBAND, '1', 160));
  }

  @Test
  void theLateSourceMayLagByMoreThanADigit() {
    assertTrue(gate.began(INBAND, '1', 0));
    assertTrue(gate.began(INBAND, '1', 100));
    assertFalse(gate.began(INFO, '1', 150));
    assertFalse(gate.began(INFO, '1', 250));
    assertTrue(gate.began(INFO, '1', 300));
  }

  @Test
  void afterHalfASecondItIsAnotherDigit() {
    assertTrue(gate.began(RFC4733, '9', 0));
    assertTrue(gate.began(INBAND, '9', 501));
    assertTrue(gate.began(INBAND, '8', 510));
  }
}
