package io.patchbay.edge.spool;

import io.patchbay.contract.Fault;
import io.patchbay.edge.spool.SpoolEntry.Alive;
import io.patchbay.edge.spool.SpoolEntry.CommandBegun;
import io.patchbay.edge.spool.SpoolEntry.CommandEnded;
import io.patchbay.edge.spool.SpoolEntry.Concluded;
import io.patchbay.edge.spool.SpoolEntry.FactAdded;
import io.patchbay.edge.spool.SpoolEntry.FactsAcked;
import io.patchbay.edge.spool.SpoolEntry.MessageDeleted;
import io.patchbay.edge.spool.SpoolEntry.SnapshotDropped;
import io.patchbay.edge.spool.SpoolEntry.SnapshotPut;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Fact;
import io.patchbay.proto.edge.v1.LiveCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What must survive the process: facts until they are acknowledged, snapshots of open calls,
/// commands that must not be done twice.
///
/// Thread-safe. Nothing here blocks on the disk: a thread of its own writes, and syncs once for all
/// that waited (group commit); `durable` is called on that thread with false when the disk failed.
public final class Spool implements AutoCloseable {
  private final SpoolState state;
  private final SpoolWriter writer;
  private final InstantSource clock;
  private final long maxBytes;
  private final List<LostCall> lost;
  private long durable;
  private long written;

  /// An open call of the edge's last life.
  ///
  /// @param owner the replica that controlled it; may be empty
  public record LostCall(String owner, LiveCall call) {}

  private Spool(
      SpoolState state, Segments segments, InstantSource clock, long maxBytes, long segmentBytes) {
    this.state = state;
    this.clock = clock;
    this.maxBytes = maxBytes;
    this.durable = state.next() - 1;
    this.lost = lost(state);
    this.writer = new SpoolWriter(segments, this::checkpoint, segmentBytes, this::caughtUp);
  }

  /// Reads the spool and starts its thread.
  ///
  /// @param maxBytes of facts and snapshots; beyond it new facts are refused
  /// @param segmentBytes the log is rewritten beyond this
  /// @throws IOException the directory cannot be used
  public static Spool open(Path directory, InstantSource clock, long maxBytes, long segmentBytes)
      throws IOException {
    return open(directory, clock, maxBytes, segmentBytes, Volume.ofThisMachine());
  }

  /// As the other, on a disk of the caller's.
  ///
  /// @throws IOException the directory cannot be used
  public static Spool open(
      Path directory, InstantSource clock, long maxBytes, long segmentBytes, Volume volume)
      throws IOException {
    var state = new SpoolState();
    var segments = Segments.open(directory, state, volume);
    var spool = new Spool(state, segments, clock, maxBytes, segmentBytes);
    spool.writer.start();
    return spool;
  }

  private static List<LostCall> lost(SpoolState state) {
    var seen = state.lastAlive();
    return state.snapshots().values().stream()
        .map(put ->
            new LostCall(
                put.owner(),
                put.call().toBuilder()
                    .setLost(true)
                    .clearLegs()
                    .setLastSeen(
                        com.google.protobuf.Timestamp.newBuilder()
                            .setSeconds(seen.getEpochSecond())
                            .setNanos(seen.getNano()))
                    .build()))
        .toList();
  }

  /// What had been refused by the disk is on it now; those who waited have been told otherwise, and
  /// will ask again.
  private void caughtUp() {
    synchronized (state) {
      durable = Math.max(durable, written);
    }
  }

  private List<SpoolEntry> checkpoint() {
    synchronized (state) {
      written = state.next() - 1;
      return state.checkpoint(clock.instant());
    }
  }

  /// The calls found open at the start.
  public List<LostCall> lostCalls() {
    return lost;
  }

  /// Keeps a fact; position and id are given here.
  ///
  /// @throws Fault NO_CAPACITY when the spool is full
  public void addFact(String factId, Fact.Builder draft, Consumer<Boolean> done) {
    synchronized (state) {
      requireRoom();
      append(new FactAdded(number(factId, draft)), done);
    }
  }

  /// Keeps a call's record and drops its snapshot, in one entry.
  ///
  /// @throws Fault NO_CAPACITY when the spool is full
  public void conclude(String callId, Fact.Builder draft, Consumer<Boolean> done) {
    synchronized (state) {
      requireRoom();
      append(new Concluded(callId, number("record-" + callId, draft)), done);
    }
  }

  /// Keeps a message of the hardware. When it is still the one seen before, nothing is added.
  ///
  /// @param done true: the message may be deleted from the hardware
  /// @throws Fault NO_CAPACITY when the spool is full: the message stays in the hardware
  public void addMessage(String key, Fact.Builder draft, Consumer<Boolean> done) {
    synchronized (state) {
      var seen = state.messages().get(key);
      if (seen != null && !seen.deleted()) {
        synced(List.of(), done);
        return;
      }
      requireRoom();
      String id = MessageKey.factId(key, seen == null ? 0 : seen.occurrence() + 1);
      append(new FactAdded(number(id, draft)), done);
    }
  }

