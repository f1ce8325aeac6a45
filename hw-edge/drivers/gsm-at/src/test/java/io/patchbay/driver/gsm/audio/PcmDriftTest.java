package io.patchbay.driver.gsm.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Half an hour of a modem's clock through the real port, in virtual time: the modem gives its
/// frames in pairs, as USB does, and plays one in each 20 ms of its own clock. Each frame arrives,
/// in order, and what lies in the modem's queue does not grow.
@Timeout(180)
final class PcmDriftTest {
  private static final int FRAMES = 30 * 60 * 50;
  private static final int OCTETS = 320;

  /// The modem's side of the port; what it plays is taken when its clock says so.
  private static final class Modem implements PcmLink {
    private final BlockingQueue<byte[]> toHost = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> toPlay = new LinkedBlockingQueue<>();

    @Override
    public int read(byte[] octets, int offset, int length) {
      byte[] next = toHost.poll();
      if (next == null) {
        return 0;
      }
      System.arraycopy(next, 0, octets, offset, next.length);
      return next.length;
    }

    @Override
    public int available() {
      return toHost.size() * OCTETS;
    }

    @Override
    public boolean write(byte[] octets, int length) {
      return toPlay.add(Arrays.copyOf(octets, length));
    }

    @Override
    public void close() {}
  }

  private final Modem modem = new Modem();
  private final AtomicLong now = new AtomicLong(1_000_000_000_000L);

  private static byte[] octets(int number) {
    byte[] octets = new byte[OCTETS];
    octets[0] = (byte) number;
    octets[1] = (byte) (number >> 8);
    return octets;
  }

  private static int number(byte[] octets) {
    return (octets[0] & 0xFF) | (octets[1] & 0xFF) << 8;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-200, 200})
  void eachFrameArrivesAndNoneIsAdded(double ppm) throws InterruptedException {
    long period = Math.round(20_000_000 / (1 + ppm / 1e6));
    short[] frame = new short[160];
    int played = 0;
    try (PcmPort port = new PcmPort("drift", () -> modem, Thread::new, now::get)) {
      port.start();
      port.inCall(true);
      awaitOpen(port);
      for (int i = 0; i < FRAMES; i += 2) {
        now.addAndGet(2 * period);
        modem.toHost.add(octets(i));
        modem.toHost.add(octets(i + 1));
        for (int each = i; each < i + 2; each++) {
          assertEquals(160, port.read(frame));
          assertEquals((short) each, frame[0], "heard in order");
          port.write(frame);
        }
        for (int each = 0; each < 2; each++) {
          byte[] next = modem.toPlay.poll(20, TimeUnit.SECONDS);
          assertTrue(next != null, "the modem has something to play");
          assertEquals(played++ & 0xFFFF, next == null ? -1 : number(next), "said in order");
        }
        assertTrue(modem.toPlay.isEmpty(), "nothing piles up in the modem");
      }
      assertEquals((long) FRAMES, port.counts().get("audio.frames"));
      assertEquals(0, port.counts().get("audio.silence"));
      assertEquals(0, port.counts().get("audio.overruns"));
    }
  }

  private static void awaitOpen(PcmPort port) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!port.trouble().isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertEquals("", port.trouble());
  }
}
