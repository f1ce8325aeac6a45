package io.patchbay.contract.serve;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Clients that follow a stream of events, each with a bounded queue of its own.
///
/// A client that reads too slowly is dropped with RESOURCE_EXHAUSTED; it never holds up the
/// publisher or the others. Thread-safe.
///
/// @param <T> the event sent
public final class Watchers<T> {
  private final int capacity;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

  /// @param capacity events kept for a client that does not read, at least 1
  public Watchers(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    this.capacity = capacity;
  }

  /// Adds a client; to be called in the service method itself, where gRPC lets handlers be set.
  public void add(StreamObserver<T> observer) {
    add(observer, event -> true);
  }

  /// As [#add(StreamObserver)], for a client that wants some of the events only.
  public void add(StreamObserver<T> observer, Predicate<T> wanted) {
    Watcher watcher = new Watcher((ServerCallStreamObserver<T>) observer, wanted);
    watcher.observer.setOnReadyHandler(watcher::drain);
    watcher.observer.setOnCancelHandler(() -> watchers.remove(watcher));
    watchers.add(watcher);
  }

  /// Hands an event to every client. Never blocks.
  public void publish(T event) {
    for (Watcher watcher : watchers) {
      watcher.offer(event);
    }
  }

  /// Clients now.
  public int size() {
    return watchers.size();
  }

  /// Ends every stream with UNAVAILABLE: the server stops.
  public void close() {
    for (Watcher watcher : watchers) {
      watcher.end(Status.UNAVAILABLE.withDescription("the server stops"));
    }
  }

  private final class Watcher {
    private final ServerCallStreamObserver<T> observer;
    private final Queue<T> waiting = new ArrayDeque<>();
    private final Predicate<T> wanted;
    private boolean ended;

    Watcher(ServerCallStreamObserver<T> observer, Predicate<T> wanted) {
      this.observer = observer;
      this.wanted = wanted;
    }

    synchronized void offer(T event) {
      if (ended || !wanted.test(event)) {
        return;
      }
      waiting.add(event);
      drain();
      if (waiting.size() > capacity) {
        end(
            Status.RESOURCE_EXHAUSTED.withDescription(
                "watcher reads too slowly: " + capacity + " events wait"));
      }
    }

    synchronized void drain() {
      while (!ended && !waiting.isEmpty() && observer.isReady()) {
        observer.onNext(waiting.remove());
      }
    }

    synchronized void end(Status status) {
      if (!ended) {
        ended = true;
        waiting.clear();
        watchers.remove(this);
        observer.onError(status.asRuntimeException());
      }
    }
  }
}