  /// The hardware has deleted a message.
  public void messageDeleted(String key) {
    synchronized (state) {
      if (state.messages().containsKey(key)) {
        keep(new MessageDeleted(key));
      }
    }
  }

  /// Replaces a call's snapshot. Safe from the end of the process, not from that of the machine.
  public void putSnapshot(String owner, LiveCall call) {
    synchronized (state) {
      keep(new SnapshotPut(owner, call));
    }
  }

  /// Forgets a call that leaves no record.
  public void dropSnapshot(String callId) {
    synchronized (state) {
      if (state.snapshots().containsKey(callId)) {
        keep(new SnapshotDropped(callId));
      }
    }
  }

  /// Notes that calls are alive now.
  public void alive() {
    synchronized (state) {
      keep(new Alive(clock.instant()));
    }
  }

  /// What is known of a command.
  public CommandState command(String commandId) {
    synchronized (state) {
      var known = state.commands().get(commandId);
      if (known == null) {
        return new CommandState.Unknown();
      }
      return known.result().isPresent()
          ? new CommandState.Ended(known.result().get())
          : new CommandState.Begun();
    }
  }

  /// A command goes to the hardware once this is durable.
  public void commandBegun(String commandId, Consumer<Boolean> done) {
    synchronized (state) {
      append(
          new CommandBegun(commandId, clock.instant()),
          begun -> {
            if (!begun) {
              synchronized (state) {
                state.commands().remove(commandId); // it is not carried out
              }
            }
            done.accept(begun);
          });
    }
  }

  /// The command's result may go up once this is durable.
  public void commandEnded(CommandResult result, Consumer<Boolean> done) {
    synchronized (state) {
      append(new CommandEnded(result, clock.instant()), done);
    }
  }

  /// Everything up to and including `sequence` is safe elsewhere.
  public void acknowledge(long sequence) {
    synchronized (state) {
      keep(new FactsAcked(Math.min(sequence, durable)));
    }
  }

  /// Durable facts from a position on, in order.
  public List<Fact> facts(long from, int limit) {
    synchronized (state) {
      if (from > durable) {
        return List.of();
      }
      return state.facts().subMap(from, true, durable, true).values().stream()
          .limit(limit)
          .toList();
    }
  }

  /// Facts that wait for an acknowledgement.
  public int depth() {
    synchronized (state) {
      return state.facts().size();
    }
  }

  /// Why nothing can be kept at the moment; empty when it can.
  public String failure() {
    synchronized (state) {
      return state.bytes() > maxBytes
          ? "it holds " + state.bytes() + " bytes: full"
          : writer.failure();
    }
  }

  /// Bytes of facts and snapshots.
  public long bytes() {
    synchronized (state) {
      return state.bytes();
    }
  }

  /// Writes what waits and ends the thread.
  @Override
  public void close() {
    writer.close();
  }

  private void requireRoom() {
    if (state.bytes() > maxBytes) {
      throw new Fault(Fault.Kind.NO_CAPACITY, "spool holds " + state.bytes() + " bytes: full");
    }
  }

  private Fact number(String factId, Fact.Builder draft) {
    return draft.setSequence(state.next()).setFactId(factId).build();
  }

  private void append(SpoolEntry entry, Consumer<Boolean> done) {
    byte[] bytes = SpoolCodec.encode(entry);
    state.apply(entry);
    synced(List.of(bytes), done);
  }

  /// Once these are on the disk, so is everything before them.
  private void synced(List<byte[]> entries, Consumer<Boolean> done) {
    long last = state.next() - 1;
    writer.append(
        entries,
        true,
        written -> {
          if (written) {
            synchronized (state) {
              durable = Math.max(durable, last);
            }
          }
          done.accept(written);
        });
  }

  private void keep(SpoolEntry entry) {
    byte[] bytes = SpoolCodec.encode(entry);
    state.apply(entry);
    writer.append(List.of(bytes), false, _ -> {});
  }

  /// What is known of a command that must not be done twice.
  public sealed interface CommandState {
    record Unknown() implements CommandState {}

    /// Given to the hardware, the outcome is not known (any more).
    record Begun() implements CommandState {}

    record Ended(CommandResult result) implements CommandState {}
  }

  /// When the last life of the edge was last seen alive.
  public Optional<Instant> lastAlive() {
    synchronized (state) {
      return state.lastAlive().equals(Instant.EPOCH)
          ? Optional.empty()
          : Optional.of(state.lastAlive());
    }
  }
}
