package io.patchbay.contract;

import io.patchbay.proto.edge.v1.Refused;

/// What a client is told when an edge refuses a command.
public final class Refusals {
  private Refusals() {}

  /// The fault that says the same.
  public static Fault toFault(Refused refused) {
    return new Fault(
        switch (refused.getKind()) {
          case REFUSAL_INVALID -> Fault.Kind.INVALID;
          case REFUSAL_NOT_FOUND -> Fault.Kind.NOT_FOUND;
          case REFUSAL_TIMED_OUT -> Fault.Kind.TIMED_OUT;
          case REFUSAL_BUSY, REFUSAL_REJECTED -> Fault.Kind.CONFLICT;
          case REFUSAL_UNAVAILABLE, REFUSAL_UNSPECIFIED, UNRECOGNIZED -> Fault.Kind.UNAVAILABLE;
        },
        refused.getReason());
  }
}
