package io.patchbay.standalone.bench;

import java.util.TreeMap;

/// How long modems took to answer commands of one class, as the edge counts it, from writing the
/// command to its final result.
///
/// @param count answers
/// @param p50Millis half of them came in so long
/// @param p99Millis 99 of 100; both to the width of the edge's classes
public record AnswerTimes(long count, double p50Millis, double p99Millis) {
  private static final String NAME = "patchbay_edge_at_answers{";

  /// Of an edge's metrics.
  ///
  /// @param of `call`, `normal` or `poll`
  static AnswerTimes of(String metrics, String of) {
    var counts = new TreeMap<Double, Double>();
    metrics
        .lines()
        .filter(line -> line.startsWith(NAME) && line.contains("class=\"" + of + "\""))
        .forEach(line -> {
          int from = line.indexOf("le=\"") + 4;
          String most = line.substring(from, line.indexOf('"', from));
          double bound =
              most.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(most) / 1000;
          counts.put(bound, Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
        });
    double all = counts.values().stream().mapToDouble(each -> each).sum();
    return new AnswerTimes(
        (long) all, quantile(counts, all * 0.5), quantile(counts, all * 0.99));
  }

  /// Evenly spread within a class.
  private static double quantile(TreeMap<Double, Double> counts, double wanted) {
    double below = 0;
    double from = 0;
    for (var each : counts.entrySet()) {
      if (each.getValue() > 0 && below + each.getValue() >= wanted) {
        double width = Double.isInfinite(each.getKey()) ? 0 : each.getKey() - from;
        return from + width * (wanted - below) / each.getValue();
      }
      below += each.getValue();
      from = each.getKey();
    }
    return 0;
  }
}
