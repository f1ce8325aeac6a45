package io.patchbay.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.DocumentFiles;
import io.patchbay.contract.document.DocumentYaml;
import io.patchbay.proto.config.v1.Document;
import io.patchbay.routing.pattern.PatternException;
import io.patchbay.standalone.migrate.GoipExport;
import io.patchbay.standalone.migrate.GoipImport;
import io.patchbay.standalone.migrate.Ht503Export;
import io.patchbay.standalone.migrate.Ht503Import;
import io.patchbay.standalone.migrate.Imported;
import io.patchbay.standalone.migrate.MigrationException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./patchbay import ht503|goip FILE`, `./patchbay export ht503|goip PATH`: configurations of
/// other products to documents and back. Needs no gateway.
public final class MigrateMain {
  private static final String DOT = "--dot-one-or-more";
  private static final String DRIVER = "--driver";

  private MigrateMain() {}

  /// Exit codes: 0 done, 2 wrong command line, or the file cannot be taken over.
  public static void main(String[] arguments) {
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    System.exit(run(List.of(arguments), out, err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      migrate(new ArrayList<>(arguments), out, err);
      return 0;
    } catch (StartFailure | MigrationException | PatternException | DocumentException e) {
      err.println("patchbay: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("patchbay: cannot read " + e.getMessage());
      return 2;
    } finally {
      out.flush();
    }
  }

  private static void migrate(List<String> words, PrintStream out, PrintStream err)
      throws StartFailure, IOException {
    boolean dot = words.remove(DOT);
    String driver = driver(words);
    if (words.size() != 3 || !List.of("ht503", "goip").contains(words.get(1))) {
      throw new StartFailure("expected import ht503|goip FILE or export ht503|goip FILE");
    }
    boolean goip = words.get(1).equals("goip");
    Path path = Path.of(words.get(2));
    if (words.getFirst().equals("import")) {
      String text = Files.readString(path);
      Imported imported = goip ? GoipImport.of(text, driver) : Ht503Import.of(text, dot, driver);
      out.print(DocumentYaml.write(imported.documents()));
      imported.notes().forEach(err::println);
    } else {
      List<Document> documents = DocumentFiles.read(path, Map.of());
      out.print(goip ? GoipExport.of(documents) : Ht503Export.of(documents));
    }
  }

  private static String driver(List<String> words) throws StartFailure {
    int at = words.indexOf(DRIVER);
    if (at < 0) {
      return "sim";
    }
    if (at + 1 == words.size()) {
      throw new StartFailure(DRIVER + ": a name is missing");
    }
    words.remove(at);
    return words.remove(at);
  }
}
