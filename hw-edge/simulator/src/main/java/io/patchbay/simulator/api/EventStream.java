package io.patchbay.simulator.api;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.patchbay.simulator.network.Journal;
import io.patchbay.simulator.network.WorldEvent;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// One watcher of the world's events. Events wait while it is slow; too slow, and the stream ends.
final class EventStream implements Consumer<WorldEvent> {
  private static final int MOST_WAITING = 10_000;

  private final String subject;
  private final Journal journal;
  private final Executor world;
  private final ServerCallStreamObserver<io.patchbay.proto.sim.v1.WorldEvent> watcher;
  private final ArrayDeque<WorldEvent> waiting = new ArrayDeque<>();
  private boolean ended;

  EventStream(
      String subject,
      Journal journal,
      Executor world,
      ServerCallStreamObserver<io.patchbay.proto.sim.v1.WorldEvent> watcher) {
    this.subject = subject;
    this.journal = journal;
    this.world = world;
    this.watcher = watcher;
  }

  /// Begins; on the gRPC call's own thread, before its method returns.
  void start() {
    watcher.setOnReadyHandler(() -> world.execute(this::drain));
    watcher.setOnCancelHandler(() -> world.execute(this::end));
    world.execute(() -> journal.listen(this));
  }

  @Override
  public void accept(WorldEvent event) {
    if (!subject.isEmpty() && !subject.equals(event.subject())) {
      return;
    }
    waiting.add(event);
    if (waiting.size() > MOST_WAITING) {
      end();
      watcher.onError(
          Status.RESOURCE_EXHAUSTED.withDescription("the watcher is too slow").asException());
      return;
    }
    drain();
  }

  private void drain() {
    while (!ended && watcher.isReady() && !waiting.isEmpty()) {
      watcher.onNext(Messages.event(waiting.remove()));
    }
  }

  private void end() {
    ended = true;
    waiting.clear();
    journal.ignore(this);
  }
}
