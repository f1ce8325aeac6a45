package io.patchbay.trunk.edge;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.patchbay.proto.call.v1.CallsGrpc;
import io.patchbay.proto.edge.v1.EdgeControlGrpc;
import io.patchbay.proto.edge.v1.TrunkControlGrpc;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Lets only edges with their token attach, and only services with theirs command lines and calls
/// (`authorization: Bearer …`, constant-time comparison). Reflection and health are for everybody.
public final class Tokens implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final byte[] edges;
  private final byte[] services;

  /// Guards the door.
  ///
  /// @param edge empty: nobody may attach
  /// @param service empty: as `edge`
  public Tokens(String edge, String service) {
    edges = bearer(edge);
    services = service.isEmpty() ? edges : bearer(service);
  }

  private static byte[] bearer(String token) {
    return token.isEmpty() ? new byte[0] : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    String given = headers.get(AUTHORIZATION);
    String service = String.valueOf(call.getMethodDescriptor().getServiceName());
    String missing =
        switch (service) {
          case EdgeControlGrpc.SERVICE_NAME -> allowed(edges, given) ? "" : "edge token";
          case TrunkControlGrpc.SERVICE_NAME, CallsGrpc.SERVICE_NAME ->
              allowed(services, given) ? "" : "service token";
          default -> "";
        };
    if (missing.isEmpty()) {
      return next.startCall(call, headers);
    }
    call.close(Status.UNAUTHENTICATED.withDescription(missing), new Metadata());
    return new ServerCall.Listener<A>() {};
  }

  private static boolean allowed(byte[] expected, @Nullable String given) {
    byte[] bytes = given == null ? new byte[1] : given.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, bytes) && expected.length > 0;
  }
}
