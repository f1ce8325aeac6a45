package io.patchbay.media.codec.pcma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PcmaTest {
  @Test
  void expandsEveryCodeAsTheTableSays() {
    for (int code = 0; code < 256; code++) {
      assertEquals(Reference.expand(code), Pcma.expand(code), "code " + code);
    }
  }

  @Test
  void compressesEverySampleToTheIntervalOfItsDecisionValues() {
    for (int linear = -32768; linear <= 32767; linear++) {
      assertEquals(Reference.compress(linear), Pcma.compress(linear) & 0xff, "sample " + linear);
    }
  }

  @Test
  void everyCodeComesBackAsItself() {
    for (int code = 0; code < 256; code++) {
      int again = Pcma.compress(Pcma.expand(code)) & 0xff;
      assertTrue(again == code || Pcma.expand(again) == Pcma.expand(code), "code " + code);
    }
  }

  @Test
  void decodesNoMoreThanTheFrameHolds() {
    assertEquals(160, new Pcma().decode(new byte[1000], 0, 1000, new short[160], 0));
  }
}
