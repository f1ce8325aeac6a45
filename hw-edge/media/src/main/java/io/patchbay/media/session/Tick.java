package io.patchbay.media.session;

import io.patchbay.media.clock.FrameClock;
import io.patchbay.media.clock.PacingHistogram;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// One shared tick thread's groups, spread over the slots of a frame.
final class Tick implements FrameClock.Work, Driver {
  private final LongSupplier nanoTime;
  private final PacingHistogram pacing = new PacingHistogram();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  /// Copied at every change, which the engine's lock serialises.
  private volatile Group[][] slots = new Group[FrameClock.SLOTS][0];

  Tick(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public void run(int slot, long skippedFrames) {
    for (var group : slots[slot]) {
      group.tick(nanoTime.getAsLong(), skippedFrames);
    }
  }

  /// Adds a group to the emptiest slot. Caller holds the engine's lock.
  void add(Group group) {
    var copy = slots.clone();
    int least = 0;
    for (int i = 1; i < copy.length; i++) {
      least = copy[i].length < copy[least].length ? i : least;
    }
    copy[least] = Arrays.copyOf(copy[least], copy[least].length + 1);
    copy[least][copy[least].length - 1] = group;
    slots = copy;
  }

  /// Takes a group out. Caller holds the engine's lock.
  void remove(Group group) {
    var copy = slots.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = Arrays.stream(copy[i]).filter(other -> other != group).toArray(Group[]::new);
    }
    slots = copy;
  }

  void pacing(long deviationNanos) {
    pacing.record(deviationNanos);
  }

  void frame() {
    frames.setOpaque(frames.getPlain() + 1);
  }

  /// Counts a frame that failed, from any media thread.
  void failed() {
    failures.incrementAndGet();
  }

  PacingHistogram histogram() {
    return pacing;
  }

  long frames() {
    return frames.getOpaque();
  }

  long failures() {
    return failures.get();
  }
}
