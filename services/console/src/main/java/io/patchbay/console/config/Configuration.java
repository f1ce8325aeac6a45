package io.patchbay.console.config;

import com.google.protobuf.Timestamp;
import io.patchbay.console.config.DocumentTable.Row;
import io.patchbay.contract.Fault;
import io.patchbay.contract.document.DocumentException;
import io.patchbay.contract.document.Documents;
import io.patchbay.contract.document.Kinds;
import io.patchbay.contract.document.PatternCheck;
import io.patchbay.proto.config.v1.Document;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/// The documents of the installation. Stored first, then told to listeners; nothing that fails its
/// check is stored.
///
/// Documents handed out carry digests: whatever leaves the service goes through [Secrets#redact].
/// Thread-safe; methods that touch the database block.
public final class Configuration {
  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

  private final Transactions transactions;
  private final DataSource dataSource;
  private final Secrets secrets;
  private final PatternCheck patterns;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Documents documents = Documents.empty();
  private volatile boolean loaded;

  public Configuration(
      DataSource dataSource, Secrets secrets, PatternCheck patterns, InstantSource clock) {
    this.dataSource = dataSource;
    this.transactions = new Transactions(dataSource);
    this.secrets = secrets;
    this.patterns = patterns;
    this.clock = clock;
  }

  /// The documents as last stored or read; empty before the database was reached.
  public Documents documents() {
    return documents;
  }

  /// Were the stored documents and the files read? Before that nobody is known.
  public boolean loaded() {
    return loaded;
  }

  /// Told after every change, on the thread that made it; must not block.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// Stores one document.
  ///
  /// @param given revision 0: create or replace; else the one stored now
  /// @param actor who does it
  /// @return as stored
  /// @throws Fault INVALID with every problem, CONFLICT, UNAVAILABLE
  public Document put(Document given, String actor) {
    requireName(given.getKind(), given.getName());
    if (given.getSpecCase() == Document.SpecCase.SPEC_NOT_SET
        || !kindOfSpec(given).equals(given.getKind())) {
      throw new Fault(Fault.Kind.INVALID, Kinds.label(given) + ": spec of this kind is missing");
    }
    return change(connection -> {
      List<Row> rows = DocumentTable.all(connection);
      Document stored = find(rows, given.getKind(), given.getName());
      requireRevision(given, stored);
      Document next = stamp(secrets.seal(given, stored), stored.getRevision() + 1, actor);
      check(rows, List.of(next));
      DocumentTable.put(connection, next, Document.getDefaultInstance());
      return next;
    });
  }

  /// Deletes one document.
  ///
  /// @return the deletion: the document without a spec
  /// @throws Fault NOT_FOUND, INVALID when others refer to it, UNAVAILABLE
  public Document delete(String kind, String name, String actor) {
    requireName(kind, name);
    return change(connection -> {
      List<Row> rows = DocumentTable.all(connection);
      Document stored = find(rows, kind, name);
      if (stored.getSpecCase() == Document.SpecCase.SPEC_NOT_SET) {
        throw new Fault(Fault.Kind.NOT_FOUND, kind + " " + name + ": no such document");
      }
      Document next = deletion(stored, actor);
      check(rows, List.of(next));
      DocumentTable.put(connection, next, Document.getDefaultInstance());
      return next;
    });
  }

  /// Revisions of one document, newest first.
  public List<Document> history(String kind, String name) {
    return transactions.run(connection -> DocumentTable.history(connection, kind, name));
  }

  /// Takes over what files say that they did not say last time; edits made here stay.
  ///
  /// A document that left the files and was not edited since is deleted.
  ///
  /// @param files checked to fit together among themselves or not: all is checked here
  /// @return how many documents changed
  /// @throws DocumentException with every problem; then nothing was stored
  public int importAll(List<Document> files) {
    return change(connection -> {
      List<Row> rows = DocumentTable.all(connection);
      List<Document> changed = new ArrayList<>();
      for (Document file : files) {
        requireName(file.getKind(), file.getName());
        importOne(connection, rows, file).ifPresent(changed::add);
      }
      changed.addAll(forgetVanished(connection, rows, files));
      check(rows, changed);
      return changed.size();
    });
  }

