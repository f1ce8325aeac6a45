package io.patchbay.edge.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.patchbay.edge.run.Desk;
import io.patchbay.line.LineFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What the lines have counted, for Prometheus: `patchbay_edge_line_audio_underruns{line="gsm-1"}`
/// and its kin, and how long the modems took to answer, of all lines together:
/// `patchbay_edge_at_answers{class="call",le="2000"}`, in microseconds, not cumulative.
///
/// The desk answers a little later: a scrape shows what the one before asked for.
public final class LineFigureMeters implements MeterBinder {
  private static final String LINE = "patchbay.edge.line.";
  private static final String ANSWERS = "patchbay.edge.at.answers";

  private final Desk desk;
  private final Map<String, MultiGauge> gauges = new ConcurrentHashMap<>();
  private volatile int lines;

  public LineFigureMeters(Desk desk) {
    this.desk = desk;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(LINE + "count", this, meters -> meters.ask(registry))
        .description("lines that count something")
        .register(registry);
  }

  private int ask(MeterRegistry registry) {
    desk.figures(all -> show(registry, all));
    return lines;
  }

  private void show(MeterRegistry registry, Map<String, LineFigures> all) {
    Map<String, List<MultiGauge.Row<?>>> rows = new TreeMap<>();
    Map<String, long[]> answers = new TreeMap<>();
    all.forEach((line, figures) -> {
      figures
          .counts()
          .forEach((name, count) ->
              rows.computeIfAbsent(LINE + name, key -> new ArrayList<>())
                  .add(MultiGauge.Row.of(Tags.of("line", line), count)));
      figures.answers().forEach((of, counts) -> add(answers, of, counts));
    });
    answers.forEach((of, counts) -> {
      for (int i = 0; i < counts.length; i++) {
        String most =
            i < LineFigures.BOUNDS_MICROS.size()
                ? String.valueOf(LineFigures.BOUNDS_MICROS.get(i))
                : "+Inf";
        rows.computeIfAbsent(ANSWERS, key -> new ArrayList<>())
            .add(MultiGauge.Row.of(Tags.of("class", of, "le", most), counts[i]));
      }
    });
    rows.forEach((name, of) ->
        gauges
            .computeIfAbsent(name, key -> MultiGauge.builder(key).register(registry))
            .register(of, true));
    lines = (int) all.values().stream().filter(f -> !f.equals(LineFigures.NONE)).count();
  }

  private static void add(Map<String, long[]> answers, String of, List<Long> counts) {
    long[] sums = answers.computeIfAbsent(of, key -> new long[counts.size()]);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += counts.get(i);
    }
  }
}
