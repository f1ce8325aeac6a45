package io.patchbay.simulator.api;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.patchbay.simulator.port.PlugBoard;
import io.patchbay.simulator.world.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Serves `sim.v1` with server reflection.
public final class SimServer implements AutoCloseable {
  private final Server server;

  private SimServer(Server server) {
    this.server = server;
  }

  /// Listens on `address`; port 0: any free one.
  ///
  /// @param thread runs tasks on the world's thread
  /// @throws IOException the port is taken
  public static SimServer start(
      InetSocketAddress address, World world, Executor thread, PlugBoard board) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(address)
            .directExecutor()
            .maxInboundMessageSize(1 << 20)
            .addService(new SimService(world, thread, board))
            .addService(ProtoReflectionServiceV1.newInstance())
            .build();
    return new SimServer(server.start());
  }

  /// The port it listens on.
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
