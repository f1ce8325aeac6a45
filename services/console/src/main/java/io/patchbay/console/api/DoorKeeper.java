package io.patchbay.console.api;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.patchbay.console.audit.AuditTrail;
import io.patchbay.console.users.Caller;
import io.patchbay.console.users.Credentials;
import io.patchbay.console.users.Role;
import io.patchbay.contract.Fault;
import io.patchbay.contract.FaultStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/// Asks everybody at the gRPC door who they are, and notes who changed something.
final class DoorKeeper implements ServerInterceptor {
  static final Context.Key<Caller> CALLER = Context.key("patchbay.caller");

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /// Methods that change something or show what not everybody may see, and who may call them; all
  /// others are for viewers.
  private static final Map<String, Role> CHANGES =
      Map.ofEntries(
          Map.entry("patchbay.call.v1.Calls/Originate", Role.OPERATOR),
          Map.entry("patchbay.call.v1.Calls/HangUp", Role.OPERATOR),
          Map.entry("patchbay.call.v1.Calls/SendDtmf", Role.OPERATOR),
          Map.entry("patchbay.call.v1.Calls/Record", Role.OPERATOR),
          Map.entry("patchbay.call.v1.Calls/StopRecording", Role.OPERATOR),
          Map.entry("patchbay.sms.v1.Messages/SendMessage", Role.OPERATOR),
          Map.entry("patchbay.sms.v1.Ussd/SendUssd", Role.OPERATOR),
          Map.entry("patchbay.sms.v1.Ussd/CancelUssd", Role.OPERATOR),
          Map.entry("patchbay.line.v1.Lines/ControlLine", Role.OPERATOR),
          Map.entry("patchbay.line.v1.Lines/TestAudio", Role.OPERATOR),
          Map.entry("patchbay.line.v1.Lines/HoldCalls", Role.OPERATOR),
          Map.entry("patchbay.line.v1.Lines/ReadAtLog", Role.OPERATOR),
          Map.entry("patchbay.line.v1.Lines/QueryForwarding", Role.OPERATOR),
          Map.entry("patchbay.line.v1.Lines/SetForwarding", Role.OPERATOR),
          Map.entry("patchbay.policy.v1.Policy/Route", Role.OPERATOR),
          Map.entry("patchbay.policy.v1.Policy/AuthorizeSms", Role.OPERATOR),
          Map.entry("patchbay.limit.v1.Limits/Renew", Role.OPERATOR),
          Map.entry("patchbay.limit.v1.Limits/Reset", Role.OPERATOR),
          Map.entry("patchbay.limit.v1.Limits/Correct", Role.OPERATOR),
          Map.entry("patchbay.limit.v1.Limits/Restore", Role.OPERATOR),
          Map.entry("patchbay.limit.v1.Limits/ReserveMessage", Role.OPERATOR),
          Map.entry("patchbay.limit.v1.Limits/SettleMessage", Role.OPERATOR),
          Map.entry("patchbay.config.v1.Configuration/PutDocument", Role.ADMIN),
          Map.entry("patchbay.config.v1.Configuration/DeleteDocument", Role.ADMIN));

  private final Credentials credentials;
  private final AuditTrail audit;
  private final boolean loopbackIsTrusted;

  DoorKeeper(Credentials credentials, AuditTrail audit, boolean loopbackIsTrusted) {
    this.credentials = credentials;
    this.audit = audit;
    this.loopbackIsTrusted = loopbackIsTrusted;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    if (method.startsWith("grpc.health.")) {
      return next.startCall(call, headers);
    }
    Role needed = CHANGES.getOrDefault(method, Role.VIEWER);
    Caller caller;
    boolean known = false;
    try {
      caller = caller(call, headers);
      known = true;
      caller.require(needed);
    } catch (Fault e) {
      Status status = FaultStatus.toStatus(e).getStatus();
      audit.note(address(call), "grpc", method, false, String.valueOf(e.getMessage()));
      call.close(
          e.kind() == Fault.Kind.FORBIDDEN && !known
              ? Status.UNAUTHENTICATED.withDescription(e.getMessage())
              : status,
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    Context context = Context.current().withValue(CALLER, caller);
    if (!CHANGES.containsKey(method)) {
      return Contexts.interceptCall(context, call, headers, next);
    }
    var watched = new Noted<Q, A>(call, caller.name(), method);
    return RecordedCall.of(
        method, Contexts.interceptCall(context, watched, headers, next), watched::object);
  }

  private Caller caller(ServerCall<?, ?> call, Metadata headers) {
    String authorization = headers.get(AUTHORIZATION);
    if (authorization != null) {
      return credentials
          .check(authorization, address(call))
          .orElseThrow(() -> new Fault(Fault.Kind.FORBIDDEN, "wrong user or password"));
    }
    if (loopbackIsTrusted && remote(call).isLoopbackAddress()) {
      return new Caller("loopback", Role.ADMIN, "");
    }
    throw new Fault(
        Fault.Kind.FORBIDDEN, "credentials are needed: metadata authorization, Basic or Bearer");
  }

  private static String address(ServerCall<?, ?> call) {
    return String.valueOf(remote(call).getHostAddress());
  }

  private static InetAddress remote(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
                instanceof InetSocketAddress address
            && address.getAddress() != null
        ? address.getAddress()
        : new InetSocketAddress(0).getAddress();
  }

  private final class Noted<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final String actor;
    private final String method;
    private String object = "";

    Noted(ServerCall<Q, A> call, String actor, String method) {
      super(call);
      this.actor = actor;
      this.method = method;
    }

    /// What it is about, where the method does not say enough.
    void object(String named) {
      object = ' ' + named;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      String detail = status.getDescription();
      audit.note(actor, "grpc", method + object, status.isOk(), detail == null ? "" : detail);
      super.close(status, trailers);
    }
  }
}
