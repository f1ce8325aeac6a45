package io.patchbay.line;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/// What a line has counted since it was opened, for those who watch it.
///
/// @param counts by name in dots, e.g. `audio.underruns`; they only grow
/// @param answers how long the hardware took to answer, by class of command: how many answers took
///   up to each of [#BOUNDS_MICROS], and longer than the last; not cumulative
public record LineFigures(Map<String, Long> counts, Map<String, List<Long>> answers) {
  /// Upper bounds of the classes of answers, in microseconds.
  public static final List<Long> BOUNDS_MICROS =
      List.of(
          500L,
          1_000L,
          1_500L,
          2_000L,
          2_500L,
          3_000L,
          4_000L,
          5_000L,
          6_000L,
          8_000L,
          10_000L,
          15_000L,
          20_000L,
          30_000L,
          50_000L,
          75_000L,
          100_000L,
          150_000L,
          200_000L,
          300_000L,
          500_000L,
          1_000_000L,
          2_000_000L,
          5_000_000L,
          10_000_000L);

  /// Of hardware that counts nothing.
  public static final LineFigures NONE = new LineFigures(Map.of(), Map.of());

  public LineFigures {
    requireNonNull(counts, "counts");
    counts = Map.copyOf(counts);
    answers = Map.copyOf(answers);
  }
}
