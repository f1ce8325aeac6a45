package io.patchbay.contract;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/// The one mapping between [Fault] and gRPC status.
public final class FaultStatus {
  private FaultStatus() {}

  /// The status a server answers with; anything but a [Fault] is a bug and INTERNAL without detail.
  public static StatusRuntimeException toStatus(Throwable thrown) {
    if (thrown instanceof StatusRuntimeException status) {
      return status;
    }
    if (thrown instanceof Fault fault) {
      return code(fault.kind()).withDescription(fault.getMessage()).asRuntimeException();
    }
    return Status.INTERNAL.withDescription("internal error").asRuntimeException();
  }

  /// The fault a client sees.
  public static Fault toFault(StatusRuntimeException status) {
    String description = status.getStatus().getDescription();
    return new Fault(
        kind(status.getStatus().getCode()),
        description == null ? status.getStatus().getCode().name() : description,
        status);
  }

  private static Status code(Fault.Kind kind) {
    return switch (kind) {
      case INVALID -> Status.INVALID_ARGUMENT;
      case FORBIDDEN -> Status.PERMISSION_DENIED;
      case NOT_FOUND -> Status.NOT_FOUND;
      case NO_CAPACITY -> Status.RESOURCE_EXHAUSTED;
      case UNAVAILABLE -> Status.UNAVAILABLE;
      case TIMED_OUT -> Status.DEADLINE_EXCEEDED;
      case CONFLICT -> Status.ABORTED;
    };
  }

  private static Fault.Kind kind(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION, UNIMPLEMENTED -> Fault.Kind.INVALID;
      case PERMISSION_DENIED, UNAUTHENTICATED -> Fault.Kind.FORBIDDEN;
      case NOT_FOUND -> Fault.Kind.NOT_FOUND;
      case RESOURCE_EXHAUSTED -> Fault.Kind.NO_CAPACITY;
      case DEADLINE_EXCEEDED, CANCELLED -> Fault.Kind.TIMED_OUT;
      case ABORTED, ALREADY_EXISTS -> Fault.Kind.CONFLICT;
      case OK, UNKNOWN, INTERNAL, UNAVAILABLE, DATA_LOSS -> Fault.Kind.UNAVAILABLE;
    };
  }
}
