package io.patchbay.trunk.register;

import io.patchbay.contract.Topics;
import io.patchbay.proto.event.v1.Binding;
import io.patchbay.proto.event.v1.RegistrationRecord;
import io.patchbay.trunk.events.FactLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/// Where extensions are, shared by the replicas through the topic `registrations`. Thread-safe.
public final class Registrations {
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
  private final FactLog facts;
  private final InstantSource clock;
  private volatile Consumer<String> watcher = _ -> {};

  /// What counts now.
  ///
  /// @param unread it was written here and not read back yet: what is read until then is older
  private record Known(RegistrationRecord record, boolean unread) {
    Known read(RegistrationRecord read) {
      return !unread || read.equals(record) ? new Known(read, false) : this;
    }
  }

  public Registrations(FactLog facts, InstantSource clock) {
    this.facts = facts;
    this.clock = clock;
  }

  /// Tells of changes.
  ///
  /// @param changed gets the extension, on any thread; must not block
  public void watch(Consumer<String> changed) {
    watcher = changed;
  }

  /// What a replica, maybe this one, has written. Called in the order of the topic.
  public void read(String extension, RegistrationRecord record) {
    known.merge(extension, new Known(record, false), (old, _) -> old.read(record));
    watcher.accept(extension);
  }

  /// Its record is gone from the topic.
  public void removed(String extension) {
    known.computeIfPresent(extension, (_, old) -> old.unread ? old : null);
    watcher.accept(extension);
  }

  /// The bindings that have not expired, newest first.
  public List<Binding> bindings(String extension) {
    Known now = known.get(extension);
    if (now == null) {
      return List.of();
    }
    Instant at = clock.instant();
    return now.record.getBindingsList().stream()
        .filter(binding -> binding.getExpiresAt().getSeconds() > at.getEpochSecond())
        .toList();
  }

  /// Extensions with at least one binding.
  public int size() {
    return known.size();
  }

  void write(String extension, String trunk, List<Binding> bindings) {
    RegistrationRecord record =
        RegistrationRecord.newBuilder()
            .setExtension(extension)
            .setTrunk(trunk)
            .addAllBindings(bindings)
            .build();
    known.put(extension, new Known(record, true));
    watcher.accept(extension);
    facts.publish(
        Topics.REGISTRATIONS,
        extension,
        record,
        safe -> {
          if (!safe) {
            lost(extension, record);
          }
        });
  }

  /// A record of ours will not be read back.
  private void lost(String extension, RegistrationRecord record) {
    known.computeIfPresent(
        extension, (_, now) -> now.record.equals(record) ? new Known(record, false) : now);
  }
}
