package io.patchbay.media.codec.pcmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PcmuTest {
  @Test
  void expandsEveryCodeAsTheTableSays() {
    for (int code = 0; code < 256; code++) {
      assertEquals(Reference.expand(code), Pcmu.expand(code), "code " + code);
    }
  }

  @Test
  void compressesEverySampleToTheIntervalOfItsDecisionValues() {
    for (int linear = -32768; linear <= 32767; linear++) {
      assertEquals(Reference.compress(linear), Pcmu.compress(linear) & 0xff, "sample " + linear);
    }
  }

  @Test
  void everyCodeComesBackAsItself() {
    for (int code = 0; code < 256; code++) {
      int again = Pcmu.compress(Pcmu.expand(code)) & 0xff;
      assertTrue(again == code || Pcmu.expand(again) == Pcmu.expand(code), "code " + code);
    }
  }

  @Test
  void decodesNoMoreThanTheFrameHolds() {
    assertEquals(160, new Pcmu().decode(new byte[1000], 0, 1000, new short[160], 0));
  }
}
