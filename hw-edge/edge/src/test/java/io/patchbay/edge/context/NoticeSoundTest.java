package io.patchbay.edge.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NoticeSoundTest {
  /// Whole periods of the sound there, as Hz.
  private static long frequency(short[] pcm, int fromMillis, int millis) {
    long rises =
        IntStream.range(fromMillis * 8 + 1, (fromMillis + millis) * 8)
            .filter(i -> pcm[i - 1] < 0 && pcm[i] >= 0)
            .count();
    return Math.round(rises * 1000.0 / millis / 10) * 10;
  }

  @Test
  void theSpecialInformationToneIsThatOfE180() {
    short[] pcm = NoticeSound.specialInformation();
    assertEquals(950, frequency(pcm, 10, 300));
    assertEquals(1400, frequency(pcm, 340, 300));
    assertEquals(1800, frequency(pcm, 670, 300));
    assertEquals(0, frequency(pcm, 1000, 900), "a second of silence");
    assertEquals(950, frequency(pcm, 2000, 300), "and again");
  }

  @Test
  void theGoodToneIsAnother() {
    short[] pcm = NoticeSound.confirmation();
    assertEquals(1000, (double) frequency(pcm, 5, 90), 20);
    assertEquals(0, frequency(pcm, 105, 90));
    assertEquals(1000, (double) frequency(pcm, 405, 90), 20);
  }

  @Test
  void aLongSoundIsHeardOnceAndAShortOneForAMinuteAtMost() {
    assertEquals(61 * 8000, NoticeSound.repeated(new short[60 * 8000]).length);
    assertEquals(60 * 8000, NoticeSound.repeated(new short[8000]).length);
  }
}
