package io.patchbay.dialplan.api;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// The gRPC server with `policy.v1`, health and reflection. Answers on the network threads: nothing
/// blocks.
public final class PolicyServer implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 64 << 10;

  private final Server server;

  /// @throws UncheckedIOException names the address when it cannot be bound
  public PolicyServer(InetSocketAddress address, PolicyService policy) {
    this.server =
        NettyServerBuilder.forAddress(address)
            .directExecutor()
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .addService(policy)
            .addService(new HealthStatusManager().getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance())
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "dial-plan: gRPC cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  /// The port bound.
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdown();
    try {
      if (!server.awaitTermination(500, TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
