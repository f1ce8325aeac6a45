package io.patchbay.dialplan;

import io.patchbay.dialplan.events.LedgerTopic;
import io.patchbay.dialplan.events.PhoneSettings;
import io.patchbay.launch.grpc.GrpcServer;
import io.patchbay.launch.kafka.TopicFollower;
import java.net.http.HttpClient;
import java.util.concurrent.ScheduledExecutorService;

/// The running service: follows topics, answers questions all the while.
///
/// @param minutes what is done every few seconds
record DialPlan(
    TopicFollower topics,
    LedgerTopic ledger,
    PhoneSettings phones,
    GrpcServer server,
    HttpClient http,
    ScheduledExecutorService minutes)
    implements AutoCloseable {
  int grpcPort() {
    return server.port();
  }

  @Override
  public void close() {
    minutes.shutdownNow();
    topics.close();
    ledger.close();
    server.close();
    phones.close();
    http.shutdownNow();
  }
}
