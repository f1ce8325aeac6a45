package io.patchbay.line.tck;

import io.patchbay.line.LineEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Every event a line reported, in order; lets a test wait for one with a deadline. Thread-safe.
public final class EventLog implements Consumer<LineEvent> {
  private final List<LineEvent> events = new ArrayList<>();

  @Override
  public synchronized void accept(LineEvent event) {
    events.add(event);
    notifyAll();
  }

  /// A copy of what came so far.
  public synchronized List<LineEvent> all() {
    return List.copyOf(events);
  }

  /// The answers to one command so far.
  public List<LineEvent.CommandDone> answersTo(long command) {
    return all().stream()
        .filter(LineEvent.CommandDone.class::isInstance)
        .map(LineEvent.CommandDone.class::cast)
        .filter(done -> done.command() == command)
        .toList();
  }

  /// Waits until the events so far satisfy a condition.
  ///
  /// @return whether they did before the time was over
  public synchronized boolean await(Predicate<List<LineEvent>> condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      while (!condition.test(List.copyOf(events))) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
