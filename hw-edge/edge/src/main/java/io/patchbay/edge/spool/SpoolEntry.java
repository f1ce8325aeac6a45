package io.patchbay.edge.spool;

import static java.util.Objects.requireNonNull;

import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.LiveCall;
import java.time.Instant;

/// One line of the spool's log. Applying an entry twice is the same as applying it once.
sealed interface SpoolEntry {
  /// The next fact gets this position.
  record Position(long next) implements SpoolEntry {}

  record FactAdded(Fact fact) implements SpoolEntry {
    public FactAdded {
      requireNonNull(fact, "fact");
    }
  }

  /// Everything up to and including this position is safe elsewhere.
  record FactsAcked(long sequence) implements SpoolEntry {}

  /// The last notes on an open call.
  ///
  /// @param owner the trunk replica that controls the call
  record SnapshotPut(String owner, LiveCall call) implements SpoolEntry {
    public SnapshotPut {
      requireNonNull(owner, "owner");
      requireNonNull(call, "call");
    }
  }

  record SnapshotDropped(String callId) implements SpoolEntry {}

  /// A call's record takes the place of its snapshot.
  record Concluded(String callId, Fact record) implements SpoolEntry {
    public Concluded {
      requireNonNull(callId, "callId");
      requireNonNull(record, "record");
    }
  }

  /// A command that must not be carried out twice goes to the hardware.
  record CommandBegun(String commandId, Instant at) implements SpoolEntry {}

  record CommandEnded(CommandResult result, Instant at) implements SpoolEntry {}

  /// The hardware no longer holds this message.
  record MessageDeleted(String key) implements SpoolEntry {}

  /// A message seen before, carried over a checkpoint.
  record MessageSeen(String key, int occurrence, boolean deleted) implements SpoolEntry {}

  /// The edge was alive.
  record Alive(Instant at) implements SpoolEntry {}

  /// What came before in this segment is a whole state.
  record CheckpointEnd() implements SpoolEntry {}
}
