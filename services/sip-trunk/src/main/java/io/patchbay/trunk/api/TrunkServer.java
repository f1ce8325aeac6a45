package io.patchbay.trunk.api;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.patchbay.launch.grpc.GrpcServer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The gRPC server of this service. Its handlers never block, so they run on the event loop.
public final class TrunkServer {
  private TrunkServer() {}

  /// Listens from now on.
  ///
  /// @param port 0: any
  /// @throws UncheckedIOException names the address when it cannot be bound
  public static GrpcServer open(
      String host, int port, ServerInterceptor guard, List<? extends BindableService> services) {
    return GrpcServer.direct(
        new InetSocketAddress(host, port),
        builder -> {
          builder
              .intercept(guard)
              .keepAliveTime(10, TimeUnit.SECONDS)
              .keepAliveTimeout(5, TimeUnit.SECONDS)
              .permitKeepAliveTime(2, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true);
          services.forEach(builder::addService);
        });
  }
}
