package io.patchbay.console.api;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// One service and the addresses of its replicas. Thread-safe.
public final class Backend implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 4 << 20;

  private final String name;
  private final List<String> addresses;
  private final List<ManagedChannel> channels = new ArrayList<>();

  /// @param addresses host:port, comma separated; connected when first used
  public Backend(String name, String addresses) {
    this(name, addresses, "");
  }

  /// @param token shown with every question; empty: none
  public Backend(String name, String addresses, String token) {
    this.name = name;
    this.addresses =
        List.of(addresses.split(",")).stream()
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    for (String address : this.addresses) {
      channels.add(
          NettyChannelBuilder.forTarget(address)
              .usePlaintext()
              .intercept(credentials(token))
              .maxInboundMessageSize(LARGEST_MESSAGE)
              .keepAliveTime(30, TimeUnit.SECONDS)
              .keepAliveTimeout(5, TimeUnit.SECONDS)
              .build());
    }
  }

  private static List<ClientInterceptor> credentials(String token) {
    if (token.isEmpty()) {
      return List.of();
    }
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return List.of(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  public String name() {
    return name;
  }

  List<String> addresses() {
    return addresses;
  }

  List<ManagedChannel> channels() {
    return channels;
  }

  /// Asks the first replica that can be reached.
  ///
  /// @param elsewhere true: one that answers NOT_FOUND is passed over too, since another may know
  /// @throws Fault what the service answered, UNAVAILABLE when none can be reached
  <T> T ask(boolean elsewhere, Function<Channel, T> question) {
    Status last = Status.UNAVAILABLE.withDescription(name + ": no address is configured");
    for (ManagedChannel channel : channels) {
      try {
        return question.apply(channel);
      } catch (StatusRuntimeException e) {
        last = worse(last, e.getStatus());
        if (!nothingSent(e.getStatus())
            && !(elsewhere && e.getStatus().getCode() == Status.Code.NOT_FOUND)) {
          break;
        }
      }
    }
    throw fault(last);
  }

  private Fault fault(Status status) {
    if (nothingSent(status)) {
      return new Fault(
          Fault.Kind.UNAVAILABLE, name + " is not reachable at " + String.join(", ", addresses));
    }
    return FaultStatus.toFault(status.asRuntimeException());
  }

  /// NOT_FOUND of one replica says more than that another is away.
  static Status worse(Status before, Status now) {
    return before.getCode() == Status.Code.NOT_FOUND && nothingSent(now) ? before : now;
  }

  /// The request did not leave us, so another replica may be asked without doing anything twice.
  static boolean nothingSent(Status status) {
    if (status.getCode() != Status.Code.UNAVAILABLE) {
      return false;
    }
    Throwable cause = status.getCause();
    while (cause instanceof IOException || cause instanceof RuntimeException) {
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof NoRouteToHostException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /// A replica that was away is tried again now, not after gRPC's growing pause.
  void retryNow() {
    for (ManagedChannel channel : channels) {
      if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
        channel.resetConnectBackoff();
      }
    }
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
