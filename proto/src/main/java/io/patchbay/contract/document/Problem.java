package io.patchbay.contract.document;

import static java.util.Objects.requireNonNull;

/// One thing that is wrong with a document: `lines.yaml:12: Line gsm-1: spec.drvier: unknown key`.
///
/// @param source file name; empty: unknown
/// @param line counted from 1; 0: unknown
/// @param document kind and name, e.g. `Line gsm-1`; empty: the file as a whole
/// @param path keys from the top, e.g. `spec.incoming.extension`; empty: the document as a whole
/// @param message names the value
public record Problem(String source, int line, String document, String path, String message) {
  public Problem {
    requireNonNull(source, "source");
    requireNonNull(document, "document");
    requireNonNull(path, "path");
    requireNonNull(message, "message");
  }

  Problem at(String newSource, int newLine) {
    return new Problem(newSource, newLine, document, path, message);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!source.isEmpty()) {
      text.append(source).append(line > 0 ? ":" + line : "").append(": ");
    }
    if (!document.isEmpty()) {
      text.append(document).append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).toString();
  }
}
