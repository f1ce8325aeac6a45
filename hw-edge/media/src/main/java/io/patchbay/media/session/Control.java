package io.patchbay.media.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What need not be in time for a frame: RTCP of all terminations, and releasing what was closed.
///
/// One thread, `media-control`; any thread may [#add] and [#release].
final class Control implements Runnable {
  private static final int POLL_MILLIS = 20;

  private final Selector selector;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private final long intervalNanos;
  private final Consumer<Member> released;
  private final Runnable housekeeping;
  private final Queue<RtpEnd> added = new ConcurrentLinkedQueue<>();
  private final Queue<Member> leaving = new ConcurrentLinkedQueue<>();
  private final List<RtcpSession> sessions = new ArrayList<>();
  private final RtcpSession.Scratch scratch = new RtcpSession.Scratch();
  private volatile boolean stopped;

  Control(
      MediaSettings settings,
      LongSupplier nanoTime,
      RandomGenerator random,
      Consumer<Member> released,
      Runnable housekeeping) {
    try {
      selector = Selector.open();
    } catch (IOException failure) {
      throw new MediaException("cannot open a selector: " + failure.getMessage(), failure);
    }
    this.nanoTime = nanoTime;
    this.random = random;
    this.intervalNanos = settings.rtcpInterval().toNanos();
    this.released = released;
    this.housekeeping = housekeeping;
  }

  void add(RtpEnd end) {
    added.add(end);
  }

  /// Never waits; called by media threads.
  void release(Member member) {
    leaving.add(member);
  }

  @Override
  public void run() {
    while (!stopped) {
      step(POLL_MILLIS);
    }
  }

  void stop() {
    stopped = true;
  }

  /// Waits at most that long for RTCP, then does all that is due.
  void step(int millis) {
    try {
      for (var end = added.poll(); end != null; end = added.poll()) {
        if (!end.ports().rtcp().isOpen()) {
          continue; // it came and went while this thread waited
        }
        var session = new RtcpSession(end, nanoTime.getAsLong() + interval() / 2);
        sessions.add(session);
        end.ports().rtcp().register(selector, SelectionKey.OP_READ, session);
      }
      if (millis == 0) {
        selector.selectNow(this::readable);
      } else {
        selector.select(this::readable, millis);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("RTCP selector failed", failure);
    }
    long now = nanoTime.getAsLong();
    for (var session : sessions) {
      if (session.end.rtcpMux()) {
        multiplexed(session);
      }
      if (now - session.nextReport >= 0) {
        session.nextReport = now + interval();
        send(session, false, now);
      }
    }
    for (var member = leaving.poll(); member != null; member = leaving.poll()) {
      releaseNow(member);
    }
    housekeeping.run();
  }

  /// Ends RTCP of what is still open; the thread has ended.
  void close() {
    try {
      selector.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot close the RTCP selector", failure);
    }
  }

  /// Says BYE for an RTP termination, closes sockets or port, and tells the engine.
  void releaseNow(Member member) {
    for (Iterator<RtcpSession> all = sessions.iterator(); all.hasNext(); ) {
      var session = all.next();
      if (session.end == member) {
        send(session, true, nanoTime.getAsLong());
        all.remove();
      }
    }
    member.release();
    released.accept(member);
  }

  /// RFC 3550 §6.2: between half and one and a half times the interval.
  private long interval() {
    return intervalNanos / 2 + random.nextLong(intervalNanos);
  }

  private void readable(SelectionKey key) {
    var session = (RtcpSession) key.attachment();
    try {
      scratch.buffer.clear();
      var from = (InetSocketAddress) ((DatagramChannel) key.channel()).receive(scratch.buffer);
      if (from != null) {
        int length = scratch.buffer.flip().limit();
        scratch.buffer.get(scratch.packet, 0, length);
        read(session, length, from);
      }
    } catch (IOException closed) {
      key.cancel();
    }
  }

  /// What came over the RTP port.
  private void multiplexed(RtcpSession session) {
    for (var next = session.end.beside().nextControl();
        next != null;
        next = session.end.beside().nextControl()) {
      System.arraycopy(next.packet(), 0, scratch.packet, 0, next.packet().length);
      read(session, next.packet().length, next.from());
    }
  }

  private void read(RtcpSession session, int octets, InetSocketAddress from) {
    int length = octets;
    var protection = session.end.protection();
    if (protection != null) {
      length = protection.receiver().openControl(scratch.packet, length);
    }
    if (length < 0) {
      session.end.counters().rejectedControl(length);
    } else {
      session.read(scratch, length, from, nanoTime.getAsLong());
    }
  }

  private void send(RtcpSession session, boolean bye, long now) {
    var target = session.target();
    if (target == null) {
      return;
    }
    int length = session.write(scratch.packet, bye, now);
    var protection = session.end.protection();
    if (protection != null) {
      length = protection.sender().protectControl(scratch.packet, length);
    }
    if (length < 0) {
      return;
    }
    scratch.buffer.clear().put(scratch.packet, 0, length).flip();
    try {
      var ports = session.end.ports();
      (session.end.rtcpMux() ? ports.rtp() : ports.rtcp()).send(scratch.buffer, target);
    } catch (IOException unreachable) {
      return; // the next report tries again
    }
  }
}
