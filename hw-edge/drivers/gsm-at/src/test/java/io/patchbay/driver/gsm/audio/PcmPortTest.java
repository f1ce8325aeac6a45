package io.patchbay.driver.gsm.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The port of a modem whose clock the test turns by hand.
final class PcmPortTest {
  private static final int FRAME = 320;
  private static final long FRAME_NANOS = 20_000_000;

  /// What a modem sends waits here; what it is given is kept.
  private static final class HandLink implements PcmLink {
    final BlockingQueue<byte[]> toHost = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> fromHost = new LinkedBlockingQueue<>();

    @Override
    public int read(byte[] octets, int offset, int length) {
      try {
        byte[] next = toHost.poll(20, TimeUnit.MILLISECONDS);
        if (next == null) {
          return 0;
        }
        assertTrue(next.length <= length, "frames are read whole");
        System.arraycopy(next, 0, octets, offset, next.length);
        return next.length;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }

    @Override
    public int available() {
      return toHost.size() * FRAME;
    }

    @Override
    public boolean write(byte[] octets, int length) {
      return fromHost.add(Arrays.copyOf(octets, length));
    }

    @Override
    public void close() {}
  }

  private final HandLink modem = new HandLink();
  private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
  private final PcmPort port = new PcmPort("test", this::open, Thread::new, now::get);
  private final short[] frame = new short[160];

  private PcmLink open() throws IOException {
    return modem;
  }

  @BeforeEach
  void start() throws InterruptedException {
    port.start();
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (!port.trouble().isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertEquals("", port.trouble());
  }

  @AfterEach
  void close() {
    port.close();
  }

  private void modemSends(int value) {
    byte[] octets = new byte[FRAME];
    for (int i = 0; i < FRAME; i += 2) {
      octets[i] = (byte) value;
      octets[i + 1] = (byte) (value >> 8);
    }
    modem.toHost.add(octets);
  }

  private int said() throws InterruptedException {
    byte[] octets = modem.fromHost.poll(5, TimeUnit.SECONDS);
    assertTrue(octets != null, "the modem is given a frame");
    return octets == null ? 0 : (short) ((octets[100] & 0xFF) | octets[101] << 8);
  }

  private void say(int value) {
    short[] pcm = new short[160];
    Arrays.fill(pcm, (short) value);
    port.write(pcm);
  }

  @Test
  void oneFrameGoesOutForEachThatCame() throws InterruptedException {
    for (int i = 1; i <= 2000; i++) {
      now.addAndGet(FRAME_NANOS);
      modemSends(i);
      assertEquals(160, port.read(frame));
      assertEquals(i, frame[7]);
      say(-i);
      assertEquals(-i, said());
    }
    assertTrue(modem.fromHost.isEmpty());
    assertEquals(2000, port.counts().get("audio.frames"));
    assertEquals(0, port.counts().get("audio.overruns"));
    assertEquals(0, port.counts().get("audio.silence"));
  }

  @Test
  void silenceGoesOutWhenTheCallerHasNothingAndIsCounted() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      modemSends(5);
      assertEquals(160, port.read(frame));
    }
    assertEquals(0, said());
    assertEquals(0, said());
    assertEquals(2, port.counts().get("audio.silence"));
  }

  /// The modem has played silence meanwhile: what is said for those frames would lie in its queue
  /// for good.
  @Test
  void aPauseOfOursDoesNotBecomeDelay() throws InterruptedException {
    for (int i = 1; i <= 10; i++) {
      now.addAndGet(FRAME_NANOS);
      modemSends(i);
      assertEquals(160, port.read(frame));
      say(i);
      assertEquals(i, said());
    }
    now.addAndGet(10 * FRAME_NANOS);
    for (int i = 11; i <= 20; i++) {
      modemSends(i);
    }
    for (int i = 11; i <= 20; i++) {
      assertEquals(160, port.read(frame));
      assertEquals(i, frame[0], "what the modem sent is not lost");
      say(i);
    }
    assertEquals(19, said(), "of ten frames two are in hand");
    assertEquals(20, said());
    assertEquals(8, port.counts().get("audio.overruns"));
    now.addAndGet(FRAME_NANOS);
    modemSends(21);
    assertEquals(160, port.read(frame));
    say(21);
    assertEquals(21, said());
    assertTrue(modem.fromHost.isEmpty());
  }

  @Test
  void gainsAmplifyEachWayAndSaturate() throws InterruptedException {
    port.gain(6, -12);
    modemSends(8000);
    assertEquals(160, port.read(frame));
    assertEquals(8000 * Math.pow(10, -12 / 20.0), frame[3], 3);
    say(10_000);
    assertEquals(10_000 * Math.pow(10, 6 / 20.0), said(), 5);
    say(-30_000);
    assertEquals(Short.MIN_VALUE, said());
    say(30_000);
    assertEquals(Short.MAX_VALUE, said());
  }

  @Test
  void aCallThatNobodyReadsIsGivenSilence() throws InterruptedException {
    modemSends(9);
    port.inCall(true);
    now.addAndGet(1_000_000_000L);
    assertEquals(0, said());
    modemSends(9);
    assertEquals(0, said());
    port.inCall(false);
  }

  @Test
  void theProbeHearsItsToneComeBackFromAnEcho() throws InterruptedException {
    LoopProbe probe = new LoopProbe();
    port.inCall(true);
    port.talk(probe);
    for (int i = 0; i < 6; i++) {
      modemSends(0);
    }
    for (int i = 0; i < LoopProbe.MILLIS / 20; i++) {
      byte[] echo = modem.fromHost.poll(5, TimeUnit.SECONDS);
      assertTrue(echo != null, "the probe speaks");
      modem.toHost.add(echo == null ? new byte[FRAME] : echo);
    }
    LoopProbe.Result result = probe.result();
    assertTrue(result.loop(), result::words);
    assertEquals(-13, result.toneDbm0(), 0.3, result::words);
    assertEquals(120, result.delayMillis(), 20.0, result::words);
    port.talk(null);
  }

  @Test
  void theProbeHearsNothingWhereThereIsNoEcho() throws InterruptedException {
    LoopProbe probe = new LoopProbe();
    port.inCall(true);
    port.talk(probe);
    for (int i = 0; i < LoopProbe.MILLIS / 20; i++) {
      modemSends(i % 2 == 0 ? 30 : -30);
      assertTrue(modem.fromHost.poll(5, TimeUnit.SECONDS) != null, "the probe speaks");
    }
    assertTrue(!probe.result().loop(), probe.result()::words);
    assertTrue(probe.result().words().startsWith("no loop heard: "), probe.result()::words);
  }
}
