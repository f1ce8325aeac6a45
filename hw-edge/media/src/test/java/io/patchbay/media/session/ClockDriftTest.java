package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Half an hour of virtual time with clocks that differ: a tone both ways through the engine, no
/// gap and no click, and the delay stays where it is.
final class ClockDriftTest {
  private static final long FRAME_NANOS = 20_000_000;
  private static final long HALF_AN_HOUR = 1_800_000_000_000L;

  /// The buffers' first delay counts as made up.
  private static final long SETTLED = 1_000_000_000L;

  /// A line with a clock of its own; each frame is handed over and answered in lock step.
  private static final class Modem implements FramePort {
    private final BlockingQueue<short[]> in = new LinkedBlockingQueue<>();
    private final Semaphore waiting = new Semaphore(0);
    private final short[] answer = new short[160];
    private final long period;
    final Bursts said;
    final Bursts heard;
    private long due;

    Modem(double ppm, Bursts said, Bursts heard) {
      this.said = said;
      this.heard = heard;
      period = Math.round(FRAME_NANOS / (1 + ppm / 1e6));
      due = period / 3;
    }

    long due() {
      return due;
    }

    /// One frame of its clock.
    void frame() throws InterruptedException {
      short[] frame = new short[160];
      said.say(frame, due);
      assertTrue(waiting.tryAcquire(10, TimeUnit.SECONDS), "the line's thread reads");
      in.add(frame);
      assertTrue(waiting.tryAcquire(10, TimeUnit.SECONDS), "the line's thread reads again");
      waiting.release();
      heard.hear(answer, due);
      due += period;
    }

    @Override
    public boolean clocked() {
      return true;
    }

    @Override
    public int read(short[] frame) {
      waiting.release();
      try {
        short[] next = in.take();
        System.arraycopy(next, 0, frame, 0, next.length);
        return next.length == 0 ? -1 : next.length;
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }

    @Override
    public void write(short[] frame) {
      System.arraycopy(frame, 0, answer, 0, 160);
    }

    @Override
    public void close() {
      in.add(new short[0]);
    }
  }

  /// The far end of the RTP stream, which goes by the machine's clock.
  private static final class Far implements FramePort {
    private final Bursts said;
    private final Bursts heard;
    private long now;

    Far(Bursts said, Bursts heard) {
      this.said = said;
      this.heard = heard;
    }

    @Override
    public boolean clocked() {
      return false;
    }

    @Override
    public int read(short[] frame) {
      said.say(frame, now);
      return frame.length;
    }

    @Override
    public void write(short[] frame) {
      heard.hear(frame, now);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(doubles = {-200, 200})
  void theModemsClockAndThatOfRtpDiffer(double ppm) throws InterruptedException {
    Bursts up = new Bursts();
    Bursts down = new Bursts();
    Modem modem = new Modem(ppm, up, down);
    Far far = new Far(down, up);
    try (var world = new VirtualEngine()) {
      var near = world.rtp();
      var remote = world.rtp();
      world.connect(near, remote);
      world.join(world.line(modem), near);
      world.join(world.line(far), remote);
      long before = 0;
      for (long tick = 0; tick < HALF_AN_HOUR; tick += FRAME_NANOS) {
        before = tick == SETTLED ? madeUp(near, remote) : before;
        while (modem.due() <= tick) {
          world.at(modem.due());
          modem.frame();
        }
        world.at(tick);
        far.now = tick;
        world.engine.frame();
      }
      assertEquals(before, madeUp(near, remote), "made up or late, of ms and packets");
    }
    check(ppm + " ppm from the modem", up);
    check(ppm + " ppm to the modem", down);
  }

  private static long madeUp(RtpTermination... ends) {
    return Arrays.stream(ends)
        .map(RtpTermination::statistics)
        .mapToLong(each -> each.concealedMillis() + each.late())
        .sum();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-200, 200})
  void twoModemsInACallHaveClocksThatDiffer(double ppm) throws InterruptedException {
    Bursts there = new Bursts();
    Bursts back = new Bursts();
    Modem[] modems = {new Modem(ppm, there, back), new Modem(-ppm, back, there)};
    try (var world = new VirtualEngine()) {
      world.join(world.line(modems[0]), world.line(modems[1]));
      for (long tick = 0; tick < HALF_AN_HOUR; tick += FRAME_NANOS) {
        for (Modem next = first(modems); next.due() <= tick; next = first(modems)) {
          world.at(next.due());
          next.frame();
        }
        world.at(tick);
        world.engine.frame();
      }
    }
    check(ppm + " ppm from the one", there);
    check(ppm + " ppm from the other", back);
  }

  private static Modem first(Modem[] modems) {
    return Arrays.stream(modems).min((a, b) -> Long.compare(a.due(), b.due())).orElseThrow();
  }

  private static void check(String what, Bursts bursts) {
    assertEquals(180, bursts.bursts(), 1.0, what + ": " + bursts);
    assertEquals(0, bursts.gaps(), what + ": " + bursts);
    assertEquals(0, bursts.dips(), what + ": " + bursts);
    assertTrue(bursts.worstStep() < 0.1, what + ": " + bursts);
    assertTrue(bursts.mostDelay() < 70, what + ": " + bursts);
    assertTrue(bursts.mostDelay() - bursts.leastDelay() < 40, what + ": " + bursts);
  }
}
