package io.patchbay.media.session;

import static io.patchbay.media.pcm.Pcm.FRAME_NANOS;
import static io.patchbay.media.pcm.Pcm.FRAME_SAMPLES;

import io.patchbay.media.clock.CommandQueue;
import io.patchbay.media.pcm.Pcm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Members that are processed together, frame by frame, by one driver at a time: the home tick, or
/// the thread of a clocked line while that delivers.
///
/// A frame is: admit → commands → hear all → mix → say to all → elect the next driver. Every
/// termination is in exactly one group; without a context in its own.
final class Group {
  /// Members at most, those on their way included.
  static final int MAX_MEMBERS = 32;

  private static final long STALL_NANOS = 3 * FRAME_NANOS;
  private static final short[] SILENCE = new short[FRAME_SAMPLES];

  /// Members here or on their way here; counted up by the caller who sends them.
  final AtomicInteger expected = new AtomicInteger();

  private final Tick home;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final CommandQueue<Member> incoming = new CommandQueue<>(2 * MAX_MEMBERS);
  private final List<Member> members = new ArrayList<>(4);
  private final int[] sum = new int[FRAME_SAMPLES];
  private final short[] mixed = new short[FRAME_SAMPLES];
  private volatile Driver driver;
  private volatile long lastRun;
  private long skippedSeen;
  private boolean onTime;

  Group(Tick home) {
    this.home = home;
    this.driver = home;
  }

  Tick home() {
    return home;
  }

  /// Sends a member here; counted in [#expected] before.
  void send(Member member) {
    if (!incoming.offer(member, 2 * MAX_MEMBERS)) {
      throw new IllegalStateException("more members on their way than the group admits");
    }
  }

  /// Called by the home tick in its slot: a frame, or a look at whether the line's thread has
  /// stalled.
  void tick(long now, long skippedFrames) {
    if (expected.getOpaque() == 0) {
      onTime = false;
      return;
    }
    if (!driver.equals(home)) {
      onTime = false;
      skippedSeen = skippedFrames;
      if (now - lastRun > STALL_NANOS && busy.compareAndSet(false, true)) {
        driver = home;
        busy.set(false);
      }
      return;
    }
    if (onTime && skippedFrames == skippedSeen) {
      home.pacing(now - lastRun - FRAME_NANOS);
    }
    home.frame();
    onTime = run(home, now, skippedFrames - skippedSeen);
    skippedSeen = skippedFrames;
  }

  /// Processes one frame if it is this driver's turn.
  ///
  /// @param skippedFrames frames left out since the last one
  boolean run(Driver by, long now, long skippedFrames) {
    if (!driver.equals(by) || !busy.compareAndSet(false, true)) {
      return false;
    }
    try {
      if (!driver.equals(by)) {
        return false;
      }
      lastRun = now;
      frame(now, skippedFrames);
      driver = elect(now);
      return true;
    } catch (RuntimeException failure) { // the runner: one bad frame must not end the other calls
      home.failed();
      return true;
    } finally {
      busy.set(false);
    }
  }

  private void frame(long now, long skippedFrames) {
    for (var member = incoming.poll(); member != null; member = incoming.poll()) {
      members.add(member);
    }
    for (int i = members.size() - 1; i >= 0; i--) {
      var member = members.get(i);
      var next = member.obey();
      if (next != this) {
        members.remove(i);
        expected.decrementAndGet();
        member.goTo(next);
      }
    }
    int count = members.size();
    for (int i = 0; i < count; i++) {
      members.get(i).listen(now, skippedFrames);
    }
    switch (count) {
      case 0 -> {}
      case 1 -> members.getFirst().give(SILENCE, (char) 0, now);
      case 2 -> {
        pass(members.get(1), members.get(0), now);
        pass(members.get(0), members.get(1), now);
      }
      default -> mix(count, now);
    }
  }

  private void pass(Member from, Member to, long now) {
    to.forward(from, now);
    to.give(from.muted() ? SILENCE : from.heard(), from.relay(), now);
  }

  private void mix(int count, long now) {
    Arrays.fill(sum, 0);
    for (int i = 0; i < count; i++) {
      if (!members.get(i).muted()) {
        Pcm.add(members.get(i).heard(), sum);
      }
    }
    for (int i = 0; i < count; i++) {
      var to = members.get(i);
      Pcm.subtract(sum, to.muted() ? SILENCE : to.heard(), mixed);
      to.give(mixed, relayFor(i, count), now);
    }
  }

  private char relayFor(int listener, int count) {
    for (int i = 0; i < count; i++) {
      if (i != listener && members.get(i).relay() != 0) {
        return members.get(i).relay();
      }
    }
    return 0;
  }

  /// A line whose hardware delivers is master; the present one stays it.
  private Driver elect(long now) {
    Driver first = home;
    for (int i = 0; i < members.size(); i++) {
      var clock = members.get(i).clock(now);
      if (driver.equals(clock)) {
        return driver;
      }
      if (clock != null && first.equals(home)) {
        first = clock;
      }
    }
    return first;
  }
}
