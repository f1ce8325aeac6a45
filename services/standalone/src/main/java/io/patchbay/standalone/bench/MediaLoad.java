package io.patchbay.standalone.bench;

import com.sun.management.OperatingSystemMXBean;
import io.patchbay.media.clock.FrameClock;
import io.patchbay.media.clock.PacingHistogram;
import io.patchbay.media.pcm.Pcm;
import io.patchbay.media.session.Context;
import io.patchbay.media.session.EngineStatistics;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.media.session.MediaSettings;
import io.patchbay.media.session.RtpDescription;
import io.patchbay.media.session.RtpTermination;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// Calls line ⇄ RTP in one media engine, and beside them a clock without work as a control.
final class MediaLoad {
  private static final int PORT_MIN = 10_000;
  private static final int PORT_MAX = 14_999;

  private final int calls;
  private final List<Integer> peers;
  private final LongSupplier nanoTime;

  MediaLoad(int calls, List<Integer> peers, LongSupplier nanoTime) {
    this.calls = calls;
    this.peers = peers;
    this.nanoTime = nanoTime;
  }

  private record Sample(long sent, long received, long lost, long tickNanos, long cpuNanos) {}

  /// Runs a new engine with all calls for so long; what came of it as `name=value`.
  String run(int seconds) {
    var loopback = InetAddress.getLoopbackAddress();
    var settings =
        MediaSettings.on(loopback).withPorts(PORT_MIN, PORT_MAX).withTickThreads(tickThreads());
    var control = new Control(nanoTime);
    List<RtpTermination> ends = new ArrayList<>();
    List<Context> contexts = new ArrayList<>();
    try (control;
        var engine = new MediaEngine(settings, nanoTime, new SplittableRandom(1))) {
      for (int i = 0; i < calls; i++) {
        contexts.add(open(engine, i, ends));
      }
      Waiting.millis(500, nanoTime);
      Sample before = sample(ends);
      Waiting.millis(seconds * 1000L, nanoTime);
      Sample after = sample(ends);
      String result = result(before, after, engine.statistics(), control, seconds);
      contexts.forEach(Context::close);
      return result;
    }
  }

  /// As many as an edge has (EdgeFactory).
  private static int tickThreads() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
  }

  private Context open(MediaEngine engine, int index, List<RtpTermination> ends) {
    var rtp = engine.openRtp(_ -> {});
    int port = peers.get(index / EchoPeers.CALLS_PER_PORT);
    rtp.configure(
        RtpDescription.pcma(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    var context = engine.openContext();
    context.join(rtp);
    context.join(engine.openLine(new TonePort(), _ -> {}));
    ends.add(rtp);
    return context;
  }

  private static Sample sample(List<RtpTermination> ends) {
    long sent = 0;
    long received = 0;
    long lost = 0;
    for (var end : ends) {
      var statistics = end.statistics();
      sent += statistics.packetsSent();
      received += statistics.packetsReceived();
      lost += statistics.lost();
    }
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Sample(sent, received, lost, tickNanos(), system.getProcessCpuTime());
  }

  /// CPU time of the threads `media-tick-<n>` alive now.
  private static long tickNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(info -> info != null && info.getThreadName().startsWith("media-tick-"))
        .mapToLong(info -> threads.getThreadCpuTime(info.getThreadId()))
        .sum();
  }

  private String result(
      Sample before, Sample after, EngineStatistics engine, Control control, int seconds) {
    double callMinutes = calls * seconds / 60.0;
    return String.format(
        Locale.ROOT,
        "calls=%d sent=%d received=%d lost=%d tickCpu=%.5f cpu=%.5f pacingP50=%d pacingP99=%d"
            + " pacingMax=%d late=%d skipped=%d controlP50=%d controlP99=%d controlMax=%d",
        calls,
        after.sent() - before.sent(),
        after.received() - before.received(),
        after.lost() - before.lost(),
        (after.tickNanos() - before.tickNanos()) / 1e9 / callMinutes,
        (after.cpuNanos() - before.cpuNanos()) / 1e9 / callMinutes,
        engine.pacingP50Micros(),
        engine.pacingP99Micros(),
        engine.pacingMaxMicros(),
        engine.ticksLate(),
        engine.framesSkipped(),
        control.micros(0.5),
        control.micros(0.99),
        control.micros(1));
  }

  /// The engine's clock on a thread of its own without any work: what this machine does by itself.
  private static final class Control implements FrameClock.Work, AutoCloseable {
    private final LongSupplier nanoTime;
    private final PacingHistogram pacing = new PacingHistogram();
    private final FrameClock clock;
    private final Thread thread;
    private long last;

    Control(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      clock = new FrameClock(this, nanoTime);
      thread = Thread.ofPlatform().daemon().name("bench-control").start(clock);
    }

    long micros(double quantile) {
      return PacingHistogram.quantileMicros(List.of(pacing), quantile);
    }

    @Override
    public void run(int slot, long skippedFrames) {
      if (slot == 0) {
        long now = nanoTime.getAsLong();
        if (last != 0) {
          pacing.record(now - last - Pcm.FRAME_NANOS);
        }
        last = now;
      }
    }

    @Override
    public void close() {
      clock.stop();
      try {
        thread.join(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
