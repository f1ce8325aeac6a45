package io.patchbay.driver.gsm.soundcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Half an hour of virtual time on a sound card whose clock is not ours: what is heard is said back
/// frame by frame, as a call does. Nothing is added, nothing is lost, and what the card has in hand
/// does not grow.
@Timeout(120)
final class CardDriftTest {
  private static final int FRAME = 320;
  private static final int FRAMES = 30 * 60 * 50;

  /// 120 ms.
  private static final int BUFFER = 1920;

  /// Octets of 8 kHz, 16 bits, in a second.
  private static final double OCTETS = 16_000;

  private final MemoryCard card = new MemoryCard("Android", MemoryCard.format(8000, 1));
  private final TargetDataLine capture = card.capture();
  private final SourceDataLine playback = card.playback();
  private final Deque<Short> wanted = new ArrayDeque<>();
  private double rate = OCTETS;
  private long now;
  private long turned;
  private int sample;

  /// Time goes by for us, and so does the card's.
  private void pass(long nanos) {
    now += nanos;
    long due = (long) (now / 1e9 * rate) & ~1L;
    int octets = (int) (due - turned);
    turned = due;
    byte[] heard = new byte[octets];
    for (int i = 0; i < octets; i += 2) {
      short next = (short) Math.round(10_000 * Math.sin(sample++ * 2 * Math.PI * 440 / 8000));
      heard[i] = (byte) next;
      heard[i + 1] = (byte) (next >> 8);
    }
    card.hears(heard);
    card.plays(octets);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-200, 200})
  void nothingIsAddedLostOrPiledUp(double ppm) throws LineUnavailableException {
    rate = OCTETS * (1 + ppm / 1e6);
    capture.open(MemoryCard.format(8000, 1), BUFFER);
    playback.open(MemoryCard.format(8000, 1), BUFFER);
    byte[] frame = new byte[FRAME];
    int least = Integer.MAX_VALUE;
    int most = 0;
    try (CardLink link = new CardLink("Android", capture, playback, () -> now, this::pass)) {
      for (int i = 0; i < FRAMES; i++) {
        int got = 0;
        while (got < FRAME) {
          int n = link.read(frame, got, FRAME - got);
          assertTrue(n >= 0, "the card is there");
          got += n;
        }
        assertTrue(link.write(frame, FRAME));
        if (i > 50) {
          least = Math.min(least, card.queued());
          most = Math.max(most, card.queued());
        }
        keep(frame);
      }
      assertEquals(0, link.underruns(), "it never ran dry");
      assertEquals(0, link.overruns(), "nothing was lost");
    }
    assertTrue(least >= FRAME, "20 ms in hand at least: " + least);
    assertTrue(most <= 5 * FRAME, "100 ms at most: " + most);
    assertTrue(most - least <= FRAME, "no growth: " + least + " to " + most);
    playedIsWhatWasSaid();
  }

  private void keep(byte[] frame) {
    for (int i = 0; i < FRAME; i += 2) {
      wanted.add((short) ((frame[i] & 0xFF) | frame[i + 1] << 8));
    }
  }

  /// Behind the first silence: sample by sample.
  private void playedIsWhatWasSaid() {
    byte[] played = card.played();
    int lead = played.length / 2 - wanted.size();
    assertEquals(4 * 80, lead, "what it began with");
    int at = 2 * lead;
    for (short next : wanted) {
      assertEquals(next, (short) ((played[at] & 0xFF) | played[at + 1] << 8));
      at += 2;
    }
  }
}
