package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Contradictions between documents: unknown references, things used twice, values that cannot
/// work.
///
/// All of a set is checked at once; every problem is reported. Pure.
public final class DocumentCheck {
  private final Documents documents;
  private final PatternCheck patterns;
  private final boolean references;
  private final List<Problem> problems = new ArrayList<>();

  private DocumentCheck(List<Document> all, PatternCheck patterns, boolean references) {
    this.documents = Documents.of(all);
    this.patterns = patterns;
    this.references = references;
  }

  /// Problems of a whole installation.
  public static List<Problem> all(List<Document> documents, PatternCheck patterns) {
    return new DocumentCheck(documents, patterns, true).run();
  }

  /// Problems a device sees in its own documents: references to what is elsewhere are not followed.
  public static List<Problem> device(List<Document> documents) {
    return new DocumentCheck(documents, PatternCheck.none(), false).run();
  }

  private List<Problem> run() {
    Finding finding =
        (document, path, message) -> problems.add(new Problem("", 0, document, path, message));
    LineCheck lines = new LineCheck(documents, references, finding);
    lines.run();
    new PeerCheck(documents, finding).run();
    new AccountCheck(finding).lines(documents, references);
    new NumberingCheck(documents, finding).run();
    new PresentationCheck(documents, patterns, finding).run();
    new SelectionCheck(documents, patterns, references, finding).run();
    new RuleCheck(documents, patterns, references, finding).run();
    new PassThroughCheck(documents, patterns, references, finding).run();
    new SiteCheck(documents, patterns, references, finding).run();
    new LimitCheck(documents, references, finding).run();
    new RunPolicyCheck(documents, references, finding).run();
    new StageCheck(documents, patterns, references, finding).run();
    new FeatureCodeCheck(documents, finding).run();
    numbers(finding);
    onlyDefault("Settings", documents.get("Settings", Documents.DEFAULT).isPresent(), finding);
    return List.copyOf(problems);
  }

  /// A number belongs to one line or one extension.
  private void numbers(Finding finding) {
    Map<String, String> owners = new HashMap<>();
    documents.extensions().keySet().forEach(name -> owners.put(name, "Extension " + name));
    documents
        .lines()
        .forEach((name, line) -> {
          String owner =
              line.getNumber().isEmpty()
                  ? null
                  : owners.putIfAbsent(line.getNumber(), "Line " + name);
          if (owner != null) {
            finding.add("Line " + name, "spec.number", line.getNumber() + " belongs to " + owner);
          }
        });
  }

  private void onlyDefault(String kind, boolean hasDefault, Finding finding) {
    for (Document document : documents.all()) {
      if (document.getKind().equals(kind) && !document.getName().equals(Documents.DEFAULT)) {
        finding.add(
            Kinds.label(document),
            "name",
            "only `default` is used" + (hasDefault ? " and it exists" : ""));
      }
    }
  }

  /// Where a check reports.
  @FunctionalInterface
  interface Finding {
    /// The name of a file among the announcements of an edge.
    Pattern ANNOUNCEMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}\\.wav");

    /// Notes one problem.
    ///
    /// @param document kind and name
    /// @param path from the document's top
    void add(String document, String path, String message);

    /// Notes a value that is too large.
    default void atMost(String document, String path, int value, int most) {
      Formats.atMost(value, most).ifPresent(problem -> add(document, path, problem));
    }

    /// Notes an announcement that is no file's name; none is fine.
    default void announcement(String document, String path, String file) {
      if (!file.isEmpty() && !ANNOUNCEMENT.matcher(file).matches()) {
        add(
            document,
            path,
            "`" + Report.shown(file) + "` is not the name of a .wav file, without a folder");
      }
    }
  }
}
