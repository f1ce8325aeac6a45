package io.patchbay.sms.api;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.patchbay.contract.serve.Watchers;
import io.patchbay.proto.sms.v1.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The gRPC server with `sms.v1`, health and reflection. One virtual thread a call.
public final class MessagesServer implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 1 << 20;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Watchers<Message> watchers;
  private final Server server;

  /// @throws UncheckedIOException names the address when it cannot be bound
  public MessagesServer(
      InetSocketAddress address, MessagesService messages, Watchers<Message> watchers) {
    this.watchers = watchers;
    this.server =
        NettyServerBuilder.forAddress(address)
            .executor(executor)
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .addService(messages)
            .addService(new HealthStatusManager().getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance())
            .build();
    try {
      server.start();
    } catch (IOException e) {
      executor.close();
      throw new UncheckedIOException(
          "sms-router: gRPC cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  /// The port bound.
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdown();
    watchers.close();
    try {
      if (!server.awaitTermination(500, TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException _) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }
}
