package io.patchbay.sms.ledger;

import io.patchbay.proto.sms.v1.MessageState;
import java.util.Collection;

/// How far an outbound message is, by its parts.
///
/// @param partsDone parts the network took
public record Progress(MessageState state, int partsDone) {
  /// One failed part fails the message; else it is as far as its last part.
  public static Progress of(Collection<PartState> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a message without parts");
    }
    int taken = 0;
    int delivered = 0;
    boolean begun = false;
    boolean failed = false;
    for (PartState part : parts) {
      taken += part == PartState.SENT || part == PartState.DELIVERED ? 1 : 0;
      delivered += part == PartState.DELIVERED ? 1 : 0;
      begun |= part != PartState.WAITING;
      failed |= part == PartState.FAILED;
    }
    if (failed) {
      return new Progress(MessageState.MESSAGE_STATE_FAILED, taken);
    }
    if (delivered == parts.size()) {
      return new Progress(MessageState.MESSAGE_STATE_DELIVERED, taken);
    }
    if (taken == parts.size()) {
      return new Progress(MessageState.MESSAGE_STATE_SENT, taken);
    }
    return new Progress(
        begun ? MessageState.MESSAGE_STATE_SENDING : MessageState.MESSAGE_STATE_ACCEPTED, taken);
  }
}
