package io.patchbay.driver.gsm.soundcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A card's buffers running dry and over, in virtual time.
final class CardLinkTest {
  private static final int FRAME = 320;
  private static final int BUFFER = 1920;

  private final MemoryCard card = new MemoryCard("Android", MemoryCard.format(8000, 1));
  private final TargetDataLine capture = card.capture();
  private final SourceDataLine playback = card.playback();
  private final byte[] frame = new byte[FRAME];
  private long now;

  @BeforeEach
  void open() throws LineUnavailableException {
    capture.open(MemoryCard.format(8000, 1), BUFFER);
    playback.open(MemoryCard.format(8000, 1), BUFFER);
  }

  private CardLink link() {
    return new CardLink("Android", capture, playback, () -> now, nanos -> now += nanos);
  }

  @Test
  void playbackStartsWith40MillisecondsInHandAndAgainWhenItRanDry() {
    try (CardLink link = link()) {
      assertTrue(link.write(frame, FRAME));
      assertEquals(3 * FRAME, card.queued());
      card.plays(FRAME);
      assertTrue(link.write(frame, FRAME));
      assertEquals(3 * FRAME, card.queued());
      assertEquals(0, link.underruns());
      card.plays(BUFFER);
      assertTrue(link.write(frame, FRAME));
      assertEquals(3 * FRAME, card.queued());
      assertEquals(1, link.underruns());
    }
  }

  @Test
  void aFullPlaybackBufferDropsAndNeverWaits() {
    try (CardLink link = link()) {
      for (int i = 0; i < 10; i++) {
        assertTrue(link.write(frame, FRAME));
      }
      assertEquals(BUFFER, card.queued());
      assertEquals(12, link.dropped());
      assertEquals(0, now, "no time went by");
    }
  }

  @Test
  void whatWasHeardComesInOrderAndNothingIsWaitedForWhenItIsThere() {
    byte[] heard = new byte[2 * FRAME];
    for (int i = 0; i < heard.length; i++) {
      heard[i] = (byte) (i * 7);
    }
    card.hears(heard);
    byte[] got = new byte[2 * FRAME];
    try (CardLink link = link()) {
      for (int filled = 0; filled < got.length; ) {
        filled += link.read(got, filled, Math.min(100, got.length - filled));
      }
      org.junit.jupiter.api.Assertions.assertArrayEquals(heard, got);
      assertEquals(0, now);
      assertEquals(0, link.read(got, 0, FRAME), "nothing within 50 ms");
      assertTrue(now <= 54_000_000, "waited " + now);
    }
  }

  @Test
  void aCaptureBufferThatWasFullIsCountedOnlyWhileSomebodyReads() {
    try (CardLink link = link()) {
      now += 10_000_000_000L; // between calls
      card.hears(new byte[BUFFER]);
      assertTrue(link.read(frame, 0, FRAME) > 0);
      assertEquals(0, link.overruns());
      card.hears(new byte[BUFFER]);
      assertTrue(link.read(frame, 0, FRAME) > 0);
      assertTrue(link.read(frame, 0, FRAME) > 0);
      assertEquals(2, link.overruns());
    }
  }

  @Test
  void aCardThatFallsSilentIsGivenUpSoThatItIsOpenedAgain() {
    try (CardLink link = link()) {
      int n = 0;
      for (int i = 0; i < 60 && n >= 0; i++) {
        n = link.read(frame, 0, FRAME);
      }
      assertEquals(-1, n);
      assertTrue(now >= 2_000_000_000L && now < 2_100_000_000L, "after " + now);
    }
  }

  @Test
  void aClosedLinkIsGone() {
    CardLink link = link();
    link.close();
    link.close();
    assertEquals(-1, link.read(frame, 0, FRAME));
    assertFalse(link.write(frame, FRAME));
  }
}
