package io.patchbay.line;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last lines said to a line's hardware and by it. Bounded, thread-safe, never blocks long.
public final class LineTrace {
  /// Lines kept.
  public static final int KEPT = 1000;

  /// Of hardware that has no words.
  public static final LineTrace NONE = new LineTrace(InstantSource.fixed(Instant.EPOCH), 0);

  private static final int LONGEST = 1024;

  /// One line.
  ///
  /// @param sequence counts up from 1
  /// @param sent said to the hardware; false: by it
  /// @param text whole; may hold a PIN or the text of a message
  /// @param redacted the same without them
  public record Entry(long sequence, Instant at, boolean sent, String text, String redacted) {
    public Entry {
      requireNonNull(at, "at");
      requireNonNull(text, "text");
      requireNonNull(redacted, "redacted");
    }
  }

  private final InstantSource clock;
  private final int kept;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long sequence;

  public LineTrace(InstantSource clock) {
    this(clock, KEPT);
  }

  private LineTrace(InstantSource clock, int kept) {
    this.clock = clock;
    this.kept = kept;
  }

  /// Keeps one line; the oldest goes when there are too many.
  ///
  /// @param redacted what may be shown to everybody; the same object when it holds no secret
  public synchronized void add(boolean sent, String text, String redacted) {
    if (kept == 0) {
      return;
    }
    if (entries.size() >= kept) {
      entries.removeFirst();
    }
    entries.add(new Entry(++sequence, clock.instant(), sent, cut(text), cut(redacted)));
  }

  /// Those with a greater sequence, oldest first.
  public synchronized List<Entry> after(long last) {
    return entries.stream().filter(entry -> entry.sequence() > last).toList();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
