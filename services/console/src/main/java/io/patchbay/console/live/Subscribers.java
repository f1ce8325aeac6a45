package io.patchbay.console.live;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Browsers and programs that watch, each with a bounded queue; one that reads too slowly is let go
/// and comes again.
///
/// Thread-safe; nothing here blocks.
///
/// @param <T> what is pushed
public final class Subscribers<T> {
  private final int capacity;
  private final int most;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

  /// @param capacity items kept for one that does not read
  /// @param most watchers at a time
  public Subscribers(int capacity, int most) {
    this.capacity = capacity;
    this.most = most;
  }

  /// A stream for one watcher.
  ///
  /// @param first what it gets to begin with
  /// @param valid asked at each [#prune]; false ends the stream
  public Publisher<T> stream(Supplier<List<T>> first, BooleanSupplier valid) {
    return subscriber -> new Watcher(subscriber, valid).begin(first);
  }

  /// Is there room for another?
  public boolean full() {
    return watchers.size() >= most;
  }

  public int size() {
    return watchers.size();
  }

  public void publish(T item) {
    watchers.forEach(watcher -> watcher.offer(item));
  }

  /// Lets go of watchers that may no longer watch.
  public void prune() {
    watchers.stream().filter(watcher -> !watcher.valid.getAsBoolean()).forEach(Watcher::end);
  }

  /// Ends every stream.
  public void close() {
    watchers.forEach(Watcher::end);
  }

  private final class Watcher implements Subscription {
    private final Subscriber<? super T> subscriber;
    private final BooleanSupplier valid;
    private final Queue<T> waiting = new ArrayDeque<>();
    private long demand;
    private boolean ended;
    private boolean draining;

    Watcher(Subscriber<? super T> subscriber, BooleanSupplier valid) {
      this.subscriber = subscriber;
      this.valid = valid;
    }

    /// Joins before it reads the beginning, so that nothing falls between.
    void begin(Supplier<List<T>> first) {
      watchers.add(this);
      synchronized (this) {
        subscriber.onSubscribe(this);
        waiting.addAll(first.get());
      }
      drain();
    }

    void offer(T item) {
      boolean slow;
      synchronized (this) {
        if (ended) {
          return;
        }
        waiting.add(item);
        slow = waiting.size() > capacity;
      }
      if (slow) {
        end();
      } else {
        drain();
      }
    }

    @Override
    public void request(long n) {
      synchronized (this) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      }
      drain();
    }

    /// One thread at a time hands out; a `request` from inside `onNext` comes back here and returns
    /// at once.
    private synchronized void drain() {
      if (draining) {
        return;
      }
      draining = true;
      while (!ended && demand > 0 && !waiting.isEmpty()) {
        demand--;
        subscriber.onNext(waiting.remove());
      }
      draining = false;
    }

    @Override
    public void cancel() {
      synchronized (this) {
        ended = true;
        waiting.clear();
      }
      watchers.remove(this);
    }

    private void end() {
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
        waiting.clear();
        subscriber.onComplete();
      }
      watchers.remove(this);
    }
  }
}
