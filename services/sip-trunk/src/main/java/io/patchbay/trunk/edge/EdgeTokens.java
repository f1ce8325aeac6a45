package io.patchbay.trunk.edge;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.patchbay.proto.edge.v1.EdgeControlGrpc;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Lets only edges with the token attach (constant-time comparison).
public final class EdgeTokens implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final byte[] expected;

  /// Guards the door of edges.
  ///
  /// @param token empty: nobody may attach
  public EdgeTokens(String token) {
    expected = token.isEmpty() ? new byte[0] : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    boolean edge = EdgeControlGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName());
    if (edge && !allowed(headers.get(AUTHORIZATION))) {
      call.close(Status.UNAUTHENTICATED.withDescription("edge token"), new Metadata());
      return new ServerCall.Listener<A>() {};
    }
    return next.startCall(call, headers);
  }

  private boolean allowed(@Nullable String given) {
    byte[] bytes = given == null ? new byte[1] : given.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, bytes) && expected.length > 0;
  }
}
