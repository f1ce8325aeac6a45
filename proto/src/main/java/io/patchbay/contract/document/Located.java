package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.Document;
import java.util.Map;

/// A document and where its parts were read.
///
/// @param source file name
/// @param lines path to line, counted from 1
record Located(Document document, String source, Map<String, Integer> lines) {
  Located {
    lines = Map.copyOf(lines);
  }

  /// Puts file and line to a problem found later; the nearest known parent when the path itself was
  /// not written.
  Problem locate(Problem problem) {
    String path = problem.path();
    while (!path.isEmpty() && !lines.containsKey(path)) {
      path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
    return problem.at(source, lines.getOrDefault(path, 0));
  }
}
