package io.patchbay.standalone.bench;

/// Reads the text form of Prometheus.
final class Metrics {
  private Metrics() {}

  /// The sum of the samples of a metric whose labels contain this text.
  static double sum(String text, String name, String label) {
    return text.lines()
        .filter(line ->
            (line.startsWith(name + " ") || line.startsWith(name + "{")) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
