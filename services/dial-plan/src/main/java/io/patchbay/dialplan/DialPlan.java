package io.patchbay.dialplan;

import io.patchbay.dialplan.events.TopicReader;
import io.patchbay.launch.grpc.GrpcServer;
import java.time.Duration;

/// The running service: reads topics on one virtual thread, answers questions all the while.
final class DialPlan implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(1);

  private final TopicReader reader;
  private final GrpcServer server;
  private final Thread thread;

  DialPlan(TopicReader reader, GrpcServer server) {
    this.reader = reader;
    this.server = server;
    this.thread = Thread.ofVirtual().name("dial-plan-topics").start(reader);
  }

  int grpcPort() {
    return server.port();
  }

  TopicReader.State topics() {
    return reader.state();
  }

  @Override
  public void close() {
    reader.stop();
    server.close();
    thread.interrupt();
    try {
      if (!thread.join(STOP)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
