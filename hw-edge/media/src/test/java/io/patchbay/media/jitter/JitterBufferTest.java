package io.patchbay.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.jitter.JitterBuffer.Outcome;
import io.patchbay.media.pcm.Pcm;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Time is counted in samples; every packet carries its part of one endless 500 Hz tone.
final class JitterBufferTest {
  private static final int START = 0x7fff_f000;
  private final short[] frame = new short[160];

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30, 40, 50, 60})
  void playsAnyPacketLengthWithoutAGap(int ptimeMillis) {
    var buffer = new JitterBuffer(JitterSettings.adapting());
    int size = 8 * ptimeMillis;
    long sent = 0;
    for (long now = 0; now < 80_000; now += 160) {
      for (; sent + size <= now + 160; sent += size) {
        put(buffer, sent, size, now);
      }
      buffer.get(frame, now);
      if (now > 4000) {
        assertEquals(-10, level(), 1.5, "at " + now / 8 + " ms");
      }
    }
    assertTrue(buffer.concealedMillis() <= 100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void reorderedAndJitteryPacketsArePlayedInOrder(long seed) {
    var random = new SplittableRandom(seed);
    var buffer = new JitterBuffer(JitterSettings.adapting());
    int packets = 3000;
    var arrival = new long[packets];
    for (int i = 0; i < packets; i++) {
      arrival[i] = i * 160L + random.nextInt(8 * 45);
    }
    int late = 0;
    int quiet = 0;
    for (long now = 0; now < packets * 160L; now += 160) {
      for (int i = (int) Math.max(0, now / 160 - 10); i < Math.min(packets, now / 160 + 1); i++) {
        if (arrival[i] > now - 160 && arrival[i] <= now) {
          late += put(buffer, i * 160L, 160, now) == Outcome.LATE ? 1 : 0;
        }
      }
      buffer.get(frame, now);
      quiet += now > 16_000 && level() < -14 ? 1 : 0;
    }
    assertTrue(late < packets / 30, "seed " + seed + ": late " + late);
    assertTrue(quiet < packets / 50, "seed " + seed + ": quiet frames " + quiet);
    int delay = buffer.delayMillis(packets * 160L - 160);
    assertTrue(delay >= 20 && delay <= 100, "seed " + seed + ": delay " + delay);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9995, 1.0005})
  void takesUpTheDriftOfTheClocks(double rate) {
    var buffer = new JitterBuffer(JitterSettings.adapting());
    long sent = 0;
    int quiet = 0;
    for (long now = 0; now < 8000 * 240; now += 160) {
      for (; sent + 160 <= now * rate + 160; sent += 160) {
        put(buffer, sent, 160, now);
      }
      buffer.get(frame, now);
      quiet += now > 8000 && level() < -13 ? 1 : 0;
    }
    int delay = buffer.delayMillis(8000 * 240);
    assertTrue(delay <= 80, "delay " + delay + " ms");
    assertTrue(quiet <= 24, "quiet frames " + quiet);
  }

  @Test
  void lostPacketsAreConcealedAndLongGapsFadeOut() {
    var buffer = new JitterBuffer(JitterSettings.fixed(40));
    for (long now = 0; now < 16_000; now += 160) {
      boolean lost = now == 8000 || (now >= 12_000 && now < 13_600);
      if (!lost) {
        put(buffer, now, 160, now);
      }
      buffer.get(frame, now);
      if (now == 8000 + 320) {
        assertTrue(level() > -14, "20 ms lost are made up: " + level());
      }
      if (now == 13_120) {
        assertTrue(level() < -60, "100 ms lost are silence: " + level());
      }
    }
    assertTrue(buffer.concealedMillis() >= 60, "concealed " + buffer.concealedMillis());
  }

  @Test
  void aPacketAfterItsTimeIsLate() {
    var buffer = new JitterBuffer(JitterSettings.fixed(40));
    for (long now = 0; now < 8000; now += 160) {
      put(buffer, now, 160, now);
      buffer.get(frame, now);
    }
    assertEquals(Outcome.LATE, put(buffer, 0, 160, 8000));
  }

  @Test
  void aLeapOfTheTimestampStartsAnew() {
    var buffer = new JitterBuffer(JitterSettings.adapting());
    put(buffer, 0, 160, 0);
    assertEquals(Outcome.RESTARTED, put(buffer, 1_000_000, 160, 160));
    for (long now = 160; now < 8000; now += 160) {
      put(buffer, 1_000_000 + now, 160, now);
      buffer.get(frame, now);
    }
    assertTrue(level() > -12);
  }

  /// The delay after half a minute of jitter and two minutes without.
  private int delayInTheEnd(JitterSettings settings) {
    var random = new SplittableRandom(9);
    var buffer = new JitterBuffer(settings);
    int packets = 7500;
    var arrival = new long[packets];
    for (int i = 0; i < packets; i++) {
      arrival[i] = i * 160L + (i < 1500 ? random.nextInt(8 * 80) : 0);
    }
    for (long now = 0; now < packets * 160L; now += 160) {
      for (int i = (int) Math.max(0, now / 160 - 10); i < Math.min(packets, now / 160 + 1); i++) {
        if (arrival[i] > now - 160 && arrival[i] <= now) {
          put(buffer, i * 160L, 160, now);
        }
      }
      buffer.get(frame, now);
    }
    return buffer.delayMillis(packets * 160L - 160);
  }

  @Test
  void adaptiveShrinksAgainSequentialStaysAndFixedNeverMoves() {
    int sequential = delayInTheEnd(new JitterSettings(JitterSettings.Mode.SEQUENTIAL, 20, 20, 200));
    int adaptive = delayInTheEnd(new JitterSettings(JitterSettings.Mode.ADAPTIVE, 20, 40, 200));
    int fixed = delayInTheEnd(JitterSettings.fixed(50));
    assertTrue(sequential >= 65 && sequential <= 120, "sequential " + sequential);
    assertTrue(adaptive <= 45, "adaptive " + adaptive);
    assertTrue(fixed >= 40 && fixed <= 65, "fixed " + fixed);
  }

  /// A modem's signal bears no splice: every sample comes once, in order.
  @Test
  void aFixedDelayIsLeftAloneWhilePacketsComeAQuarterOfItEarlierOrLater() {
    var buffer = new JitterBuffer(JitterSettings.fixed(120));
    var pcm = new short[160];
    int[] late = {0, 12, 25, 4, 0};
    long played = -1;
    for (int i = 0; i < 5 * 300; i++) {
      for (int k = 0; k < 160; k++) {
        pcm[k] = (short) ((i * 160 + k) % 30_011);
      }
      long now = i * 160L + late[i / 300] * 8L;
      buffer.put(pcm, 160, i * 160, false, now);
      buffer.get(frame, now);
      for (int k = 0; i > 10 && k < 160; k++) {
        if (played >= 0) {
          assertEquals((played + 1) % 30_011, frame[k], "packet " + i + ", sample " + k);
        }
        played = frame[k];
      }
    }
  }

  /// Whatever comes: no exception, no endless delay.
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void survivesRandomTimestamps(long seed) {
    var random = new SplittableRandom(seed);
    var buffer = new JitterBuffer(JitterSettings.adapting());
    long now = 0;
    for (int i = 0; i < 20_000; i++) {
      int kind = random.nextInt(4);
      long timestamp =
          switch (kind) {
            case 0 -> random.nextLong();
            case 1 -> now - random.nextInt(20_000);
            default -> now + random.nextInt(8000);
          };
      put(buffer, timestamp, 1 + random.nextInt(1024), now);
      buffer.get(frame, now);
      now += 160;
    }
    for (int i = 0; i < 500; i++, now += 160) {
      put(buffer, now, 160, now);
      buffer.get(frame, now);
    }
    assertTrue(level() > -13, "seed " + seed + ": plays again, level " + level());
  }

  @Test
  void isSilentBeforeTheFirstPacket() {
    assertFalse(new JitterBuffer(JitterSettings.adapting()).get(frame, 0));
    assertEquals(0, frame[80]);
  }

  private static Outcome put(JitterBuffer buffer, long at, int samples, long now) {
    var pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      pcm[i] = (short) (Pcm.peak(-10) * Math.sin(2 * Math.PI * ((at + i) % 16) / 16));
    }
    return buffer.put(pcm, samples, START + (int) at, at == 0, now);
  }

  private double level() {
    return Pcm.levelDbm0(Pcm.meanSquare(frame, 0, 160));
  }
}
