package io.patchbay.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.pcm.Noise;
import org.junit.jupiter.api.Test;

/// RFC 3389 §4.
final class SilenceSuppressorTest {
  private final SilenceSuppressor suppressor = new SilenceSuppressor();
  private final Noise noise = new Noise(3);
  private final short[] frame = new short[160];

  private boolean hears(double levelDbm0) {
    noise.fill(frame, 0, 160, Noise.peak(levelDbm0));
    return suppressor.silent(frame);
  }

  @Test
  void aWordKeepsItsEnd() {
    assertFalse(hears(-20));
    for (int i = 0; i < 9; i++) {
      assertFalse(hears(-70), "frame " + i);
    }
    assertTrue(hears(-70));
  }

  @Test
  void noiseIsToldOfAtTheBeginningTwiceASecondAndWhenItChanges() {
    int told = 0;
    for (int i = 0; i < 110; i++) {
      told += hears(-65) && suppressor.due() ? 1 : 0;
    }
    assertEquals(5, told);
    assertEquals(-65, suppressor.levelDbm0(), 1);
    int changed = 0;
    for (int i = 0; i < 20; i++) {
      changed += hears(-75) && suppressor.due() ? 1 : 0;
    }
    assertTrue(changed > 0);
  }

  @Test
  void aFaintVoiceOverLittleNoiseIsVoice() {
    for (int i = 0; i < 50; i++) {
      hears(-75);
    }
    assertFalse(hears(-52));
  }

  @Test
  void voiceIsNeverSilence() {
    for (int i = 0; i < 500; i++) {
      assertFalse(hears(-30), "frame " + i);
    }
  }
}
