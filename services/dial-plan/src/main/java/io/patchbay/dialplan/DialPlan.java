package io.patchbay.dialplan;

import io.patchbay.dialplan.events.LedgerTopic;
import io.patchbay.launch.grpc.GrpcServer;
import io.patchbay.launch.kafka.TopicFollower;
import java.net.http.HttpClient;

/// The running service: follows topics, answers questions all the while.
record DialPlan(TopicFollower topics, LedgerTopic ledger, GrpcServer server, HttpClient http)
    implements AutoCloseable {
  int grpcPort() {
    return server.port();
  }

  @Override
  public void close() {
    topics.close();
    ledger.close();
    server.close();
    http.shutdownNow();
  }
}
