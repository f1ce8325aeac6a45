package io.patchbay.console.api;

import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.users.Credentials;
import io.patchbay.launch.grpc.GrpcServer;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.cdr.v1.RecordsGrpc;
import io.patchbay.proto.limit.v1.LimitsGrpc;
import io.patchbay.proto.policy.v1.PolicyGrpc;
import io.patchbay.proto.sms.v1.MessagesGrpc;
import io.patchbay.proto.sms.v1.UssdGrpc;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The public gRPC server: `config.v1` and `line.v1` are ours, `call.v1`, `sms.v1`, `cdr.v1` and
/// `policy.v1`, `limit.v1` are passed on.
public final class PublicDoor implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 1 << 20;

  private final GrpcServer server;

  /// @param loopbackIsTrusted callers on this machine need no credentials
  /// @throws UncheckedIOException names the address when it cannot be bound
  public PublicDoor(
      InetSocketAddress address,
      Configuration configuration,
      LinesService lines,
      Backends backends,
      Credentials credentials,
      AuditTrail audit,
      boolean loopbackIsTrusted) {
    this.server =
        GrpcServer.blocking(
            address,
            builder ->
                builder
                    .maxInboundMessageSize(LARGEST_MESSAGE)
                    .maxInboundMetadataSize(16 << 10)
                    .permitKeepAliveTime(10, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .intercept(new DoorKeeper(credentials, audit, loopbackIsTrusted))
                    .addService(new ConfigurationService(configuration))
                    .addService(lines)
                    .addService(
                        Proxy.of(
                            CallsGrpc.getServiceDescriptor(),
                            backends.trunk(),
                            Set.of("HangUp", "GetCall", "SendDtmf", "Record", "StopRecording"),
                            Set.of("ListCalls", "WatchEvents")))
                    .addService(any(MessagesGrpc.getServiceDescriptor(), backends.smsRouter()))
                    .addService(any(UssdGrpc.getServiceDescriptor(), backends.smsRouter()))
                    .addService(any(RecordsGrpc.getServiceDescriptor(), backends.cdrAnalytics()))
                    .addService(any(PolicyGrpc.getServiceDescriptor(), backends.dialPlan()))
                    .addService(any(LimitsGrpc.getServiceDescriptor(), backends.dialPlan())),
            lines::close);
  }

  /// A service of which any replica can answer.
  private static ServerServiceDefinition any(ServiceDescriptor service, Backend backend) {
    return Proxy.of(service, backend, Set.of(), Set.of());
  }

  /// The port bound.
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
