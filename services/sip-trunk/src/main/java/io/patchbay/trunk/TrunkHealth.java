package io.patchbay.trunk;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/// Ready once the documents are there, since before it refuses everybody; says how many edges,
/// calls and documents it has.
@Readiness
@Singleton
final class TrunkHealth implements HealthIndicator {
  private final Trunk trunk;

  TrunkHealth(Trunk trunk) {
    this.trunk = trunk;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(
        HealthResult.builder(
                "sip-trunk", trunk.knowledge.complete() ? HealthStatus.UP : HealthStatus.DOWN)
            .details(
                Map.of(
                    "edges", trunk.hub.attachedCount(),
                    "calls", trunk.calls.size(),
                    "documents", trunk.configuration.documents().all().size(),
                    "registrations", trunk.registrations.size(),
                    "accounts registered", trunk.board.registeredCount(),
                    "trunks failing", trunk.board.failing()))
            .build());
  }
}
