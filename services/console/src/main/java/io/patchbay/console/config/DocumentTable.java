package io.patchbay.console.config;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import io.patchbay.proto.config.v1.Document;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/// The rows behind the documents. Every method is part of its caller's transaction.
final class DocumentTable {
  private static final String UPSERT =
      """
      insert into console.document (kind, name, revision, body, updated_at, updated_by, published, imported)
      values (?, ?, ?, ?, ?, ?, false, ?)
      on conflict (kind, name) do update set revision = excluded.revision, body = excluded.body,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by, published = false,
        imported = coalesce(excluded.imported, document.imported)
      """;
  private static final String HISTORY =
      """
      insert into console.document_history (kind, name, revision, body, updated_at, updated_by)
      values (?, ?, ?, ?, ?, ?)
      """;

  private DocumentTable() {}

  /// One row.
  ///
  /// @param document as it is now; without a spec it was deleted
  /// @param imported as last read from a file; the default instance: never
  record Row(Document document, Document imported) {}

  /// Keeps other writers out until the transaction ends: what is checked is what is stored.
  static void lock(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "select pg_advisory_xact_lock(hashtext('patchbay.console.document'))")) {
      lock.execute();
    }
  }

  static List<Row> all(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select body, imported from console.document order by kind, name");
        ResultSet rows = query.executeQuery()) {
      List<Row> all = new ArrayList<>();
      while (rows.next()) {
        byte[] imported = rows.getBytes(2);
        all.add(
            new Row(
                parse(rows.getBytes(1)),
                imported == null ? Document.getDefaultInstance() : parse(imported)));
      }
      return all;
    }
  }

  /// Writes the row and its history.
  ///
  /// @param imported the default instance: leaves the column as it is
  static void put(Connection connection, Document document, Document imported) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT);
        PreparedStatement history = connection.prepareStatement(HISTORY)) {
      fill(upsert, document);
      upsert.setBytes(7, imported.getKind().isEmpty() ? null : imported.toByteArray());
      upsert.executeUpdate();
      fill(history, document);
      history.executeUpdate();
    }
  }

  static void forgetImport(Connection connection, Document document) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update console.document set imported = null where kind = ? and name = ?")) {
      update.setString(1, document.getKind());
      update.setString(2, document.getName());
      update.executeUpdate();
    }
  }

  static void publishAll(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update console.document set published = false")) {
      update.executeUpdate();
    }
  }

  static List<Document> unpublished(Connection connection) throws SQLException {
    return documents(
        connection.prepareStatement(
            "select body from console.document where not published order by updated_at, kind, name"));
  }

  /// Only when no newer revision came meanwhile.
  static void published(Connection connection, Document document) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update console.document set published = true where kind = ? and name = ? and revision = ?")) {
      update.setString(1, document.getKind());
      update.setString(2, document.getName());
      update.setLong(3, document.getRevision());
      update.executeUpdate();
    }
  }

  /// Newest first, at most 50.
  static List<Document> history(Connection connection, String kind, String name)
      throws SQLException {
    PreparedStatement query =
        connection.prepareStatement(
            "select body from console.document_history where kind = ? and name = ? order by revision desc limit 50");
    query.setString(1, kind);
    query.setString(2, name);
    return documents(query);
  }

  private static List<Document> documents(PreparedStatement query) throws SQLException {
    try (query;
        ResultSet rows = query.executeQuery()) {
      List<Document> documents = new ArrayList<>();
      while (rows.next()) {
        documents.add(parse(rows.getBytes(1)));
      }
      return documents;
    }
  }

  private static void fill(PreparedStatement statement, Document document) throws SQLException {
    statement.setString(1, document.getKind());
    statement.setString(2, document.getName());
    statement.setLong(3, document.getRevision());
    statement.setBytes(4, document.toByteArray());
    statement.setTimestamp(5, new Timestamp(Timestamps.toMillis(document.getUpdatedAt())));
    statement.setString(6, document.getUpdatedBy());
  }

  private static Document parse(byte[] body) throws SQLException {
    try {
      return Document.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new SQLException("a stored document cannot be read: " + e.getMessage(), e);
    }
  }
}
