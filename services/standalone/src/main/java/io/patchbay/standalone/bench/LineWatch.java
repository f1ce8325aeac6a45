package io.patchbay.standalone.bench;

import io.patchbay.proto.sim.v1.WorldEvent;
import io.patchbay.simulator.api.SimClient;
import io.patchbay.simulator.api.SimFailure;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The events of the simulated modems, in order, as they come.
final class LineWatch implements AutoCloseable {
  private final SimClient client;
  private final LongSupplier nanoTime;
  private final BlockingQueue<WorldEvent> events = new LinkedBlockingQueue<>();

  LineWatch(int port, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    client = SimClient.of("127.0.0.1", port);
    client.state(); // fails now, not in the thread
    Thread.ofVirtual().name("bench-sim").start(this::follow);
  }

  SimClient client() {
    return client;
  }

  void forget() {
    events.clear();
  }

  /// The next event of this kind at a modem whose other side ends in `peer`; others are dropped.
  Optional<WorldEvent> next(String kind, String peer, long millis) {
    long deadline = nanoTime.getAsLong() + millis * 1_000_000;
    while (true) {
      WorldEvent event = poll(deadline - nanoTime.getAsLong());
      if (event == null) {
        return Optional.empty();
      }
      if (event.getKind().equals(kind)
          && event.getSubject().startsWith("gsm-")
          && event.getPeer().endsWith(peer)) {
        return Optional.of(event);
      }
    }
  }

  static Instant at(WorldEvent event) {
    return Instant.ofEpochSecond(event.getAt().getSeconds(), event.getAt().getNanos());
  }

  private @org.jspecify.annotations.Nullable WorldEvent poll(long nanos) {
    try {
      return events.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  private void follow() {
    try {
      client.events("").forEachRemaining(events::add);
    } catch (SimFailure | io.grpc.StatusRuntimeException e) {
      return; // closed: whoever waits hears nothing more
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
