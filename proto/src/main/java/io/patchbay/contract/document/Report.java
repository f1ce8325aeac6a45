package io.patchbay.contract.document;

import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/// Collects the problems of one source. Used by one thread.
final class Report {
  /// After this many the rest is not worth reading.
  private static final int MAX_PROBLEMS = 100;

  private final String source;
  private final List<Problem> problems;
  private String document = "";

  Report(String source, List<Problem> problems) {
    this.source = source;
    this.problems = problems;
  }

  /// No more problems are kept, so none needs to be worked out.
  boolean full() {
    return problems.size() >= MAX_PROBLEMS;
  }

  void enter(String label) {
    document = label;
  }

  void add(Node at, String path, String message) {
    add(line(at), path, message);
  }

  void add(int line, String path, String message) {
    if (!full()) {
      problems.add(new Problem(source, line, document, path, message));
    }
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /// A value for a message: one line, at most 60 characters.
  static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
