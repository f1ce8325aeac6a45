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

/// Where extensions are, shared by the replicas through the topic `registrations`. Thread-safe.
public final class Registrations {
  private final ConcurrentMap<String, RegistrationRecord> records = new ConcurrentHashMap<>();
  private final FactLog facts;
  private final InstantSource clock;

  public Registrations(FactLog facts, InstantSource clock) {
    this.facts = facts;
    this.clock = clock;
  }

  /// What a replica, maybe this one, has written. Called in the order of the topic.
  public void read(String extension, RegistrationRecord record) {
    records.put(extension, record);
  }

  public void removed(String extension) {
    records.remove(extension);
  }

  /// The bindings that have not expired, newest first.
  public List<Binding> bindings(String extension) {
    RegistrationRecord record = records.get(extension);
    if (record == null) {
      return List.of();
    }
    Instant now = clock.instant();
    return record.getBindingsList().stream()
        .filter(binding -> binding.getExpiresAt().getSeconds() > now.getEpochSecond())
        .toList();
  }

  /// Extensions with at least one binding.
  public int size() {
    return records.size();
  }

  void write(String extension, String trunk, List<Binding> bindings) {
    RegistrationRecord record =
        RegistrationRecord.newBuilder()
            .setExtension(extension)
            .setTrunk(trunk)
            .addAllBindings(bindings)
            .build();
    records.put(extension, record);
    facts.publish(Topics.REGISTRATIONS, extension, record);
  }
}
