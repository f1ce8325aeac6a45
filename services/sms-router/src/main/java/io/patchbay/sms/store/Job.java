package io.patchbay.sms.store;

import io.patchbay.sms.ledger.PartState;
import java.time.Instant;
import java.util.List;

/// A message a worker has claimed.
///
/// @param lines allowed, in order
/// @param tries refusals so far
/// @param serviceCentre empty: the SIM's own
public record Job(
    String messageId,
    String line,
    List<String> lines,
    int tries,
    String serviceCentre,
    Instant expiresAt,
    List<Part> parts) {
  /// One of its parts.
  ///
  /// @param attempt counts up with every certain refusal, from 1
  /// @param unknown answers so far that left the outcome open
  public record Part(int number, PartState state, byte[] tpdu, int attempt, int unknown) {
    /// Whether nobody can have it yet, or nobody knows.
    public boolean open() {
      return state == PartState.WAITING || state == PartState.SENDING;
    }
  }

  /// The same for the same attempt, however often it is asked: the edge answers a repeated id with
  /// the first result.
  public String commandId(Part part) {
    String id = messageId + "/" + part.number();
    return part.attempt() == 1 ? id : id + "/" + part.attempt();
  }
}
