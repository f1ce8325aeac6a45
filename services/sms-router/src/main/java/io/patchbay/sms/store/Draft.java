package io.patchbay.sms.store;

import io.patchbay.proto.sms.v1.Message;
import java.time.Instant;
import java.util.List;

/// A message that is to be accepted.
///
/// @param message as told to the client
/// @param requestId idempotency key within the message's origin; empty: none
/// @param lines allowed, in order; not empty
/// @param tpdus SMS-SUBMIT of each part
/// @param expiresAt when sending is given up
/// @param waitsForLimits when no limit lets any of the lines send it; else it fails
public record Draft(
    Message message,
    String requestId,
    List<String> lines,
    List<byte[]> tpdus,
    boolean deliveryReport,
    Instant expiresAt,
    boolean waitsForLimits) {
  public Draft {
    lines = List.copyOf(lines);
    tpdus = List.copyOf(tpdus);
    if (lines.isEmpty() || tpdus.isEmpty()) {
      throw new IllegalArgumentException("a message needs lines and parts");
    }
  }
}
