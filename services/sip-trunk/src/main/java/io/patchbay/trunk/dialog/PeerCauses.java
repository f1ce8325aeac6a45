package io.patchbay.trunk.dialog;

import io.patchbay.proto.config.v1.CauseRow;
import io.patchbay.proto.config.v1.DialogSpec;
import io.patchbay.routing.call.NextTarget;
import io.patchbay.trunk.cause.Causes;

/// Cause and status as one peer has them: its own rows before those of RFC 3398.
public final class PeerCauses {
  private PeerCauses() {}

  /// The status with which a caller who is still waiting is refused.
  public static int status(Channel caller, Outcome outcome) {
    return caller instanceof SipChannel sip
        ? status(sip.session().spec(), outcome)
        : outcome.statusForCaller();
  }

  private static int status(DialogSpec spec, Outcome outcome) {
    for (CauseRow row : spec.getStatusOfCauseList()) {
      if (row.getCause() == outcome.cause()) {
        return row.getStatus();
      }
    }
    return noLine(outcome.cause()) && spec.getNoLineStatus() > 0
        ? spec.getNoLineStatus()
        : outcome.statusForCaller();
  }

  private static boolean noLine(int cause) {
    return cause == Causes.NO_CIRCUIT
        || cause == Causes.NETWORK_OUT_OF_ORDER
        || cause == NextTarget.LINE_IN_USE;
  }

  /// What a refusal without Reason means.
  static int cause(DialogSpec spec, int status) {
    for (CauseRow row : spec.getCauseOfStatusList()) {
      if (row.getStatus() == status) {
        return row.getCause();
      }
    }
    return Causes.ofSip(status);
  }
}
