package io.patchbay.standalone.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.patchbay.media.clock.FrameClock;
import io.patchbay.media.clock.PacingHistogram;
import io.patchbay.media.jitter.JitterSettings;
import io.patchbay.media.pcm.Pcm;
import io.patchbay.media.session.Context;
import io.patchbay.media.session.EngineStatistics;
import io.patchbay.media.session.MediaEngine;
import io.patchbay.media.session.MediaSettings;
import io.patchbay.media.session.RtpDescription;
import io.patchbay.media.session.RtpTermination;
import io.patchbay.media.session.RtpTransport;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/// Calls line ⇄ RTP in one media engine, and beside them a call whose delay is measured and a clock
/// without work as a control.
final class MediaLoad {
  private static final int PORT_MIN = 10_000;
  private static final int PORT_MAX = 14_999;

  private final int calls;
  private final MediaKind kind;
  private final List<Integer> peers;
  private final LongSupplier nanoTime;

  MediaLoad(int calls, MediaKind kind, List<Integer> peers, LongSupplier nanoTime) {
    this.calls = calls;
    this.kind = kind;
    this.peers = peers;
    this.nanoTime = nanoTime;
  }

  private record Sample(
      long sent, long received, long lost, long tickNanos, long cpuNanos, long allocated) {}

  /// Runs a new engine with all calls for so long; what came of it as `name=value`.
  String run(int seconds) {
    var loopback = InetAddress.getLoopbackAddress();
    var settings =
        MediaSettings.on(loopback).withPorts(PORT_MIN, PORT_MAX).withTickThreads(tickThreads());
    var control = new Control(nanoTime);
    List<RtpTermination> ends = new ArrayList<>();
    List<Context> contexts = new ArrayList<>();
    var latency = new LatencyProbe(nanoTime);
    try (control;
        var engine = new MediaEngine(settings, nanoTime, new SplittableRandom(1))) {
      for (int i = 0; i < calls; i++) {
        contexts.add(open(engine, i, ends));
      }
      contexts.add(probe(engine, latency));
      Waiting.millis(500, nanoTime);
      Sample before = sample(ends);
      Waiting.millis(seconds * 1000L, nanoTime);
      Sample after = sample(ends);
      String result = result(before, after, engine.statistics(), control, latency, seconds);
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
    rtp.configure(kind.description(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    var context = engine.openContext();
    context.join(rtp);
    context.join(engine.openLine(new TonePort(), _ -> {}));
    ends.add(rtp);
    return context;
  }

  private static Context probe(MediaEngine engine, LatencyProbe latency) {
    var rtp = engine.openRtp(_ -> {});
    var transport = RtpTransport.PLAIN;
    rtp.configure(
        RtpDescription.pcma(latency.peer())
            .withTransport(
                new RtpTransport(
                    null,
                    JitterSettings.fixed(LatencyProbe.PLAY_OUT_MILLIS),
                    transport.timeout(),
                    transport.dscp(),
                    false)));
    var context = engine.openContext();
    context.join(rtp);
    context.join(engine.openLine(latency, _ -> {}));
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
    return new Sample(
        sent,
        received,
        lost,
        ofTicks(threads()::getThreadCpuTime),
        system.getProcessCpuTime(),
        ofTicks(threads()::getThreadAllocatedBytes));
  }

  private static ThreadMXBean threads() {
    return (ThreadMXBean) ManagementFactory.getThreadMXBean();
  }

  /// The sum over the threads `media-tick-<n>` alive now.
  private static long ofTicks(LongUnaryOperator ofThread) {
    return Arrays.stream(threads().getThreadInfo(threads().getAllThreadIds()))
        .filter(info -> info != null && info.getThreadName().startsWith("media-tick-"))
        .mapToLong(info -> ofThread.applyAsLong(info.getThreadId()))
        .sum();
  }

  private String result(
      Sample before,
      Sample after,
      EngineStatistics engine,
      Control control,
      LatencyProbe latency,
      int seconds) {
    double callMinutes = calls * seconds / 60.0;
    return String.format(
        Locale.ROOT,
        "calls=%d sent=%d received=%d lost=%d tickCpu=%.5f cpu=%.5f pacingP50=%d pacingP99=%d"
            + " pacingMax=%d late=%d skipped=%d controlP50=%d controlP99=%d controlMax=%d"
            + " allocated=%.2f upP50=%.3f upP99=%.3f upMax=%.3f downP50=%.3f downP99=%.3f"
            + " downMax=%.3f",
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
        control.micros(1),
        (double) (after.allocated() - before.allocated())
            / Math.max(1, after.sent() - before.sent()),
        latency.up().millis(0.5),
        latency.up().millis(0.99),
        latency.up().millis(1),
        latency.down().millis(0.5),
        latency.down().millis(0.99),
        latency.down().millis(1));
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
