package io.patchbay.media.clock;

import java.util.concurrent.atomic.AtomicLongArray;

/// Deviations in microseconds: 10 µs steps to 40 ms, then one bucket. One writer, any readers.
public final class PacingHistogram {
  private static final int STEP_MICROS = 10;
  private static final int BUCKETS = 4000;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS + 1);

  /// Counts one deviation.
  public void record(long nanos) {
    int bucket = Math.clamp(Math.abs(nanos) / (1000 * STEP_MICROS), 0, BUCKETS);
    counts.setOpaque(bucket, counts.getPlain(bucket) + 1);
  }

  /// The deviation below which the share `quantile` lies, over several histograms.
  ///
  /// @param quantile 0 to 1
  public static long quantileMicros(Iterable<PacingHistogram> histograms, double quantile) {
    long total = 0;
    for (var histogram : histograms) {
      for (int i = 0; i <= BUCKETS; i++) {
        total += histogram.counts.getOpaque(i);
      }
    }
    long seen = 0;
    for (int i = 0; i <= BUCKETS; i++) {
      for (var histogram : histograms) {
        seen += histogram.counts.getOpaque(i);
      }
      if (total > 0 && seen >= quantile * total) {
        return (i + 1L) * STEP_MICROS;
      }
    }
    return 0;
  }
}
