package io.patchbay.standalone;

import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.DocumentFiles;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.contract.document.Documents;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.proto.config.v1.UserSpec;
import io.patchbay.routing.Patterns;
import io.patchbay.standalone.defaults.BuiltIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The documents an installation starts with: built in or of `--config`, checked, with secrets put
/// in.
final class GatewayDocuments {
  /// The console user made when no document names one.
  static final String CONSOLE_USER = "admin";

  private GatewayDocuments() {}

  /// Reads, prunes and completes.
  ///
  /// @throws StartFailure with every problem, the first on the first line
  static Documents load(UpOptions options, Secrets secrets) {
    List<Document> documents = new ArrayList<>(read(options));
    if (!options.simulator()) {
      documents = new ArrayList<>(Pruning.withoutSimulated(documents, simulatorDirectory(options)));
    }
    for (int i = 0; i < documents.size(); i++) {
      documents.set(i, withPassword(documents.get(i), secrets));
    }
    if (documents.stream().noneMatch(Document::hasUser)) {
      documents.add(consoleUser(secrets));
    }
    Documents complete = Documents.of(documents);
    try {
      complete.check(Patterns.check());
    } catch (DocumentException e) {
      throw badDocuments(e);
    }
    return complete;
  }

  /// Where the simulator puts pseudo-terminals and sockets, `${data}/sim`.
  static Path simulatorDirectory(UpOptions options) {
    return options.data().resolve("sim");
  }

  /// Writes the documents where the console and the edge read them: mode 600, since passwords are
  /// in them.
  static Path write(Documents documents, Path data) {
    Path directory = data.resolve("run").resolve("documents");
    try {
      Files.createDirectories(directory);
      Secrets.writePrivately(
          directory.resolve("patchbay.yaml"), DocumentYaml.write(documents.all()));
      return directory;
    } catch (IOException e) {
      throw new StartFailure(directory + ": cannot be written (" + e.getMessage() + ")", e);
    }
  }

  private static List<Document> read(UpOptions options) {
    Map<String, String> placeholders =
        Map.of(
            "data", options.data().toString(),
            "pbx-port", String.valueOf(options.ports().trunkPeer()));
    try {
      if (options.config().isPresent()) {
        Path directory = options.config().get();
        if (!Files.isDirectory(directory)) {
          throw new StartFailure("--config " + directory + ": no such directory");
        }
        return DocumentFiles.read(directory, placeholders);
      }
      List<Document> documents = new ArrayList<>();
      for (var text : BuiltIn.texts().entrySet()) {
        documents.addAll(DocumentYaml.parse(text.getKey(), text.getValue(), placeholders));
      }
      return documents;
    } catch (DocumentException e) {
      throw badDocuments(e);
    } catch (IOException e) {
      throw new StartFailure("configuration cannot be read: " + e.getMessage(), e);
    }
  }

  private static Document withPassword(Document document, Secrets secrets) {
    if (document.hasExtension()) {
      var extension = document.getExtension();
      if (extension.getPassword().isEmpty() && extension.getHa1Md5().isEmpty()) {
        String password = secrets.get("extension-" + document.getName());
        return document.toBuilder()
            .setExtension(extension.toBuilder().setPassword(password))
            .build();
      }
    }
    return document;
  }

  private static Document consoleUser(Secrets secrets) {
    return Document.newBuilder()
        .setKind("User")
        .setName(CONSOLE_USER)
        .setUser(
            UserSpec.newBuilder()
                .setPassword(secrets.get("console-password"))
                .setRole(UserSpec.Role.ROLE_ADMIN))
        .build();
  }

  private static StartFailure badDocuments(DocumentException e) {
    var text = new StringBuilder();
    e.problems().forEach(problem -> text.append(text.isEmpty() ? "" : "\n").append(problem));
    return new StartFailure(text.toString(), e);
  }
}
