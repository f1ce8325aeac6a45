package io.patchbay.launch.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A gRPC server with health and reflection; it listens from the start. Thread-safe.
public final class GrpcServer implements AutoCloseable {
  private static final Duration ENDING = Duration.ofMillis(500);

  private final Server server;
  private final Runnable endStreams;
  private final Runnable endThreads;

  private GrpcServer(Server server, Runnable endStreams, Runnable endThreads) {
    this.server = server;
    this.endStreams = endStreams;
    this.endThreads = endThreads;
  }

  /// For one service that may block: each call has a virtual thread.
  ///
  /// @param largestMessage in octets; a larger request is refused
  /// @param endStreams ends the calls that would go on for ever, when the server is closed
  /// @throws UncheckedIOException names the address when it cannot be bound
  public static GrpcServer blocking(
      InetSocketAddress address, int largestMessage, BindableService service, Runnable endStreams) {
    return blocking(
        address,
        builder -> builder.maxInboundMessageSize(largestMessage).addService(service),
        endStreams);
  }

  /// For services that may block: each call has a virtual thread.
  ///
  /// @param offer adds the services, sets bounds
  /// @param endStreams ends the calls that would go on for ever, when the server is closed
  /// @throws UncheckedIOException names the address when it cannot be bound
  public static GrpcServer blocking(
      InetSocketAddress address, Consumer<NettyServerBuilder> offer, Runnable endStreams) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address).executor(threads);
    try {
      return new GrpcServer(start(builder, address, offer), endStreams, threads::shutdownNow);
    } catch (UncheckedIOException e) {
      threads.shutdownNow();
      throw e;
    }
  }

  /// For one service that never blocks: it answers on the network threads.
  ///
  /// @param largestMessage in octets; a larger request is refused
  /// @throws UncheckedIOException names the address when it cannot be bound
  public static GrpcServer direct(
      InetSocketAddress address, int largestMessage, BindableService service) {
    return direct(
        address, builder -> builder.maxInboundMessageSize(largestMessage).addService(service));
  }

  /// For services that never block: they answer on the network threads.
  ///
  /// @param offer adds the services, sets bounds
  /// @throws UncheckedIOException names the address when it cannot be bound
  public static GrpcServer direct(InetSocketAddress address, Consumer<NettyServerBuilder> offer) {
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address).directExecutor();
    return new GrpcServer(start(builder, address, offer), () -> {}, () -> {});
  }

  private static Server start(
      NettyServerBuilder builder, InetSocketAddress address, Consumer<NettyServerBuilder> offer) {
    offer.accept(builder);
    try {
      return builder
          .addService(new HealthStatusManager().getHealthService())
          .addService(ProtoReflectionServiceV1.newInstance())
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "gRPC cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /// The port bound.
  public int port() {
    return server.getPort();
  }

  /// Calls under way have half a second.
  @Override
  public void close() {
    server.shutdown();
    endStreams.run();
    try {
      if (!server.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException _) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    endThreads.run();
  }
}
