package io.patchbay.trunk.edge;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.patchbay.proto.edge.v1.EdgeDown;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Messages down one stream, in order, without a lock: whoever finds the queue idle writes for all.
/// Thread-safe.
final class Outbox {
  private final Queue<EdgeDown> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final StreamObserver<EdgeDown> stream;

  Outbox(StreamObserver<EdgeDown> stream) {
    this.stream = stream;
  }

  boolean writesTo(StreamObserver<EdgeDown> other) {
    return stream.equals(other);
  }

  void send(EdgeDown message) {
    waiting.add(message);
    if (size.getAndIncrement() == 0) {
      do {
        EdgeDown next = waiting.poll();
        if (next != null) {
          write(next);
        }
      } while (size.decrementAndGet() > 0);
    }
  }

  /// A stream that is gone takes nothing; what was not answered goes out on the next one.
  private void write(EdgeDown message) {
    try {
      stream.onNext(message);
    } catch (IllegalStateException | StatusRuntimeException e) {
      // its onError says so
    }
  }
}