  private Optional<Document> importOne(Connection connection, List<Row> rows, Document file)
      throws SQLException {
    Row row =
        rows.stream()
            .filter(each -> Kinds.key(each.document()).equals(Kinds.key(file)))
            .findFirst()
            .orElse(new Row(Document.getDefaultInstance(), Document.getDefaultInstance()));
    if (!row.imported().getKind().isEmpty() && secrets.unchanged(file, row.imported())) {
      return Optional.empty();
    }
    Document sealed = secrets.seal(Secrets.content(file), row.document());
    Document next = stamp(sealed, row.document().getRevision() + 1, "file");
    DocumentTable.put(connection, next, sealed);
    return Optional.of(next);
  }

  private List<Document> forgetVanished(Connection connection, List<Row> rows, List<Document> files)
      throws SQLException {
    List<String> named = files.stream().map(Kinds::key).toList();
    List<Document> deleted = new ArrayList<>();
    for (Row row : rows) {
      if (row.imported().getKind().isEmpty() || named.contains(Kinds.key(row.document()))) {
        continue;
      }
      DocumentTable.forgetImport(connection, row.document());
      if (Secrets.content(row.document()).equals(row.imported())) {
        Document next = deletion(row.document(), "file");
        DocumentTable.put(connection, next, Document.getDefaultInstance());
        deleted.add(next);
      }
    }
    return deleted;
  }

  /// Creates or updates the schema, then reads all.
  ///
  /// @throws Fault UNAVAILABLE, org.flywaydb.core.api.FlywayException while the database is away
  public void open() {
    Schema.migrate(dataSource);
    reload();
  }

  /// Reads everything again: another replica changed something.
  public void reload() {
    documents = transactions.run(Configuration::current);
    listeners.forEach(Runnable::run);
  }

  /// The start is over: what is held now counts.
  void ready() {
    loaded = true;
    reload();
  }

  /// Has every document published again.
  public void publishAll() {
    transactions.run(connection -> {
      DocumentTable.publishAll(connection);
      return true;
    });
  }

  /// What Kafka does not have yet, deletions included, oldest change first.
  public List<Document> unpublished() {
    return transactions.run(DocumentTable::unpublished);
  }

  /// Kafka has taken this revision.
  public void published(Document document) {
    transactions.run(connection -> {
      DocumentTable.published(connection, document);
      return true;
    });
  }

  private <T> T change(Transactions.Work<T> work) {
    T result;
    try {
      result =
          transactions.run(connection -> {
            DocumentTable.lock(connection);
            return work.on(connection);
          });
    } catch (DocumentException e) {
      throw e.toFault();
    }
    reload();
    return result;
  }

  private static Documents current(Connection connection) throws SQLException {
    return Documents.of(DocumentTable.all(connection).stream().map(Row::document).toList());
  }

  private void check(List<Row> rows, List<Document> changed) {
    Documents.of(rows.stream().map(Row::document).toList()).with(changed).check(patterns);
  }

  private static Document find(List<Row> rows, String kind, String name) {
    return rows.stream()
        .map(Row::document)
        .filter(document -> document.getKind().equals(kind) && document.getName().equals(name))
        .findFirst()
        .orElse(Document.getDefaultInstance());
  }

  private Document deletion(Document stored, String actor) {
    return stamp(stored.toBuilder().clearSpec().build(), stored.getRevision() + 1, actor);
  }

  private Document stamp(Document document, long revision, String actor) {
    Instant now = clock.instant();
    Timestamp at =
        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build();
    return document.toBuilder().setRevision(revision).setUpdatedAt(at).setUpdatedBy(actor).build();
  }

  private static void requireRevision(Document given, Document stored) {
    if (given.getRevision() != 0 && given.getRevision() != stored.getRevision()) {
      throw new Fault(
          Fault.Kind.CONFLICT,
          Kinds.label(given)
              + ": revision "
              + given.getRevision()
              + " is not the stored one, "
              + stored.getRevision());
    }
  }

  private static void requireName(String kind, String name) {
    if (!Kinds.exists(kind)) {
      throw new Fault(Fault.Kind.INVALID, "no kind of document: '" + kind + "'");
    }
    if (!name.matches(NAME)) {
      throw new Fault(
          Fault.Kind.INVALID,
          kind + " '" + name + "': a name has 1 to 63 of a-z, 0-9, '-', '.', '_'");
    }
  }

  private static String kindOfSpec(Document document) {
    var field = document.getOneofFieldDescriptor(Document.getDescriptor().getOneofs().getFirst());
    String type = field == null ? "" : field.getMessageType().getName();
    return type.endsWith("Spec") ? type.substring(0, type.length() - "Spec".length()) : type;
  }
}
