package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.line.Cell;
import io.patchbay.line.LineEvent;
import io.patchbay.line.LineEvent.Outcome;
import io.patchbay.line.LineEvent.Refusal;
import io.patchbay.line.LineTrace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reports a line's events, and answers each command exactly once. Thread-safe.
final class Reporter {
  private final String line;
  private final InstantSource clock;
  private final Consumer<LineEvent> events;
  private final LineTrace trace;
  private final Set<Long> open = new HashSet<>();
  private Consumer<LineEvent> observer = event -> {};
  private boolean closed;

  Reporter(String line, InstantSource clock, Consumer<LineEvent> events) {
    this.line = line;
    this.clock = clock;
    this.events = events;
    trace = new LineTrace(clock);
  }

  /// What was said on the AT channel lately.
  LineTrace trace() {
    return trace;
  }

  /// Takes a command into the books; false when the line is closed.
  synchronized boolean begin(long command) {
    return !closed && open.add(command);
  }

  synchronized void report(Function<Instant, LineEvent> event) {
    if (!closed) {
      LineEvent happened = event.apply(clock.instant());
      events.accept(happened);
      observer.accept(happened);
    }
  }

  /// Besides, everything reported is told to this one, until the next is named.
  synchronized void observedBy(Consumer<LineEvent> next) {
    observer = next;
  }

  void surveyed(long command, List<Cell> cells) {
    done(command, new Outcome.Surveyed(cells));
  }

  void accepted(long command) {
    accepted(command, "");
  }

  void accepted(long command, String value) {
    done(command, new Outcome.Accepted(value));
  }

  void refused(long command, Refusal kind, String reason) {
    done(command, new Outcome.Refused(kind, "line " + line + ": " + reason));
  }

  /// Answers by what the modem said; an error is a matter of the moment.
  void answer(long command, AtResult result) {
    if (result.ok()) {
      accepted(command);
    } else {
      refused(
          command, result.timedOut() ? Refusal.TIMED_OUT : Refusal.UNAVAILABLE, result.reason());
    }
  }

  private synchronized void done(long command, Outcome outcome) {
    if (open.remove(command)) {
      report(at -> new LineEvent.CommandDone(at, command, outcome));
    }
  }

  /// Refuses what is still open; nothing is reported any more.
  synchronized void close() {
    for (long command : Set.copyOf(open)) {
      refused(command, Refusal.UNAVAILABLE, "the line was closed");
    }
    closed = true;
  }
}
