package io.patchbay.media.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A line with its own clock, handed frames one by one: who drives the context, and what if the
/// line stalls.
final class ClockedLineTest {
  /// Blocks in read until the test hands a frame, and hands back what was written.
  private static final class HandPort implements FramePort {
    private final BlockingQueue<short[]> in = new LinkedBlockingQueue<>();
    private final BlockingQueue<short[]> out = new LinkedBlockingQueue<>();

    @Override
    public boolean clocked() {
      return true;
    }

    @Override
    public int read(short[] frame) {
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
      out.add(frame.clone());
    }

    @Override
    public void close() {
      in.add(new short[0]);
    }

    /// One frame in; returns when the frame that answers it was written.
    short[] exchange(short[] frame) throws InterruptedException {
      in.add(frame);
      var answer = out.poll(10, TimeUnit.SECONDS);
      assertTrue(answer != null, "the line's thread answers a frame");
      return answer == null ? frame : answer;
    }
  }

  private final HandPort port = new HandPort();

  @Test
  void theLineThatDeliversDrivesItsContext() throws InterruptedException {
    try (var world = new VirtualEngine()) {
      var near = call(world);
      long before = near.statistics().packetsSent();
      for (int i = 0; i < 50; i++) {
        world.pass(20);
        port.exchange(new short[160]);
      }
      assertEquals(
          50,
          near.statistics().packetsSent() - before,
          "one packet per frame of the line, no tick");
    }
  }

  @Test
  void aLineThatStallsIsTakenOverAndGivenBack() throws InterruptedException {
    try (var world = new VirtualEngine()) {
      var near = call(world);
      long before = near.statistics().packetsSent();
      world.run(1000);
      long byTick = near.statistics().packetsSent() - before;
      assertTrue(byTick >= 45 && byTick <= 50, "packets go on without the line: " + byTick);
      deliver(world, 10);
      before = near.statistics().packetsSent();
      for (int i = 0; i < 10; i++) {
        world.pass(20);
        port.exchange(new short[160]);
      }
      assertEquals(10, near.statistics().packetsSent() - before);
    }
  }

  @Test
  void twoClockedLinesHearEachOther() throws InterruptedException {
    var other = new HandPort();
    try (var world = new VirtualEngine()) {
      world.join(world.line(port), world.line(other));
      var loud = new short[160];
      java.util.Arrays.fill(loud, (short) 5000);
      int heardByOther = 0;
      int heardByPort = 0;
      for (int i = 0; i < 100; i++) {
        world.pass(20);
        heardByPort += port.exchange(loud.clone())[80] == 5000 ? 1 : 0;
        heardByOther += other.exchange(loud.clone())[80] == 5000 ? 1 : 0;
        world.engine.frame();
      }
      assertTrue(
          heardByPort > 80 && heardByOther > 80, heardByPort + " and " + heardByOther + " of 100");
    }
  }

  @Test
  void theEndOfThePortIsReportedAndTheContextGoesOn() throws InterruptedException {
    try (var world = new VirtualEngine()) {
      var near = call(world);
      port.close();
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (world.events.stream().noneMatch(MediaEvent.PortEnded.class::isInstance)) {
        assertTrue(System.nanoTime() < deadline, "the end is reported");
        world.run(20);
        Thread.onSpinWait();
      }
      long before = near.statistics().packetsSent();
      world.run(1000);
      assertEquals(50, (double) (near.statistics().packetsSent() - before), 5);
    }
  }

  @Test
  void nothingIsLostWhenTheLineIsGivenItsContextBack() throws InterruptedException {
    var ear = new TonePort(1000, -90);
    try (var world = new VirtualEngine()) {
      world.join(world.line(port), world.line(ear));
      deliver(world, 20);
      world.run(200); // the line stalls, the tick drives
      int said = 1;
      for (int i = 0; i < 40; i++) {
        world.pass(20);
        short[] frame = new short[160];
        java.util.Arrays.fill(frame, (short) (1000 * said++));
        if (said > 30) {
          said = 1;
        }
        port.exchange(frame);
        world.engine.frame();
      }
      short[] heard = ear.sound().pcm();
      int expected = 0;
      int missing = 0;
      for (int last = 159; last < heard.length; last += 160) {
        if (heard[last] > 0 && heard[last] % 1000 == 0) {
          int number = heard[last] / 1000;
          missing += expected != 0 && number != expected ? 1 : 0;
          expected = number % 30 + 1;
        }
      }
      assertTrue(expected != 0, "something is heard");
      assertEquals(0, missing, "frames left out");
    }
  }

  /// The line and an RTP termination in a context that the line drives.
  private RtpTermination call(VirtualEngine world) throws InterruptedException {
    var near = world.rtp();
    near.configure(RtpDescription.pcmu(world.rtp().localAddress()));
    world.join(world.line(port), near);
    deliver(world, 20);
    return near;
  }

  private void deliver(VirtualEngine world, int frames) throws InterruptedException {
    for (int i = 0; i < frames; i++) {
      world.pass(20);
      port.exchange(new short[160]);
      world.engine.frame();
    }
  }
}
