package io.patchbay.dialplan;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.patchbay.dialplan.decision.Decisions;
import io.patchbay.launch.kafka.TopicFollower;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import org.reactivestreams.Publisher;

/// Up as soon as it can answer anything: without Kafka it answers with what it has, and says so
/// here.
@Singleton
@Requires(env = DialPlanMain.SERVICE)
final class DialPlanHealth implements HealthIndicator {
  private final DialPlan service;
  private final Decisions decisions;

  DialPlanHealth(DialPlan service, Decisions decisions) {
    this.service = service;
    this.decisions = decisions;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    int documents = decisions.documents().all().size();
    TopicFollower.State topics = service.topics().state();
    boolean up = documents > 0 || topics == TopicFollower.State.UP_TO_DATE;
    Map<String, Object> details =
        Map.of(
            "documents",
            documents,
            "topics",
            topics.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return Publishers.just(
        HealthResult.builder("dial-plan", up ? HealthStatus.UP : HealthStatus.DOWN)
            .details(details)
            .build());
  }
}
