package io.patchbay.trunk;

import io.patchbay.trunk.events.KafkaOwnership;
import io.patchbay.trunk.events.Ownership;
import io.patchbay.trunk.lease.KubernetesAccess;
import io.patchbay.trunk.lease.KubernetesLeases;
import io.patchbay.trunk.lease.LeaseOwnership;
import io.patchbay.trunk.lease.Terms;
import io.patchbay.trunk.run.Clockwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;

/// Chooses who says which replica looks after a trunk.
final class Owners {
  private Owners() {}

  static Ownership of(TrunkSettings settings, Clockwork clockwork, LongSupplier nanoTime) {
    KubernetesAccess leases = settings.leases();
    if (leases != null) {
      try {
        return new LeaseOwnership(
            leases.installation(),
            settings.name(),
            new KubernetesLeases(leases),
            Terms.DEFAULT,
            clockwork.timers(),
            clockwork.clock(),
            nanoTime);
      } catch (IOException e) {
        throw new UncheckedIOException("Leases: " + e.getMessage(), e);
      }
    }
    return settings.kafka().isEmpty()
        ? Ownership.alone()
        : new KafkaOwnership(settings.kafka(), settings.name());
  }
}
