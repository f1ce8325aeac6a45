package io.patchbay.simulator.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Time that stands still until [#advance] is called: the same world, the same order of events,
/// every run.
public final class VirtualTimeline implements Timeline {
  private final Instant start;
  private final AlarmQueue alarms = new AlarmQueue();
  private long nowNanos;

  public VirtualTimeline(Instant start) {
    this.start = requireNonNull(start, "start");
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nowNanos);
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public Alarm after(Duration delay, Runnable action) {
    return alarms.add(nowNanos + Math.max(0, delay.toNanos()), action);
  }

  /// Lets `duration` pass; everything due in it happens at its own time.
  public void advance(Duration duration) {
    long end = nowNanos + duration.toNanos();
    long due = alarms.nextDueNanos();
    while (due <= end) {
      nowNanos = due;
      @Nullable Runnable action = alarms.pollDue(due);
      if (action != null) {
        action.run();
      }
      due = alarms.nextDueNanos();
    }
    nowNanos = end;
  }
}
