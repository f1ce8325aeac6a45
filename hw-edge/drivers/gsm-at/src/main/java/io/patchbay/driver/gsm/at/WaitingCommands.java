package io.patchbay.driver.gsm.at;

import io.patchbay.driver.gsm.at.AtCommand.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Commands that the channel is not free for yet, call control first.
final class WaitingCommands {
  private static final int MOST = 256;

  /// One of them, and who wants to know.
  record Waiting(AtCommand command, long since, Consumer<AtResult> done) {
    /// When it is given up if it has not been sent; [Long#MAX_VALUE] for never.
    private long until() {
      long patience = command.patience().toNanos();
      return patience == 0 ? Long.MAX_VALUE : since + patience;
    }
  }

  private final Map<Priority, Deque<Waiting>> queues = new EnumMap<>(Priority.class);

  private Deque<Waiting> queue(Priority priority) {
    return queues.computeIfAbsent(priority, key -> new ArrayDeque<>());
  }

  /// False when too many wait already.
  boolean add(Waiting next) {
    Deque<Waiting> queue = queue(next.command().priority());
    return queue.size() < MOST && queue.add(next);
  }

  /// The one to be sent next.
  @Nullable Waiting poll() {
    for (Priority priority : Priority.values()) {
      Waiting next = queue(priority).poll();
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  boolean isEmpty() {
    return queues.values().stream().allMatch(Deque::isEmpty);
  }

  /// Whether call control waits.
  boolean urgent() {
    return !queue(Priority.CALL).isEmpty();
  }

  /// Takes out those whose patience is over.
  List<Waiting> expired(long now) {
    List<Waiting> over = new ArrayList<>();
    queues.values().forEach(queue -> queue.removeIf(each -> now >= each.until() && over.add(each)));
    return over;
  }

  /// When the next one's patience is over; [Long#MAX_VALUE] for never.
  long nextExpiry() {
    long next = Long.MAX_VALUE;
    for (Deque<Waiting> queue : queues.values()) {
      for (Waiting each : queue) {
        next = Math.min(next, each.until());
      }
    }
    return next;
  }

  /// Takes out all.
  List<Waiting> drain() {
    List<Waiting> all = new ArrayList<>();
    queues.values().forEach(all::addAll);
    queues.values().forEach(Deque::clear);
    return all;
  }
}
