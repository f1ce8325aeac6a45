package io.patchbay.edge.spool;

import io.patchbay.edge.spool.SpoolEntry.Alive;
import io.patchbay.edge.spool.SpoolEntry.CheckpointEnd;
import io.patchbay.edge.spool.SpoolEntry.CommandBegun;
import io.patchbay.edge.spool.SpoolEntry.CommandEnded;
import io.patchbay.edge.spool.SpoolEntry.Concluded;
import io.patchbay.edge.spool.SpoolEntry.FactAdded;
import io.patchbay.edge.spool.SpoolEntry.FactsAcked;
import io.patchbay.edge.spool.SpoolEntry.MessageDeleted;
import io.patchbay.edge.spool.SpoolEntry.MessageSeen;
import io.patchbay.edge.spool.SpoolEntry.Position;
import io.patchbay.edge.spool.SpoolEntry.SnapshotDropped;
import io.patchbay.edge.spool.SpoolEntry.SnapshotPut;
import io.patchbay.proto.edge.v1.CommandResult;
import io.patchbay.proto.edge.v1.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What the log amounts to. Not thread-safe: [Spool] guards it.
final class SpoolState {
  /// Accepted commands are remembered so long, and so many of them.
  static final Duration COMMAND_MEMORY = Duration.ofHours(24);

  private static final int MAX_COMMANDS = 20_000;
  private static final int MAX_MESSAGES = 4_000;

  /// A command's result, or none when it had not come.
  record Remembered(Instant at, Optional<CommandResult> result) {}

  /// A message in the hardware: how many like it came before, and whether it is gone.
  record Seen(int occurrence, boolean deleted) {}

  private final NavigableMap<Long, Fact> facts = new TreeMap<>();
  private final Map<String, SnapshotPut> snapshots = new LinkedHashMap<>();
  private final Map<String, Remembered> commands = new LinkedHashMap<>();
  private final Map<String, Seen> messages = new LinkedHashMap<>();
  private long next = 1;
  private long acked;
  private long bytes;
  private Instant lastAlive = Instant.EPOCH;

  void apply(SpoolEntry entry) {
    switch (entry) {
      case Position(long position) -> {
        next = Math.max(next, position);
        acked = facts.isEmpty() ? next - 1 : acked;
      }
      case FactAdded(Fact fact) -> add(fact);
      case FactsAcked(long sequence) -> ack(sequence);
      case SnapshotPut put -> {
        var before = snapshots.put(put.call().getCallId(), put);
        bytes += put.call().getSerializedSize() - (before == null ? 0 : size(before));
      }
      case SnapshotDropped(String id) -> drop(id);
      case Concluded(String id, Fact record) -> {
        drop(id);
        add(record);
      }
      case CommandBegun(String id, Instant at) ->
          commands.putIfAbsent(id, new Remembered(at, Optional.empty()));
      case CommandEnded(CommandResult result, Instant at) ->
          commands.put(result.getCommandId(), new Remembered(at, Optional.of(result)));
      case MessageDeleted(String key) ->
          messages.computeIfPresent(key, (_, seen) -> new Seen(seen.occurrence(), true));
      case MessageSeen(String key, int occurrence, boolean deleted) ->
          messages.put(key, new Seen(occurrence, deleted));
      case Alive(Instant at) -> lastAlive = at;
      case CheckpointEnd _ -> {}
    }
  }

  private void add(Fact fact) {
    next = Math.max(next, fact.getSequence() + 1);
    if (fact.getSequence() > acked && facts.put(fact.getSequence(), fact) == null) {
      bytes += fact.getSerializedSize();
    }
    MessageKey.occurrence(fact.getFactId())
        .ifPresent(seen -> {
          var known = messages.get(seen.key());
          if (known == null || known.occurrence() < seen.occurrence()) {
            messages.remove(seen.key());
            messages.put(seen.key(), new Seen(seen.occurrence(), false));
          }
        });
  }

  private void ack(long sequence) {
    acked = Math.max(acked, Math.min(sequence, next - 1));
    var gone = facts.headMap(acked, true);
    for (Fact fact : gone.values()) {
      bytes -= fact.getSerializedSize();
    }
    gone.clear();
  }

  private void drop(String callId) {
    var gone = snapshots.remove(callId);
    bytes -= gone == null ? 0 : size(gone);
  }

  private static int size(SnapshotPut put) {
    return put.call().getSerializedSize();
  }

  /// The whole state as entries, old memories left out.
  List<SpoolEntry> checkpoint(Instant now) {
    forget(now);
    var entries = new ArrayList<SpoolEntry>();
    entries.add(new Position(facts.isEmpty() ? next : facts.firstKey()));
    for (Fact fact : facts.values()) {
      entries.add(new FactAdded(fact));
    }
    entries.add(new Position(next));
    entries.add(new Alive(lastAlive));
    entries.addAll(snapshots.values());
    commands.forEach((id, remembered) ->
        entries.add(
            remembered.result().isPresent()
                ? new CommandEnded(remembered.result().get(), remembered.at())
                : new CommandBegun(id, remembered.at())));
    messages.forEach(
        (key, seen) -> entries.add(new MessageSeen(key, seen.occurrence(), seen.deleted())));
    entries.add(new CheckpointEnd());
    return entries;
  }

  private void forget(Instant now) {
    int surplus = commands.size() - MAX_COMMANDS;
    var oldest = now.minus(COMMAND_MEMORY);
    var each = commands.values().iterator();
    for (int i = 0; each.hasNext(); i++) {
      if (each.next().at().isBefore(oldest) || i < surplus) {
        each.remove();
      }
    }
    var old = messages.values().iterator();
    while (messages.size() > MAX_MESSAGES && old.hasNext()) {
      if (old.next().deleted()) {
        old.remove();
      }
    }
  }

  NavigableMap<Long, Fact> facts() {
    return facts;
  }

  Map<String, SnapshotPut> snapshots() {
    return snapshots;
  }

  Map<String, Remembered> commands() {
    return commands;
  }

  Map<String, Seen> messages() {
    return messages;
  }

  long next() {
    return next;
  }

  long bytes() {
    return bytes;
  }

  Instant lastAlive() {
    return lastAlive;
  }
}
