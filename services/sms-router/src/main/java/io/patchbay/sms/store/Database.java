package io.patchbay.sms.store;

import io.patchbay.contract.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// Transactions on schema `sms_router`. Thread-safe; every call blocks.
public final class Database {
  private static final int STATEMENT_TIMEOUT_S = 30;

  private final DataSource dataSource;

  public Database(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /// What is done in one transaction.
  public interface Work<T> {
    T in(Transaction transaction) throws SQLException;
  }

  /// One row of a result.
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// Brings the schema up to date; safe when several replicas do it at once.
  ///
  /// @throws org.flywaydb.core.api.FlywayException while the database is away
  public void migrate() {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas("sms_router")
        .locations("classpath:db/sms-router")
        .load()
        .migrate();
  }

  /// Commits what the work did, or nothing of it.
  ///
  /// @throws Fault UNAVAILABLE when the database does not take it
  public <T> T transact(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(new Transaction(connection));
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new Fault(
          Fault.Kind.UNAVAILABLE, "the message store does not answer: " + e.getMessage(), e);
    }
  }

  /// Statements of one transaction; `?` are bound in order. For one thread.
  public static final class Transaction {
    private final Connection connection;

    private Transaction(Connection connection) {
      this.connection = connection;
    }

    /// Changes rows.
    ///
    /// @return how many
    public int update(String sql, @Nullable Object... values) throws SQLException {
      try (PreparedStatement statement = prepare(sql, values)) {
        return statement.executeUpdate();
      }
    }

    /// Reads rows.
    public <T> List<T> list(String sql, Row<T> row, @Nullable Object... values)
        throws SQLException {
      try (PreparedStatement statement = prepare(sql, values);
          ResultSet result = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(row.of(result));
        }
        return rows;
      }
    }

    /// Reads the first row.
    public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values)
        throws SQLException {
      List<T> rows = list(sql, row, values);
      return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /// One statement for many rows, in one round trip.
    void batch(String sql, List<@Nullable Object[]> rows) throws SQLException {
      if (rows.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (@Nullable Object[] values : rows) {
          bind(statement, values);
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
      PreparedStatement statement = connection.prepareStatement(sql);
      statement.setQueryTimeout(STATEMENT_TIMEOUT_S);
      bind(statement, values);
      return statement;
    }

    private void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        Object value = values[i];
        switch (value) {
          case Instant at -> statement.setObject(i + 1, at.atOffset(ZoneOffset.UTC));
          case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
          case null, default -> statement.setObject(i + 1, value);
        }
      }
    }
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> maybeInstant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
