package io.patchbay.sms.store;

import io.patchbay.sms.ledger.PartState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A message a worker has claimed.
///
/// @param lines allowed, in order
/// @param tries refusals so far
/// @param serviceCentre empty: the SIM's own
/// @param origin as `extension/101`
/// @param waitsForLimits when no limit lets any of the lines send it; else it fails
public record Job(
    String messageId,
    String line,
    List<String> lines,
    int tries,
    String serviceCentre,
    String origin,
    boolean waitsForLimits,
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

    private Part before() {
      return new Part(number, state, tpdu, attempt - 1, unknown);
    }
  }

  /// What limits know the message by, until its first part has been refused: the others go by the
  /// line that took that.
  public String lease() {
    return commandId(parts.getFirst());
  }

  /// Of the attempt before; empty: this is the first.
  public Optional<String> leaseBefore() {
    Part first = parts.getFirst();
    return first.attempt() == 1 ? Optional.empty() : Optional.of(commandId(first.before()));
  }

  /// Parts from this one on that nobody can have.
  public int unsentFrom(Part part) {
    return (int) parts.stream().filter(one -> one.number() >= part.number() && one.open()).count();
  }

  /// The same for the same attempt, however often it is asked: the edge answers a repeated id with
  /// the first result.
  public String commandId(Part part) {
    String id = messageId + "/" + part.number();
    return part.attempt() == 1 ? id : id + "/" + part.attempt();
  }
}
