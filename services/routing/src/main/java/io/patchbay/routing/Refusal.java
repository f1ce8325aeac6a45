package io.patchbay.routing;

import io.patchbay.proto.policy.v1.Decision;

/// Refusals with their SIP status and Q.850 cause.
public enum Refusal {
  /// Nobody has the number.
  UNKNOWN_NUMBER(404, 1),
  /// A rule, a list or the caller's rights are against it.
  NOT_ALLOWED(403, 21),
  /// The number belongs to none of the lines (G-089).
  NO_PREFIX(603, 21),
  /// No line can take it now.
  NO_LINE(503, 34),
  /// The call would go round in a circle (RFC 3261 §21.4.20; Q.850 25: exchange routing error).
  LOOP(482, 25),
  /// More digits are needed (RFC 3261 §21.4.22).
  INCOMPLETE(484, 28),
  /// The one phone it is for is in a call.
  BUSY(486, 17);

  private final int sipStatus;
  private final int cause;

  Refusal(int sipStatus, int cause) {
    this.sipStatus = sipStatus;
    this.cause = cause;
  }

  /// SIP response code.
  public int sipStatus() {
    return sipStatus;
  }

  /// Q.850 cause value.
  public int cause() {
    return cause;
  }

  Decision decision(String reason) {
    return Decision.newBuilder().setSipStatus(sipStatus).setCause(cause).setReason(reason).build();
  }
}
