package io.patchbay.console.rest;

import io.patchbay.console.api.HealthWatch;
import io.patchbay.console.api.ServiceHealth;
import io.patchbay.console.config.Configuration;
import io.patchbay.console.config.Import;
import io.patchbay.console.live.Feed;
import io.patchbay.launch.kafka.TopicFollower.State;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// How every service is, Kafka and the database included. Thread-safe.
public final class StatusView {
  private final HealthWatch watch;
  private final Feed feed;
  private final Configuration configuration;
  private final Import documents;
  private final InstantSource clock;

  public StatusView(
      HealthWatch watch,
      Feed feed,
      Configuration configuration,
      Import documents,
      InstantSource clock) {
    this.watch = watch;
    this.feed = feed;
    this.configuration = configuration;
    this.documents = documents;
    this.clock = clock;
  }

  /// The console first.
  public List<ServiceHealth> all() {
    Instant now = clock.instant();
    List<ServiceHealth> all = new ArrayList<>();
    all.add(new ServiceHealth("console", "this process", true, "", now));
    all.addAll(watch.latest());
    all.add(kafka(now));
    boolean loaded = configuration.loaded();
    all.add(
        new ServiceHealth("database", "PostgreSQL", loaded, loaded ? "" : "not reached yet", now));
    return all;
  }

  /// Why the configuration files were not taken over; empty: they were.
  public String importProblem() {
    return documents.problem();
  }

  private ServiceHealth kafka(Instant now) {
    State state = feed.state();
    String reason =
        switch (state) {
          case UP_TO_DATE -> "";
          case CATCHING_UP -> "reading what happened before";
          case WAITING -> "connecting";
          case AWAY -> "not reachable";
        };
    boolean up = state == State.UP_TO_DATE || state == State.CATCHING_UP;
    return new ServiceHealth("kafka", "events", up, reason, now);
  }
}
