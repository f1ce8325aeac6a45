package io.patchbay.contract.document;

import io.patchbay.proto.config.v1.Document;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads a directory of `*.yaml` and `*.yml` files in the order of their names. Blocks;
/// thread-safe.
public final class DocumentFiles {
  private static final int MAX_FILES = 1000;

  private DocumentFiles() {}

  /// Every document below a directory (not its sub-directories), or of one file.
  ///
  /// @param placeholders what `${name}` stands for; empty: such text is taken as it is
  /// @throws DocumentException with every problem of every file
  /// @throws IOException when the directory cannot be read
  public static List<Document> read(Path path, Map<String, String> placeholders)
      throws IOException {
    return located(path, placeholders).stream().map(Located::document).toList();
  }

  /// As [#read], and the documents fit together: references exist, nothing is used twice. Problems
  /// name file and line.
  public static Documents load(Path path, Map<String, String> placeholders, PatternCheck patterns)
      throws IOException {
    return checked(
        located(path, placeholders), documents -> DocumentCheck.all(documents, patterns));
  }

  /// As [#load] for a device that has only its own documents: references to extensions, trunks and
  /// plans are not followed.
  public static Documents loadDevice(Path path, Map<String, String> placeholders)
      throws IOException {
    return checked(located(path, placeholders), DocumentCheck::device);
  }

  private static Documents checked(
      List<Located> located, Function<List<Document>, List<Problem>> check) {
    Map<String, Located> byLabel = new HashMap<>();
    located.forEach(each -> byLabel.put(Kinds.label(each.document()), each));
    List<Document> documents = located.stream().map(Located::document).toList();
    List<Problem> problems =
        check.apply(documents).stream()
            .map(problem -> {
              Located where = byLabel.get(problem.document());
              return where == null ? problem : where.locate(problem);
            })
            .toList();
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return Documents.of(documents);
  }

  private static List<Located> located(Path path, Map<String, String> placeholders)
      throws IOException {
    List<Problem> problems = new ArrayList<>();
    List<Located> documents = new ArrayList<>();
    for (Path file : files(path)) {
      String source = String.valueOf(file.getFileName());
      text(file, source, problems)
          .ifPresent(text ->
              documents.addAll(new DocumentReader(source, placeholders, problems).read(text)));
    }
    return DocumentYaml.finish(documents, problems);
  }

  private static List<Path> files(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(MAX_FILES)
          .toList();
    }
  }

  private static Optional<String> text(Path file, String source, List<Problem> problems)
      throws IOException {
    if (Files.size(file) > DocumentReader.MAX_CHARACTERS) {
      problems.add(
          new Problem(
              source,
              0,
              "",
              "",
              Files.size(file)
                  + " bytes are too many (at most "
                  + DocumentReader.MAX_CHARACTERS
                  + ")"));
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      problems.add(new Problem(source, 0, "", "", "not UTF-8 text"));
      return Optional.empty();
    }
  }
}
