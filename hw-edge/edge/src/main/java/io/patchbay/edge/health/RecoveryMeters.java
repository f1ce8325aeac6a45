package io.patchbay.edge.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.patchbay.edge.run.RecoveryListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// How lines heal, for Prometheus: `patchbay_line_recovery_seconds` by the step that helped, and
/// `patchbay_line_recovery_steps_total` by step. Thread-safe.
public final class RecoveryMeters implements MeterBinder, RecoveryListener {
  private static final int MOST_EARLY = 1000;

  private final List<MeterRegistry> registries = new ArrayList<>();
  private final List<Consumer<MeterRegistry>> early = new ArrayList<>();

  /// Nothing has happened yet.
  public RecoveryMeters() {}

  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    registries.add(registry);
    early.forEach(each -> each.accept(registry));
    early.clear();
  }

  @Override
  public void tried(String line, String trouble, String step) {
    count(registry ->
        Counter.builder("patchbay.line.recovery.steps")
            .description("steps taken to bring a line back")
            .tags("trouble", trouble, "step", step)
            .register(registry)
            .increment());
  }

  @Override
  public void recovered(String line, String trouble, String step, Duration took) {
    count(registry ->
        Timer.builder("patchbay.line.recovery")
            .description("from the first sign of trouble until the line was back")
            .tags("trouble", trouble, "step", step)
            .register(registry)
            .record(took));
  }

  /// What happens before there is a registry is counted once there is one.
  private synchronized void count(Consumer<MeterRegistry> what) {
    if (registries.isEmpty() && early.size() < MOST_EARLY) {
      early.add(what);
    }
    registries.forEach(what);
  }
}
