package io.patchbay.console.api;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.patchbay.proto.call.v1.RecordRequest;
import java.util.Set;
import java.util.function.Consumer;

/// Tells which call somebody wants to have recorded, for the audit trail.
final class RecordedCall<Q> extends SimpleForwardingServerCallListener<Q> {
  /// Their requests begin alike: field 1 is the call.
  private static final Set<String> METHODS =
      Set.of("patchbay.call.v1.Calls/Record", "patchbay.call.v1.Calls/StopRecording");

  private final Consumer<String> told;

  private RecordedCall(ServerCall.Listener<Q> next, Consumer<String> told) {
    super(next);
    this.told = told;
  }

  /// The listener, with an ear where the method is about recording.
  static <Q> ServerCall.Listener<Q> of(
      String method, ServerCall.Listener<Q> next, Consumer<String> told) {
    return METHODS.contains(method) ? new RecordedCall<>(next, told) : next;
  }

  @Override
  public void onMessage(Q message) {
    if (message instanceof byte[] octets) {
      try {
        told.accept(RecordRequest.parseFrom(octets).getCallId());
      } catch (InvalidProtocolBufferException malformed) {
        told.accept("a request that cannot be read");
      }
    }
    super.onMessage(message);
  }
}
