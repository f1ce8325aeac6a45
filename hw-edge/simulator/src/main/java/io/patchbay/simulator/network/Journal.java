package io.patchbay.simulator.network;

import io.patchbay.line.Cause;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The world's events: the last thousand, and whoever listens. Written on the world's thread only.
public final class Journal {
  private static final int KEPT = 1000;

  private final InstantSource clock;
  private final ArrayDeque<WorldEvent> recent = new ArrayDeque<>();
  private List<Consumer<WorldEvent>> listeners = List.of();
  private long sequence;

  public Journal(InstantSource clock) {
    this.clock = clock;
  }

  /// Notes an event without a call.
  public void note(String subject, WorldEvent.Kind kind, String detail) {
    add(subject, kind, 0, "", detail, 0);
  }

  /// Notes an event of a call.
  public void note(String subject, WorldEvent.Kind kind, int call, String peer, String detail) {
    add(subject, kind, call, peer, detail, 0);
  }

  /// Notes the end of a call.
  public void noteReleased(String subject, int call, String peer, Cause cause) {
    String words = cause.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    add(subject, WorldEvent.Kind.RELEASED, call, peer, words, cause.value());
  }

  private void add(
      String subject, WorldEvent.Kind kind, int call, String peer, String detail, int cause) {
    sequence++;
    WorldEvent event =
        new WorldEvent(sequence, clock.instant(), subject, kind, call, peer, detail, cause);
    if (recent.size() == KEPT) {
      recent.removeFirst();
    }
    recent.addLast(event);
    for (Consumer<WorldEvent> listener : listeners) {
      listener.accept(event);
    }
  }

  /// Calls `listener` on the world's thread for every event from now on; it must not block.
  public void listen(Consumer<WorldEvent> listener) {
    List<Consumer<WorldEvent>> more = new ArrayList<>(listeners);
    more.add(listener);
    listeners = List.copyOf(more);
  }

  /// Ends what [#listen] began. On the world's thread.
  public void ignore(Consumer<WorldEvent> listener) {
    List<Consumer<WorldEvent>> fewer = new ArrayList<>(listeners);
    fewer.remove(listener);
    listeners = List.copyOf(fewer);
  }

  /// The sequence of the last event, 0 before the first.
  public long last() {
    return sequence;
  }

  /// The kept events with a greater sequence, oldest first. On the world's thread.
  public List<WorldEvent> since(long after) {
    List<WorldEvent> result = new ArrayList<>();
    for (WorldEvent event : recent) {
      if (event.sequence() > after) {
        result.add(event);
      }
    }
    return result;
  }
}
