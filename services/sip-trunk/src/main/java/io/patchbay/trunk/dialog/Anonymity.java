package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.trunk.cause.Causes;

/// Calls of nobody knows whom, where they are not wanted (RFC 5079).
final class Anonymity {
  private Anonymity() {}

  /// What becomes of a call without a number; [Outcome#NONE]: it is taken.
  static Outcome refusal(DialogSpec spec) {
    return switch (spec.getAnonymous()) {
      case ANONYMOUS_CALLS_UNSPECIFIED, ANONYMOUS_CALLS_ACCEPT, UNRECOGNIZED -> Outcome.NONE;
      case ANONYMOUS_CALLS_REJECT -> new Outcome(Causes.ANONYMOUS_REJECTED, 433);
      case ANONYMOUS_CALLS_BUSY -> new Outcome(Causes.USER_BUSY, 486);
      case ANONYMOUS_CALLS_DECLINE -> new Outcome(Causes.CALL_REJECTED, 603);
    };
  }

  /// Of a call that comes in from a trunk.
  static Outcome incoming(CallState.Origin origin, DialogSpec spec) {
    boolean hidden = origin.callingNumber().isEmpty();
    return hidden && origin.party().kind() == Party.Kind.TRUNK ? refusal(spec) : Outcome.NONE;
  }

  /// Of a call to this destination.
  static Outcome outgoing(CallState call, Destination.ToSip to) {
    boolean hidden = call.plan().decision().getCallingNumber().isEmpty();
    return hidden && to.party().kind() == Party.Kind.EXTENSION && !to.routes().isEmpty()
        ? refusal(to.routes().getFirst().manner().spec())
        : Outcome.NONE;
  }
}
