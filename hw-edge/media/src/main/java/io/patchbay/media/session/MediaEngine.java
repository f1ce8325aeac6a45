package io.patchbay.media.session;

import io.patchbay.media.clock.FrameClock;
import io.patchbay.media.clock.PacingHistogram;
import io.patchbay.media.codec.Codecs;
import io.patchbay.media.fax.FaxEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Opens terminations and contexts and runs them on its threads.
///
/// Threads: `media-tick-<n>` (20 ms absolute deadlines), `media-control` (RTCP), and
/// `media-line-<n>` per clocked line. Methods may be called from any thread.
public final class MediaEngine implements AutoCloseable {
  private static final long STOP_MILLIS = 1000;

  private final Object lock = new Object();
  private final MediaSettings settings;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final Codecs codecs;
  private final FaxEngine faxes;
  private final PortPool ports;
  private final Control control;
  private final List<Tick> ticks = new ArrayList<>();
  private final List<FrameClock> clocks = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Member> members = new HashSet<>();
  private final Set<Conference> contexts = new HashSet<>();
  private final List<Group> closing = new ArrayList<>();
  private final AtomicLong sinkFailures = new AtomicLong();
  private final Hub hub = new Desk();
  private int opened;
  private int lines;
  private boolean closed;

  /// Starts the threads.
  ///
  /// @param nanoTime monotonic time, `System::nanoTime`
  /// @param random sequence numbers, timestamps, SSRCs, first port
  public MediaEngine(MediaSettings settings, LongSupplier nanoTime, RandomGenerator random) {
    this(settings, nanoTime, random, new Codecs());
  }

  /// The same with the codecs that were found and are wanted.
  public MediaEngine(
      MediaSettings settings, LongSupplier nanoTime, RandomGenerator random, Codecs codecs) {
    this(settings, nanoTime, random, codecs, FaxEngine.NONE);
  }

  /// The same with fax modems.
  public MediaEngine(
      MediaSettings settings,
      LongSupplier nanoTime,
      RandomGenerator random,
      Codecs codecs,
      FaxEngine faxes) {
    this(settings, nanoTime, random, codecs, faxes, true);
  }

  /// @param threaded false: nothing runs but by [#frame()], in virtual time
  MediaEngine(
      MediaSettings settings,
      LongSupplier nanoTime,
      RandomGenerator random,
      Codecs codecs,
      FaxEngine faxes,
      boolean threaded) {
    this.settings = settings;
    this.faxes = faxes;
    this.codecs = codecs;
    this.nanoTime = nanoTime;
    this.random = random;
    ports = new PortPool(settings, random);
    control = new Control(settings, nanoTime, random, this::forget, this::sweep);
    for (int i = 0; i < settings.tickThreads(); i++) {
      var tick = new Tick(nanoTime);
      ticks.add(tick);
      clocks.add(new FrameClock(tick, nanoTime));
    }
    if (threaded) {
      for (int i = 0; i < clocks.size(); i++) {
        start("media-tick-" + i, clocks.get(i));
      }
      start("media-control", control);
    }
  }

  /// The codecs that terminations can use.
  public Codecs codecs() {
    return codecs;
  }

  /// The fax modems that terminations can use.
  public FaxEngine faxes() {
    return faxes;
  }

  /// Opens an RTP termination on a free even port of the range.
  ///
  /// @throws MediaException when no port is free or the address cannot be bound
  public RtpTermination openRtp(MediaEventSink events) {
    var pair = ports.open();
    synchronized (lock) {
      if (closed) {
        pair.close();
      }
      var end = new RtpEnd(hub, newGroup(1), pair, settings, codecs, faxes, events, random);
      admit(end);
      control.add(end);
      return end;
    }
  }

  /// Opens a line termination; it reads `port` at once and closes it with itself.
  public LineTermination openLine(FramePort port, MediaEventSink events) {
    synchronized (lock) {
      var end = new LineEnd(hub, newGroup(1), port, events, nanoTime);
      admit(end);
      var clock = end.lineClock();
      if (clock != null) {
        Thread.ofPlatform().daemon().name("media-line-" + lines++).start(clock);
      }
      return end;
    }
  }

  /// Opens an empty context.
  public Context openContext() {
    synchronized (lock) {
      var context = new Conference(lock, newGroup(0), this::ended);
      contexts.add(context);
      return context;
    }
  }

  /// Load and pacing so far.
  public EngineStatistics statistics() {
    var histograms = ticks.stream().map(Tick::histogram).toList();
    int open;
    int joined;
    synchronized (lock) {
      open = members.size();
      joined = contexts.size();
    }
    return new EngineStatistics(
        joined,
        open,
        ticks.stream().mapToLong(Tick::frames).sum(),
        clocks.stream().mapToLong(FrameClock::late).sum(),
        clocks.stream().mapToLong(FrameClock::skipped).sum(),
        PacingHistogram.quantileMicros(histograms, 0.5),
        PacingHistogram.quantileMicros(histograms, 0.99),
        PacingHistogram.quantileMicros(histograms, 1),
        sinkFailures.get() + ticks.stream().mapToLong(Tick::failures).sum());
  }

  /// Closes every termination and ends the threads, within 2 s.
  @Override
  public void close() {
    Set<Member> open;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      open = Set.copyOf(members);
    }
    clocks.forEach(FrameClock::stop);
    control.stop();
    boolean interrupted = false;
    for (var thread : threads) {
      try {
        thread.join(STOP_MILLIS);
      } catch (InterruptedException wish) {
        interrupted = true;
      }
    }
    open.forEach(control::releaseNow);
    control.close();
    faxes.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Processes one frame of everything, without threads.
  void frame() {
    for (int slot = 0; slot < FrameClock.SLOTS; slot++) {
      for (var tick : ticks) {
        tick.run(slot, 0);
      }
    }
    control.step(0);
  }

  private void start(String name, Runnable body) {
    threads.add(Thread.ofPlatform().daemon().name(name).start(body));
  }

  /// A group at the next tick, for members already counted. Caller holds the lock.
  private Group newGroup(int expected) {
    if (closed) {
      throw new IllegalStateException("media engine is closed");
    }
    var tick = ticks.get(opened++ % ticks.size());
    var group = new Group(tick);
    group.expected.set(expected);
    tick.add(group);
    return group;
  }

  private void admit(Member member) {
    members.add(member);
    member.own.send(member);
  }

  private void ended(Conference context) {
    contexts.remove(context);
    closing.add(context.group());
  }

  private void forget(Member member) {
    synchronized (lock) {
      members.remove(member);
      closing.add(member.own);
    }
  }

  /// Takes closed groups out once nobody is in them or on the way to them.
  private void sweep() {
    synchronized (lock) {
      for (var group : List.copyOf(closing)) {
        if (group.expected.get() == 0) {
          closing.remove(group);
          group.home().remove(group);
        }
      }
    }
  }

  private final class Desk implements Hub {
    @Override
    public void close(Member member) {
      synchronized (lock) {
        if (!closed && !member.closed()) {
          Conference.forget(member);
          member.shut();
        }
      }
    }

    @Override
    public void released(Member member) {
      control.release(member);
    }

    @Override
    public void sinkFailed() {
      sinkFailures.incrementAndGet();
    }
  }
}
