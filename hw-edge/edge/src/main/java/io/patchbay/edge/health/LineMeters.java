package io.patchbay.edge.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.patchbay.edge.run.Desk;
import io.patchbay.edge.spool.Spool;
import io.patchbay.line.LineState;
import io.patchbay.media.session.EngineStatistics;
import io.patchbay.media.session.MediaEngine;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What Prometheus sees: lines by state, calls, spool, media pacing.
///
/// The desk answers a little later: a scrape shows what the one before asked for.
public final class LineMeters implements MeterBinder {
  private final Desk desk;
  private final Spool spool;
  private final MediaEngine engine;
  private volatile Desk.View view;

  public LineMeters(Desk desk, Spool spool, MediaEngine engine) {
    this.desk = desk;
    this.spool = spool;
    this.engine = engine;
    this.view = new Desk.View(List.of(), 0, 0, "", 0);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (LineState state : LineState.values()) {
      Gauge.builder("patchbay.edge.lines", this, meters -> meters.lines(state))
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .description("lines in this state")
          .register(registry);
    }
    gauge(registry, "patchbay.edge.calls", "calls", view -> view.calls());
    gauge(registry, "patchbay.edge.trunks", "trunk replicas attached", view -> view.attached());
    gauge(registry, "patchbay.edge.unexpected", "events out of turn", view -> view.unexpected());
    Gauge.builder("patchbay.edge.spool.facts", spool, Spool::depth)
        .description("facts not acknowledged")
        .register(registry);
    Gauge.builder("patchbay.edge.spool.bytes", spool, Spool::bytes)
        .description("bytes of facts and snapshots")
        .register(registry);
    Gauge.builder("patchbay.edge.spool.failing", spool, one -> one.failure().isEmpty() ? 0 : 1)
        .description("1 while nothing can be kept: messages stay on the SIM cards")
        .register(registry);
    media(registry, "contexts", EngineStatistics::contexts);
    media(registry, "terminations", EngineStatistics::terminations);
    media(registry, "ticks.late", EngineStatistics::ticksLate);
    media(registry, "frames.skipped", EngineStatistics::framesSkipped);
    media(registry, "pacing.p50.micros", EngineStatistics::pacingP50Micros);
    media(registry, "pacing.p99.micros", EngineStatistics::pacingP99Micros);
    media(registry, "pacing.max.micros", EngineStatistics::pacingMaxMicros);
  }

  private void gauge(
      MeterRegistry registry, String name, String words, ToDoubleFunction<Desk.View> value) {
    Gauge.builder(name, this, meters -> value.applyAsDouble(meters.fresh()))
        .description(words)
        .register(registry);
  }

  private void media(
      MeterRegistry registry, String name, ToDoubleFunction<EngineStatistics> value) {
    Gauge.builder(
            "patchbay.edge.media." + name,
            engine,
            running -> value.applyAsDouble(running.statistics()))
        .register(registry);
  }

  private double lines(LineState state) {
    return fresh().lines().stream().filter(line -> line.state() == state).count();
  }

  private Desk.View fresh() {
    desk.view(next -> view = next);
    return view;
  }
}
