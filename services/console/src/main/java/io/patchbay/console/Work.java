package io.patchbay.console;

import io.patchbay.console.api.PublicDoor;
import io.patchbay.console.config.Import;
import io.patchbay.console.rest.Pushed;
import io.patchbay.console.web.LiveSections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The threads of the running service, and the order in which they end.
final class Work implements AutoCloseable {
  private static final int PING_S = 10;
  private static final Duration ENDING = Duration.ofMillis(600);

  private final PublicDoor door;
  private final Import documents;
  private final Pushed pushed;
  private final LiveSections live;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Runnable> stops = new ArrayList<>();

  Work(PublicDoor door, Import documents, Pushed pushed, LiveSections live) {
    this.door = door;
    this.documents = documents;
    this.pushed = pushed;
    this.live = live;
    begin("console-documents", documents);
    begin("console-live", live);
    begin("console-ping", this::ping);
  }

  /// Runs it until it is interrupted.
  void begin(String name, Runnable work) {
    Thread thread = Thread.ofVirtual().name(name).start(work);
    threads.add(thread);
    stops.add(thread::interrupt);
  }

  /// Something with a thread of its own, which ends before the gRPC server.
  void beside(Runnable stop) {
    stops.add(stop);
  }

  int grpcPort() {
    return door.port();
  }

  private void ping() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.SECONDS.sleep(PING_S);
        pushed.ping();
        live.ping();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    documents.stop();
    live.close();
    pushed.close();
    stops.forEach(Runnable::run);
    door.close();
    try {
      for (Thread thread : threads) {
        if (!thread.join(ENDING)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
