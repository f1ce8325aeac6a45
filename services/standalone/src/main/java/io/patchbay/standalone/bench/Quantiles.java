package io.patchbay.standalone.bench;

import java.util.Arrays;

/// Durations of one kind, in nanoseconds. Thread-safe.
final class Quantiles {
  private long[] values = new long[1024];
  private int count;

  synchronized void add(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanos;
  }

  synchronized int count() {
    return count;
  }

  /// The value below which the share `quantile` lies, by nearest rank; NaN when there are none.
  ///
  /// @param quantile 0 to 1
  synchronized double millis(double quantile) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(quantile * count);
    return sorted[Math.clamp(rank - 1, 0, count - 1)] / 1e6;
  }
}
