package io.patchbay.driver.gsm.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The signs by which trouble is noticed.
final class SignsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final byte[] ANSWER =
      "\r\n+CSQ: 20,99\r\n\r\nOK\r\n".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void oneOctetInEightIsGarbageAndTextInAnyAlphabetIsNot() {
    SplittableRandom random = new SplittableRandom(1);
    Noise noise = new Noise();
    Noise clean = new Noise();
    for (int i = 0; i < 30; i++) {
      byte[] spoilt = ANSWER.clone();
      for (int k = 0; k < spoilt.length; k++) {
        spoilt[k] = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : spoilt[k];
      }
      noise.received(spoilt);
      clean.received(ANSWER);
    }
    clean.received("+COPS: 0,0,\"Télécom\",7".getBytes(StandardCharsets.UTF_8));
    assertTrue(noise.garbled());
    assertFalse(clean.garbled());
  }

  @Test
  void whatWasHeardBeforeTheModemAnsweredProperlyDoesNotCount() {
    Noise noise = new Noise();
    byte[] rubbish = new byte[20];
    Arrays.fill(rubbish, (byte) 0xFF);
    noise.received(rubbish);
    noise.answered(); // with rubbish in it
    noise.received(ANSWER);
    noise.answered();
    noise.received(ANSWER);
    noise.answered();
    assertTrue(noise.garbled(), "two may be luck");
    noise.received(ANSWER);
    noise.answered();
    assertFalse(noise.garbled());
    assertFalse(noise.suspicious());
    assertEquals(20, noise.heard(), "but it was heard");
    noise.received(rubbish);
    assertTrue(noise.garbled(), "what comes after counts");
  }

  @Test
  void aStormIsOneOnlyAfterFiveFullSecondsAndItsSurplusIsCounted() {
    Storm storm = new Storm(0);
    int admitted = 0;
    for (int second = 0; second < 7; second++) {
      assertEquals(second > 4, storm.raging(second * SECOND), "second " + second);
      for (int i = 0; i < 1000; i++) {
        admitted += storm.admits(second * SECOND + i) ? 1 : 0;
      }
    }
    assertEquals(7 * Storm.MOST, admitted);
    assertEquals(7000 - admitted, storm.dropped());
    assertTrue(storm.calm(9 * SECOND));
    assertFalse(storm.raging(9 * SECOND));
  }

  @Test
  void aBurstOfLinesIsNoStorm() {
    Storm storm = new Storm(0);
    for (int second = 0; second < 20; second++) {
      for (int i = 0; i < (second % 2 == 0 ? 90 : 0); i++) {
        assertTrue(storm.admits(second * SECOND + i));
      }
      assertFalse(storm.raging(second * SECOND));
    }
  }

  @Test
  void aFullStoreIsReadAtOnceAndEndlessNoiseIsNot() {
    ReadPace pace = new ReadPace(0);
    for (int i = 0; i < 28; i++) {
      assertEquals(0, pace.read(1024, i), "a listing of 28 kB");
    }
    long at = 28;
    long read = 0;
    while (at < 20 * SECOND) {
      at += 1000 + pace.read(1024, at);
      read += 1024;
    }
    assertTrue(read <= ReadPace.BURST + 20L * ReadPace.RATE + 1024, "read " + read);
  }

  @Test
  void audioIsDeadOnlyWhenSomebodyListensInACall() {
    AudioWatch watch = new AudioWatch();
    for (int second = 0; second < 30; second++) {
      assertFalse(watch.dead(false, 0, second * 50L, second * SECOND), "no call");
    }
    for (int second = 30; second < 60; second++) {
      assertFalse(watch.dead(true, 0, 1500, second * SECOND), "nobody reads");
    }
    assertFalse(watch.dead(true, 320, 1500, 60 * SECOND), "it speaks");
    assertFalse(watch.dead(true, 320, 1950, 69 * SECOND));
    assertTrue(watch.dead(true, 320, 2000, 70 * SECOND));
  }
}
