package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtResult;
import io.patchbay.line.Cell;
import io.patchbay.line.Forward;
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
import org.jspecify.annotations.Nullable;

/// Reports a line's events, and answers each command exactly once. Thread-safe.
final class Reporter {
  private final String line;
  private final InstantSource clock;
  private final Consumer<LineEvent> events;
  private final LineTrace trace;
  private final Set<Long> open = new HashSet<>();
  private Consumer<LineEvent> observer = event -> {};
  private boolean closed;
  private @Nullable Diversion diversion;

  /// A call of the driver's own: its events, and the answer to its command, are nobody else's.
  private record Diversion(long command, int call, Consumer<LineEvent> to) {
    boolean takes(LineEvent event) {
      return switch (event) {
        case LineEvent.CommandDone done -> done.command() == command;
        case LineEvent.CallAlerting at -> at.call() == call;
        case LineEvent.CallProgress at -> at.call() == call;
        case LineEvent.CallAnswered at -> at.call() == call;
        case LineEvent.CallReleased at -> at.call() == call;
        case LineEvent.DtmfReceived at -> at.call() == call;
        default -> false; // all others are the line's, whoever calls
      };
    }
  }

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
    if (closed) {
      return;
    }
    LineEvent next = event.apply(clock.instant());
    if (diversion != null && diversion.takes(next)) {
      diversion.to().accept(next);
    } else {
      events.accept(next);
    }
    observer.accept(next);
  }

  /// Leads the events of one call elsewhere, until [#divertNoMore].
  ///
  /// @param command a number that no commander has: the call's commands
  synchronized void divert(long command, int call, Consumer<LineEvent> to) {
    open.add(command);
    diversion = new Diversion(command, call, to);
  }

  synchronized void divertNoMore() {
    if (diversion != null) {
      open.remove(diversion.command());
      diversion = null;
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

  void forwards(long command, List<Forward> forwards) {
    done(command, new Outcome.Forwards(forwards));
  }

  void refused(long command, Refusal kind, String reason) {
    done(command, new Outcome.Refused(kind, "line " + line + ": " + reason));
  }

  /// Answers by what the modem said; an error is a matter of the moment.
  void answer(long command, AtResult result) {
    if (result.ok()) {
      accepted(command);
    } else {
      refused(command, refusal(result), result.reason());
    }
  }

  private static Refusal refusal(AtResult result) {
    return switch (result.end()) {
      case TIMED_OUT, NO_PROMPT, CUT_SHORT -> Refusal.TIMED_OUT;
      case NOT_SENT -> Refusal.BUSY;
      case OK, CONNECT, ERROR, CME_ERROR, CMS_ERROR -> Refusal.UNAVAILABLE;
      case BUSY, NO_ANSWER, NO_CARRIER, NO_DIALTONE, ABORTED, CUT_OFF -> Refusal.UNAVAILABLE;
    };
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
