package io.patchbay.simulator.time;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Alarms by due time, first come first served among equals. Not thread-safe.
public final class AlarmQueue {
  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long sequence;

  /// Adds an action due at `dueNanos` of the owner's monotonic clock.
  public Timeline.Alarm add(long dueNanos, Runnable action) {
    Entry entry = new Entry(dueNanos, sequence++, action);
    entries.add(entry);
    return entry;
  }

  /// When the next action is due, or [Long#MAX_VALUE] when none is left.
  public long nextDueNanos() {
    while (!entries.isEmpty() && entries.peek().cancelled) {
      entries.poll();
    }
    Entry first = entries.peek();
    return first == null ? Long.MAX_VALUE : first.dueNanos;
  }

  /// Takes the next action due at or before `nowNanos`; null when there is none.
  public @Nullable Runnable pollDue(long nowNanos) {
    if (nextDueNanos() > nowNanos) {
      return null;
    }
    Entry entry = entries.poll();
    return entry == null ? null : entry.action;
  }

  private static final class Entry implements Timeline.Alarm, Comparable<Entry> {
    private final long dueNanos;
    private final long order;
    private final Runnable action;
    private boolean cancelled;

    Entry(long dueNanos, long order, Runnable action) {
      this.dueNanos = dueNanos;
      this.order = order;
      this.action = action;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Entry other) {
      int byDue = Long.compare(dueNanos, other.dueNanos);
      return byDue == 0 ? Long.compare(order, other.order) : byDue;
    }
  }
}
