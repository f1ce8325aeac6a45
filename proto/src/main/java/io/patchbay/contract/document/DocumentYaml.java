package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// YAML text to configuration documents and back.
///
/// ```yaml
/// kind: Line
/// name: gsm-1
/// spec:
///   kind: sim
///   inter-digit-timeout-ms: 4000
/// ---
/// ```
///
/// Keys are the field names of `config.proto` with dashes, enum values their lower case words.
/// Bounded: 1 MiB, 12 levels, no anchors, no types. Every problem of a text is reported at once.
/// References between documents are checked by [Documents#check]. Thread-safe.
public final class DocumentYaml {
  private DocumentYaml() {}

  /// Reads every document of one text.
  ///
  /// @param source how messages call the text, e.g. its file name
  /// @throws DocumentException with every problem
  public static List<Document> parse(String source, String text) {
    return parse(source, text, Map.of());
  }

  /// As above; `${name}` in a value stands for the placeholder of that name.
  public static List<Document> parse(String source, String text, Map<String, String> placeholders) {
    List<Problem> problems = new ArrayList<>();
    List<Located> documents = new DocumentReader(source, placeholders, problems).read(text);
    return finish(documents, problems).stream().map(Located::document).toList();
  }

  /// One document as YAML, ending in a newline. Contains whatever secrets the document holds.
  public static String write(Document document) {
    return DocumentWriter.write(document);
  }

  /// Many documents, divided by `---`.
  public static String write(Collection<Document> documents) {
    return documents.stream().map(DocumentWriter::write).collect(Collectors.joining("---\n"));
  }

  static List<Located> finish(List<Located> documents, List<Problem> problems) {
    Map<String, Located> seen = new HashMap<>();
    for (Located located : documents) {
      Located first = seen.putIfAbsent(Kinds.key(located.document()), located);
      if (first != null) {
        String message =
            "given twice, first in " + first.source() + ":" + first.lines().getOrDefault("", 0);
        problems.add(
            located.locate(new Problem("", 0, Kinds.label(located.document()), "", message)));
      }
    }
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return documents;
  }
}
