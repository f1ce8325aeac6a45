package io.patchbay.console.live;

import io.patchbay.launch.kafka.TopicFollower.State;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Whether the board hears from Kafka. Thread-safe.
public final class Feed {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile State state = State.WAITING;

  public State state() {
    return state;
  }

  /// Told when it is another; must not block.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// For the one thread that follows.
  public void set(State next) {
    boolean other = state != next;
    state = next;
    if (other) {
      listeners.forEach(Runnable::run);
    }
  }
}
