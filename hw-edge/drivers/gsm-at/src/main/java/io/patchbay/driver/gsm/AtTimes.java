package io.patchbay.driver.gsm;

import io.patchbay.driver.gsm.at.AtCommand.Priority;
import io.patchbay.driver.gsm.at.AtEngine;
import io.patchbay.line.LineFigures;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/// How long a modem takes to answer, by class of command; outlasts its sessions. Written by the
/// runner, read by any thread.
final class AtTimes implements AtEngine.Took {
  private static final List<Long> BOUNDS = LineFigures.BOUNDS_MICROS;

  private final Map<Priority, AtomicLongArray> classes = new EnumMap<>(Priority.class);

  AtTimes() {
    for (Priority priority : Priority.values()) {
      classes.put(priority, new AtomicLongArray(BOUNDS.size() + 1));
    }
  }

  @Override
  public void took(Priority priority, long nanos) {
    long micros = nanos / 1000;
    int at = 0;
    while (at < BOUNDS.size() && micros > BOUNDS.get(at)) {
      at++;
    }
    AtomicLongArray counts = classes.get(priority);
    if (counts != null) {
      counts.incrementAndGet(at);
    }
  }

  /// As [LineFigures#answers] has it.
  Map<String, List<Long>> answers() {
    Map<String, List<Long>> all = new TreeMap<>();
    classes.forEach((priority, counts) ->
        all.put(
            priority.name().toLowerCase(Locale.ROOT),
            IntStream.range(0, counts.length()).mapToObj(counts::get).toList()));
    return all;
  }
}
